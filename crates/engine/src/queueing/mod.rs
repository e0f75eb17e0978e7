//! What services do with what waits: they close and open, and rules tell customers so or send chats elsewhere.
//!
//! It runs after each run of routing: what could be offered is offered first.

mod closed;
mod move_on;
mod pace;
mod run;
mod tell;
mod waiting;

pub(crate) use closed::{Closed, closed_services};
pub(crate) use pace::pace_of;
pub(crate) use run::run;
