//! Calls over real sockets on loopback.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

mod calls;
mod media;
mod server;
mod tls;
