//! What must reach a platform. The row is written with the message, in one unit; a worker claims it under a lease,
//! sends it outside of any unit, and stores the result under a fence.
//!
//! A crash loses nothing and doubles nothing unseen: what was claimed and has no result becomes *uncertain* when its
//! lease ends, waits for the platform's echo, and is sent once more with a mark when none comes.

pub(crate) mod account;
mod actions;
mod aggregate;
mod backoff;
mod claim;
mod enqueue;
mod person;
pub(crate) mod problem;
pub(crate) mod receipts;
mod restored;
mod result;
mod send;
pub(crate) mod settle;
mod uploads;
pub(crate) mod ways;
pub(crate) mod window;
mod worker;

pub use account::resume_account;
pub use actions::{ActionQueue, start_action_worker};
pub(crate) use aggregate::refresh;
pub(crate) use backoff::pause_ms;
pub use enqueue::{AnsweredComment, Approved, Outgoing, enqueue, enqueue_text};
pub use restored::hold_back_restored;
pub(crate) use send::Failure;
pub(crate) use uploads::Turns;
pub(crate) use window::must_be_open;
pub use window::window_is_closed;
pub use worker::{send_due, start_outbox_worker};

/// How long a claim lasts, milliseconds. It is renewed while the call is under way.
pub(crate) const LEASE_MS: i64 = 15_000;
/// How long the echo of an uncertain part is waited for, milliseconds.
pub(crate) const ECHO_WAIT_MS: i64 = 60_000;
/// A moment that does not come: what waits for a person.
pub(crate) const NEVER: parlance_core::Timestamp = parlance_core::Timestamp::from_millis(i64::MAX / 2);
