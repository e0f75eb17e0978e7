//! What the application holds in memory, beside what is stored. All of it can be lost without harm.

use std::sync::{Mutex, atomic::AtomicUsize};

use parlance_store::health::Waiting;
use tokio::sync::Semaphore;

use crate::{
    health::Counters,
    identity::throttle::Throttle,
    inbound::{directory::AccountDirectory, refusals::Refusals},
    media::picture,
    outbound::{ActionQueue, Turns},
};

/// In-memory state of one process.
pub(crate) struct Memory {
    /// Accounts with opened secrets.
    pub directory: AccountDirectory,
    /// Refused webhooks that are not yet written to their accounts.
    pub refusals: Refusals,
    /// Traffic of accounts that is not yet written to their hours.
    pub counters: Counters,
    /// What waited in the installation when somebody last looked.
    pub waiting: Mutex<Waiting>,
    /// Typing and seen signals that wait to be sent.
    pub actions: ActionQueue,
    /// Files that are on their way to a platform.
    pub handing_over: Turns,
    /// Turns to unpack a picture.
    pub pictures: Semaphore,
    /// Uploads by person.
    pub uploads: Throttle,
    /// Deliveries that are being stored.
    pub on_their_way: AtomicUsize,
}

/// Uploads per minute and person (security.md 10).
const UPLOADS: u32 = 30;

impl Default for Memory {
    fn default() -> Self {
        Self {
            directory: AccountDirectory::default(),
            refusals: Refusals::default(),
            counters: Counters::default(),
            waiting: Mutex::default(),
            actions: ActionQueue::default(),
            handing_over: Turns::default(),
            pictures: Semaphore::new(picture::AT_ONCE),
            uploads: Throttle::per_minute(UPLOADS),
            on_their_way: AtomicUsize::new(0),
        }
    }
}
