//! Whether integration accounts serve customers: counted, checked, and said in sentences with one thing to do.
//!
//! What comes and goes is counted in memory and added to the account's hour every few seconds, because a delivery must
//! not cost another write. Every few minutes the platform is asked, everything known is judged by a pure function, and
//! the problems found are opened, kept or resolved.

mod check;
mod counters;
mod judge;
mod problems;
mod repair;
mod usual;
mod view;
mod worker;

pub use check::check_all;
pub(crate) use check::{Look, look_at};
pub use counters::flush;
pub(crate) use counters::{Counters, note_result};
pub use judge::{Facts, Found, judge};
pub(crate) use repair::restored;
pub use usual::{Silence, silence, usual};
pub(crate) use view::problem_view;
pub use worker::start_health_worker;

/// Hours are kept this long: four of the same weekday to compare with, and the running week.
const KEPT_HOURS: i64 = 5 * 7 * 24;
