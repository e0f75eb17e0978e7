//! News for the open pages: what changed, so they fetch or show it.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::world::{Change, LogEntry, World};

/// One piece of news.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Update {
    /// A thread has new or changed messages, ticks or typing.
    Thread {
        psid: String,
        page_id: String,
        person_id: u64,
    },
    Log {
        entry: LogEntry,
    },
    /// Apps, pages, tokens or subscriptions changed.
    Setup,
    People,
    Clock {
        offset_ms: i64,
    },
    /// Posts of a page, or what stands under them.
    Posts {
        page_id: String,
    },
    Faults,
    Crowd,
}

/// The news in a list of changes, each once.
pub(crate) fn news(changes: &[Change], world: &World) -> Vec<Update> {
    let mut threads = BTreeSet::new();
    let mut posts = BTreeSet::new();
    let mut out = Vec::new();
    let (mut setup, mut people, mut faults) = (false, false, false);
    for change in changes {
        match change {
            Change::MessagePut { psid, .. }
            | Change::ThreadState { psid, .. }
            | Change::ThreadOpened { psid, .. } => drop(threads.insert(psid)),
            Change::Logged(entry) => out.push(Update::Log { entry: entry.clone() }),
            Change::AppPut(_) | Change::PagePut(_) | Change::TokenPut(_) | Change::TagEnds { .. } => {
                setup = true;
            }
            Change::PersonPut(_) => people = true,
            Change::ClockMoved { offset_ms } => out.push(Update::Clock {
                offset_ms: *offset_ms,
            }),
            Change::PostPut(post) => drop(posts.insert(post.page_id.clone())),
            Change::FaultPut(_) | Change::FaultRemoved { .. } => faults = true,
            Change::Snapshot(_)
            | Change::MediaPut(_)
            | Change::AssetPut(_)
            | Change::EventQueued(_)
            | Change::EventsDone { .. } => {}
        }
    }
    for psid in threads {
        if let Some(thread) = world.threads.get(psid) {
            let (page_id, person_id) = (thread.page_id.clone(), thread.person_id);
            out.push(Update::Thread {
                psid: psid.clone(),
                page_id,
                person_id,
            });
        }
    }
    out.extend(posts.into_iter().map(|page_id| Update::Posts { page_id }));
    out.extend(setup.then_some(Update::Setup));
    out.extend(people.then_some(Update::People));
    out.extend(faults.then_some(Update::Faults));
    out
}
