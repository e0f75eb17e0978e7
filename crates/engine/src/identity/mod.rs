//! Who acts: people with sessions, programs with API keys.

pub mod caller;

pub use caller::{Caller, Person, Program};
