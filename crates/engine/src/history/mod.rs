//! Past conversations: imported page by page, without side effects, and without doubles.
//!
//! One job fetches one page and stores it together with the place where it ends, so whatever happens between two pages
//! costs nothing. What is stored is marked, belongs to no interaction, and moves nothing: no routing, no greeting, no
//! notice, no unread count. After an outage the same way fills the gap; there a customer's message that is newer than
//! the last event is work like any other.

mod commands;
mod gap;
mod import;
mod merge;
mod start;

pub use gap::fill_gaps;
pub(crate) use import::{Payload, next_page};
pub(crate) use start::start_wanted;

/// Events arrive a little after they happen: a gap begins so long before the last one, milliseconds.
const OVERLAP_MS: i64 = 600_000;
/// What is younger than this when an import begins comes as an event of its own, milliseconds.
const ON_ITS_WAY_MS: i64 = 60_000;
