//! The journal's vocabulary: each change names a fact, mostly "this thing is now like that".

use serde::{Deserialize, Serialize};

use super::{
    App, Asset, LogEntry, Media, Message, Page, Person, Post, QueuedEvent, ThreadState, Token, World,
};
use crate::faults::Fault;

/// One change of the world.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Change {
    /// A compacted journal begins with the whole world.
    Snapshot(Box<World>),
    ClockMoved {
        offset_ms: i64,
    },
    AppPut(App),
    PagePut(Page),
    TokenPut(Token),
    PersonPut(Person),
    ThreadOpened {
        psid: String,
        page_id: String,
        person_id: u64,
    },
    ThreadState {
        psid: String,
        state: ThreadState,
    },
    MessagePut {
        psid: String,
        message: Message,
    },
    PostPut(Post),
    MediaPut(Media),
    AssetPut(Asset),
    EventQueued(QueuedEvent),
    /// Acknowledged by the receiver, or given up.
    EventsDone {
        seqs: Vec<u64>,
        #[serde(default)]
        given_up: bool,
    },
    Logged(LogEntry),
    FaultPut(Fault),
    FaultRemoved {
        id: u64,
    },
    TagEnds {
        name: String,
        ends_at_ms: i64,
    },
}
