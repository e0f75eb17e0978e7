//! The shipped binary against a simulated Meta, over real HTTP and WebSockets.
#![allow(clippy::unwrap_used, missing_docs)]

mod answerer;
mod kill;
mod kill_acts;
