//! When a calendar is open: an instant in, an answer out.
//!
//! Opening hours are said in local time. Where clocks change, a time that comes twice opens at the first and closes at
//! the second; one that is left out is the moment at which the clocks jump. Hours over midnight belong to the day on
//! which they begin, also when the next day is a special one.
#![forbid(unsafe_code)]

mod ahead;
mod open;
mod words;
mod zone;

pub use ahead::{DayAhead, ahead, next_special};
pub use open::{closes_at, is_open, opens_at};
pub use words::{spoken, spoken_wait};
pub use zone::Zone;
