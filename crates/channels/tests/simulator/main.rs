//! The channels of the family against a simulated Meta, over real sockets: what it sends is understood, what we send arrives.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

mod calls;
mod connection;
mod events;
mod instagram;
mod public_profile;
mod rich;
mod world;
