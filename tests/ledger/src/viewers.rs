//! People who come in afterwards, and look.

use std::{collections::BTreeSet, net::SocketAddr, time::Duration};

use parlance_testkit::{Failure, person::Person};
use serde_json::Value;

use crate::{
    agent::Desktop,
    evidence::{Desk, DeskPair, Seen, Transcript},
    replica::Replica,
};

/// A desktop may be behind by so much: its last events are on their way.
const BEHIND: Duration = Duration::from_secs(5);

/// Looks at everything, as a supervisor and as each agent.
pub(crate) async fn look(
    address: SocketAddr,
    desktops: &[Desktop],
    interactions: &[String],
) -> Result<Seen, Failure> {
    let mut seen = Seen::default();
    let vera = Person::sign_in(address, None, "vera").await?;
    for interaction in interactions {
        let record = vera.get(&format!("/api/v1/records/{interaction}")).await?;
        seen.transcripts
            .push(transcript("vera, record", &record["messages"]));
        seen.transcripts
            .push(pages(&vera, "vera, pages", interaction).await?);
    }
    for desktop in desktops {
        let Some((person, _)) = desktop.look() else {
            continue;
        };
        let desk = person.get("/api/v1/desk").await?;
        for interaction in desk["interactions"].as_array().into_iter().flatten() {
            let id = interaction["id"].as_str().unwrap_or_default();
            let detail = person.get(&format!("/api/v1/interactions/{id}")).await?;
            seen.transcripts
                .push(transcript(&desktop.name, &detail["messages"]));
            seen.transcripts.push(pages(&person, &desktop.name, id).await?);
        }
        seen.desks.push(compare(desktop).await?);
    }
    Ok(seen)
}

fn transcript(viewer: &str, messages: &Value) -> Transcript {
    let messages = messages.as_array().map(Vec::as_slice).unwrap_or_default();
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Transcript {
        viewer: viewer.to_owned(),
        thread_id: messages
            .first()
            .map_or(String::new(), |first| word(&first["thread_id"])),
        messages: messages.iter().map(|message| word(&message["id"])).collect(),
    }
}

/// The whole conversation around an interaction, page by page from its end.
async fn pages(person: &Person, viewer: &str, interaction: &str) -> Result<Transcript, Failure> {
    let mut whole = Transcript::default();
    let mut before = String::new();
    loop {
        let path = format!("/api/v1/interactions/{interaction}/messages?limit=50{before}");
        let page = person.get(&path).await?;
        let mut older = transcript(viewer, &page["items"]);
        older.messages.append(&mut whole.messages);
        if older.thread_id.is_empty() {
            older.thread_id = whole.thread_id;
        }
        whole = older;
        match page["next_cursor"].as_str() {
            Some(next) => before = format!("&before={next}"),
            None => return Ok(whole),
        }
    }
}

/// What a desktop shows beside a new one of the same person, once it has caught up or should have.
async fn compare(desktop: &Desktop) -> Result<DeskPair, Failure> {
    let until = tokio::time::Instant::now() + BEHIND;
    loop {
        let (person, Replica { desk: followed, .. }) = desktop.look().ok_or("nobody sits there")?;
        let fresh = fresh(&person, &followed).await?;
        let pair = DeskPair {
            viewer: desktop.name.clone(),
            followed: among(&followed, &fresh),
            fresh,
        };
        if pair.followed == pair.fresh || tokio::time::Instant::now() > until {
            return Ok(pair);
        }
        // Another process catches up: there is no event to wait for.
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Messages that belong to nothing the agent holds any more need not be known.
fn among(followed: &Desk, fresh: &Desk) -> Desk {
    let mut followed = followed.clone();
    followed.messages.retain(|id, _| fresh.messages.contains_key(id));
    followed
}

/// A new snapshot, with those of its messages that the desktop was told of.
async fn fresh(person: &Person, followed: &Desk) -> Result<Desk, Failure> {
    let snapshot = person.get("/api/v1/desk").await?;
    let mut desk = Replica::of(&snapshot).desk;
    let held: BTreeSet<String> = desk.interactions.keys().cloned().collect();
    for interaction in held {
        let detail = person.get(&format!("/api/v1/interactions/{interaction}")).await?;
        for message in detail["messages"].as_array().into_iter().flatten() {
            let id = message["id"].as_str().unwrap_or_default();
            if followed.messages.contains_key(id) {
                let version = message["version"].as_i64().unwrap_or(0);
                desk.messages.insert(id.to_owned(), version);
            }
        }
    }
    Ok(desk)
}
