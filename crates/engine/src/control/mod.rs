//! Who may answer in a conversation that several apps share: noted when the platform tells, changed when an agent asks.

mod change;
mod note;

pub(crate) use note::{must_be_ours, note, refresh};
