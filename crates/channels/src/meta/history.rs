//! Past conversations: Meta's Conversations API.
//!
//! Source: Meta, "Conversations API". Nested fields fetch threads with their messages in one call. Details are given
//! for the newest 20 messages of a thread; older ones come with id and time alone (and answer 9000001 when asked for
//! one by one), so the first message without details ends a thread. Two calls a second for each page.

use parlance_channel::{AccountValues, PastMessage, PastThread, PastThreads, SendError};
use parlance_core::{
    Timestamp,
    message::{Media, Part},
};

use super::{
    account::Account,
    graph::Graph,
    json::{Node, Object},
    member::Member,
    refusal,
    time::iso_moment,
};

/// Threads of one call: with their messages more make Meta ask to "reduce the amount of data".
const THREADS: &str = "10";
/// Details are given for so many of a thread.
const MESSAGES: &str = "20";
const MESSAGE_FIELDS: &str = "id,created_time,from,message,attachments,shares,sticker,reply_to";
/// Two calls a second, with a little distance.
pub(crate) const PAUSE_MS: i64 = 600;

/// `GET /{page-id}/conversations`.
pub(crate) async fn threads(
    graph: &Graph,
    member: &'static Member,
    values: &AccountValues,
    after: Option<&str>,
) -> Result<PastThreads, SendError> {
    let account = Account::open(member, values)?;
    let own: Vec<&str> = member
        .own_ids
        .iter()
        .filter_map(|field| values.setting(field))
        .collect();
    let fields = format!("updated_time,participants,messages.limit({MESSAGES}){{{MESSAGE_FIELDS}}}");
    let mut query = vec![
        ("platform", member.platform),
        ("fields", fields.as_str()),
        ("limit", THREADS),
    ];
    query.extend(after.map(|after| ("after", after)));
    let path = [account.page_id.as_str(), "conversations"];
    let answer = graph
        .get(&account.credentials, &path, &query)
        .await
        .map_err(|failure| refusal::of_call(&member.words, &failure))?;
    let answer = answer.object();
    Ok(PastThreads {
        threads: objects(&answer, "data")
            .iter()
            .filter_map(|row| thread(member, row, &own))
            .collect(),
        next: next(&answer),
    })
}

/// A thread of the page with one customer; threads without one (the page writing to itself) are left out.
fn thread(member: &Member, row: &Object<'_>, own: &[&str]) -> Option<PastThread> {
    let people = row
        .object("participants")
        .map(|list| objects(&list, "data"))
        .unwrap_or_default();
    let customer = people
        .iter()
        .find(|person| person.id("id").is_some_and(|id| !own.contains(&id.as_str())))?;
    let rows = row
        .object("messages")
        .map(|list| objects(&list, "data"))
        .unwrap_or_default();
    let detailed = rows.iter().take_while(|row| row.has("from"));
    Some(PastThread {
        customer_id: customer.id("id")?,
        customer_name: customer.text("name").or_else(|| customer.text("username")),
        updated_at: moment(row, "updated_time"),
        messages: detailed.filter_map(|row| message(member, row, own)).collect(),
    })
}

fn message(member: &Member, row: &Object<'_>, own: &[&str]) -> Option<PastMessage> {
    let from = row.object("from").and_then(|from| from.id("id"));
    let quoted = row.object("reply_to");
    Some(PastMessage {
        provider_id: row.id("id")?,
        at: moment(row, "created_time")?,
        from_account: from.is_some_and(|from| own.contains(&from.as_str())),
        parts: parts(member, row),
        reply_to: quoted.and_then(|quoted| quoted.id("mid").or_else(|| quoted.id("id"))),
    })
}

fn parts(member: &Member, row: &Object<'_>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    if let Some(text) = row.text("message") {
        parts.push(Part::Text { text });
    }
    if let Some(url) = web(row, "sticker") {
        parts.push(Part::Sticker((member.media)(url)));
    }
    let files = row
        .object("attachments")
        .map(|list| objects(&list, "data"))
        .unwrap_or_default();
    parts.extend(files.iter().map(|row| file(member, row)));
    let shares = row
        .object("shares")
        .map(|list| objects(&list, "data"))
        .unwrap_or_default();
    parts.extend(shares.iter().map(|share| Part::Link {
        title: share.text("name"),
        url: web(share, "link"),
    }));
    if parts.is_empty() {
        parts.push(Part::Unsupported {
            platform_type: "message".to_owned(),
        });
    }
    parts
}

fn file(member: &Member, row: &Object<'_>) -> Part {
    let named = |url: String| Media {
        name: row.text("name"),
        ..(member.media)(url)
    };
    let inside = |key: &str| row.object(key).and_then(|data| web(&data, "url"));
    let kind = row.text("mime_type").unwrap_or_default();
    if let Some(url) = inside("image_data") {
        Part::Image(named(url))
    } else if let Some(url) = inside("video_data") {
        Part::Video(named(url))
    } else if let Some(url) = web(row, "file_url") {
        if kind.starts_with("audio/") {
            Part::Audio(named(url))
        } else {
            Part::File(named(url))
        }
    } else if let Some(card) = row.object("generic_template") {
        let lines: Vec<String> = ["title", "subtitle", "text"]
            .iter()
            .filter_map(|key| card.text(key))
            .collect();
        Part::Template {
            kind: "generic".to_owned(),
            lines,
        }
    } else {
        Part::Unsupported {
            platform_type: if kind.is_empty() {
                "attachment".to_owned()
            } else {
                kind
            },
        }
    }
}

fn objects<'a>(object: &Object<'a>, key: &str) -> Vec<Object<'a>> {
    let list = object.get(key).and_then(Node::list).unwrap_or_default();
    list.into_iter().filter_map(Node::object).collect()
}

/// The cursor behind a page; the last page has none, or one that leads to nothing.
fn next(list: &Object<'_>) -> Option<String> {
    let paging = list.object("paging")?;
    paging.text("next")?;
    paging.object("cursors")?.text("after")
}

fn moment(row: &Object<'_>, key: &str) -> Option<Timestamp> {
    let node = row.get(key)?;
    node.text()
        .and_then(|text| iso_moment(&text))
        .or_else(|| node.moment())
}

fn web(object: &Object<'_>, key: &str) -> Option<String> {
    object
        .text(key)
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}
