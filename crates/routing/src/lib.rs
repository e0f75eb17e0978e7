//! Who gets this interaction: a snapshot in, decisions and their explanations out.
//!
//! Pure: no clock, no store, no async. The same snapshot gives the same decisions, in whatever order its rows come.
//! The rules in words, with all tie-breaks, are in `docs/guide/routing.md`.
#![forbid(unsafe_code)]

mod decide;
mod expect;
mod explain;
mod needs;
mod queues;
mod rank;
pub mod simulate;
mod snapshot;
mod wait;

pub use decide::{Decision, decide};
pub use expect::{LONGEST_MS, Pace, expected_wait_ms};
pub use explain::by_hand;
pub use needs::{Class, NeededSkill, Needs, Step, first_step};
pub use queues::{Cut, cuts};
pub use snapshot::{Agent, Readiness, RequiredSkill, Service, Snapshot, Waiting, room_for_chats};
pub use wait::why_waiting;
