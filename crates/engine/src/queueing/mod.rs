//! What services do with what waits: they close and open, and rules tell customers so or send chats elsewhere.
//!
//! It runs after each run of routing: what could be offered is offered first.

mod closed;
mod move_on;
mod run;
mod tell;

pub(crate) use closed::{Closed, closed_services};
pub(crate) use run::run;
