//! Playing a crowd: everybody speaks in turn, not faster than the rate, and waits for answers if told to.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use super::dialogue::Line;
use super::params::{CrowdParams, CrowdState};
use super::plan::{Act, Heard, Part, plan};
use super::registry::Crowd;
use crate::ControlError;
use crate::ids::scramble;
use crate::live::Update;
use crate::media::picture;
use crate::phone::{self, NewPerson, Writing};
use crate::platform::Platform;
use crate::world::{Attachment, Author, Change, FileKind, Media, Thread};

/// How often waiting customers look whether they were answered.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// A customer on stage.
struct Actor {
    part: Part,
    psid: String,
    number: u64,
}

/// A customer who waits for an answer until `patience` ends.
struct Waiting {
    actor: Actor,
    patience: Instant,
    /// Set once answered: when the customer has thought about it.
    ready_at: Option<Instant>,
}

/// Lets a crowd in; returns its number.
pub(crate) fn start(platform: &Arc<Platform>, params: CrowdParams) -> Result<u64, ControlError> {
    params.check()?;
    let page_id = match &params.page_id {
        Some(id) => id.clone(),
        None => platform
            .read(|world| world.pages.keys().next().cloned())
            .ok_or_else(|| ControlError::Conflict("create a page first".into()))?,
    };
    if !platform.read(|world| world.pages.contains_key(&page_id)) {
        return Err(ControlError::not_found("page", page_id));
    }
    let id = platform.note(|tx| tx.ids().number());
    let crowd = Arc::new(Crowd::new(id, params, platform.stop.child_token()));
    platform.crowds.add(crowd.clone());
    let stage = platform.clone();
    platform.spawn(async move {
        let stop = crowd.stop.clone();
        tokio::select! {
            () = stop.cancelled() => crowd.end(CrowdState::Stopped),
            () = play(&stage, &crowd, &page_id) => crowd.end(CrowdState::Done),
        }
        let _ = stage.live.send(Update::Crowd);
    });
    Ok(id)
}

async fn play(platform: &Arc<Platform>, crowd: &Crowd, page_id: &str) {
    keep_pictures(platform).await;
    let params = &crowd.params;
    let mut outside: VecDeque<Part> = plan(params).into();
    let mut ready: VecDeque<Actor> = VecDeque::new();
    let mut waiting: Vec<Waiting> = Vec::new();
    let gap = Duration::from_secs_f64(1.0 / params.rate);
    let mut due = Instant::now();
    let mut number = 0;
    loop {
        waiting = look(platform, crowd, waiting, &mut ready);
        // Who is inside goes on before the next one comes in, but newcomers are never starved.
        let next = if number % 2 == 0 {
            outside.pop_front().map(Ok)
        } else {
            None
        };
        let next = next
            .or_else(|| ready.pop_front().map(Err))
            .or_else(|| outside.pop_front().map(Ok));
        let Some(next) = next else {
            if waiting.is_empty() {
                return;
            }
            tokio::time::sleep(LOOK_EVERY).await;
            due = due.max(Instant::now());
            continue;
        };
        tokio::time::sleep_until(due).await;
        due += gap;
        number += 1;
        let mut actor = match next {
            Ok(part) => match enter(platform, crowd.id, page_id, part, number) {
                Some(actor) => actor,
                None => continue,
            },
            Err(actor) => actor,
        };
        speak(platform, crowd, &mut actor);
        if actor.part.is_over() && !params.wait_for_answer {
            crowd.finished.fetch_add(1, Relaxed);
        } else if params.wait_for_answer {
            let patience = Instant::now() + Duration::from_secs(u64::from(params.patience_s));
            waiting.push(Waiting {
                actor,
                patience,
                ready_at: None,
            });
            crowd.waiting.fetch_add(1, Relaxed);
        } else {
            ready.push_back(actor);
        }
    }
}

/// Moves everybody who was answered and has thought about it to `ready`; lets go who gave up.
fn look(
    platform: &Platform,
    crowd: &Crowd,
    waiting: Vec<Waiting>,
    ready: &mut VecDeque<Actor>,
) -> Vec<Waiting> {
    let now = Instant::now();
    let mut still = Vec::with_capacity(waiting.len());
    for mut one in waiting {
        if one.ready_at.is_none() && platform.read(|world| answers(world.threads.get(&one.actor.psid)) > 0) {
            one.ready_at = Some(now + thinking(&crowd.params, one.actor.number));
        }
        match one.ready_at {
            Some(at) if at <= now => {
                crowd.waiting.fetch_sub(1, Relaxed);
                let heard = platform.read(|world| answers(world.threads.get(&one.actor.psid)));
                crowd.answers.fetch_add(heard, Relaxed);
                if one.actor.part.is_over() {
                    crowd.finished.fetch_add(1, Relaxed);
                } else {
                    ready.push_back(one.actor);
                }
            }
            None if one.patience <= now => {
                crowd.waiting.fetch_sub(1, Relaxed);
                crowd.gave_up.fetch_add(1, Relaxed);
            }
            _ => still.push(one),
        }
    }
    still
}

/// Between a half and one and a half of the ordered time.
fn thinking(params: &CrowdParams, number: u64) -> Duration {
    let share = 500 + scramble(params.seed, number) % 1_000;
    Duration::from_millis(u64::from(params.think_ms) * share / 1_000)
}

/// Messages of the page since the customer last wrote.
fn answers(thread: Option<&Thread>) -> u64 {
    let Some(thread) = thread else { return 0 };
    let since = thread
        .messages
        .iter()
        .rev()
        .take_while(|message| message.author != Author::Customer);
    since.count() as u64
}

fn enter(platform: &Platform, crowd_id: u64, page_id: &str, part: Part, number: u64) -> Option<Actor> {
    let new = NewPerson {
        name: Some(part.name.clone()),
        locale: Some(part.locale.to_owned()),
        crowd: Some(crowd_id),
    };
    let psid = platform.note(|tx| {
        let person = phone::person(tx, new)?;
        phone::open_chat(tx, person.id, page_id)
    });
    match psid {
        Ok(psid) => Some(Actor { part, psid, number }),
        Err(error) => {
            tracing::warn!(%error, "a scripted customer could not come in");
            None
        }
    }
}

fn speak(platform: &Platform, crowd: &Crowd, actor: &mut Actor) {
    let (heard, offering) = platform.read(|world| hear(world.threads.get(&actor.psid)));
    let Some(act) = actor.part.next(&heard) else {
        return;
    };
    let said = platform.note(|tx| match (act, offering) {
        (Act::Tap(payload), Some(mid)) => phone::tap_quick_reply(platform, tx, &actor.psid, &mid, &payload),
        (Act::Tap(payload), None) => phone::write(platform, tx, &actor.psid, Writing::text(payload)),
        (Act::Line(line), _) => phone::write(platform, tx, &actor.psid, writing(line)),
    });
    match said {
        Ok(_) => drop(crowd.sent.fetch_add(1, Relaxed)),
        Err(error) => tracing::warn!(%error, "a scripted customer could not write"),
    }
    let _ = platform.live.send(Update::Crowd);
}

/// What the page said last, and the message that offers quick replies.
fn hear(thread: Option<&Thread>) -> (Heard, Option<String>) {
    let last = thread
        .and_then(|thread| thread.messages.last())
        .filter(|message| message.by_page());
    let Some(last) = last else {
        return (Heard::default(), None);
    };
    let asks = last
        .text
        .as_deref()
        .is_some_and(|text| text.contains(['?', '？', '؟']));
    let choices = last
        .quick_replies
        .iter()
        .map(|reply| reply.payload.clone())
        .collect();
    (Heard { choices, asks }, Some(last.mid.clone()))
}

fn writing(line: Line) -> Writing {
    match line {
        Line::Say(text) => Writing::text(text),
        Line::Sticker(name) => Writing::attachment(Attachment::Sticker { name }),
        Line::Picture(name) => Writing::attachment(Attachment::File {
            kind: FileKind::Image,
            media_id: picture_id(&name),
        }),
    }
}

fn picture_id(name: &str) -> String {
    format!("picture-{name}")
}

/// Puts the drawn pictures among the stored files, once.
async fn keep_pictures(platform: &Platform) {
    for known in crate::media::pictures() {
        let id = picture_id(known.name);
        if platform.read(|world| world.media.contains_key(&id)) {
            continue;
        }
        let Some(drawn) = picture(known.name) else {
            continue;
        };
        if let Err(error) = platform.media.put(&id, Bytes::from_static(drawn.bytes)).await {
            tracing::warn!(%error, "a picture could not be stored");
            continue;
        }
        platform.note(|tx| {
            let media = Media {
                id,
                name: format!("{}.png", known.name),
                content_type: "image/png".to_owned(),
                size: drawn.bytes.len() as u64,
                created_ms: tx.now,
            };
            tx.apply(Change::MediaPut(media));
        });
    }
}
