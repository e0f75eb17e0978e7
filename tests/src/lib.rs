//! Drives the shipped binary from outside, as its users and its neighbours do: a process that can be killed, people
//! with desktops over HTTP and WebSocket, and a simulated Meta that remembers everything it was told.
//!
//! Nothing here knows the inside of Parlance. The benchmark and the integration tests share it.
#![forbid(unsafe_code)]

pub mod http_client;
pub mod meta;
pub mod person;
pub mod program;

/// What went wrong, in words.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
