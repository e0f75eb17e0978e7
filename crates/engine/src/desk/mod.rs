//! What agents do at their desk: choose a state, take offers, hold, hand over and end interactions, write the outcome.

mod day;
pub(crate) mod detail;
mod end;
mod offers;
mod read;
mod snapshot;
mod state;
pub(crate) mod targets;
mod transfer;
mod wrap_up;

pub use snapshot::OwnWork;
pub(crate) use transfer::checked_note;
pub(crate) use wrap_up::time_is_up;

/// Longest note to a colleague at a transfer, characters.
pub const MAX_TRANSFER_NOTE: usize = 500;
/// Longest note of the after-call work, characters.
pub const MAX_WRAP_UP_NOTE: usize = 4000;
/// After-call work can be extended by so much in all, milliseconds.
pub const MAX_EXTENSION_MS: i64 = 10 * 60 * 1000;
