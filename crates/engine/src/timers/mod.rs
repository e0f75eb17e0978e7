//! What happens by itself when a moment comes: offers expire, after-call work ends, agents who are gone lose their
//! chats. The deadlines are columns of the rows they belong to, so a restart forgets none.

mod windows;
mod worker;

pub use windows::warn_of_windows;
pub(crate) use worker::work;
pub use worker::{run_due, settle};
