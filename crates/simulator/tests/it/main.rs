//! The simulator over real HTTP, with a small receiver of webhooks on the other side.
#![allow(clippy::unwrap_used)]

mod comments;
mod control;
mod conversations;
mod crowd;
mod faults;
mod forms;
mod graph;
mod handshake;
mod harness;
mod instagram;
mod journal;
mod notices;
mod notifications;
mod personas;
mod phone;
mod send;
mod subscription;
mod utility;
mod webhook;
mod window;
