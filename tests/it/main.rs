//! The shipped binary against a simulated Meta, over real HTTP and WebSockets.
#![allow(clippy::unwrap_used, missing_docs)]

mod answerer;
mod answers;
mod kill;
mod kill_acts;
mod scene;
