//! The channel's promises, as tests.

mod approved;
mod check;
mod check_facts;
mod comments;
mod compliance;
mod fixtures;
mod handshake;
mod history;
mod hostile;
mod normalise;
mod pitfalls;
mod rich;
mod send;
mod send_errors;
mod signature;
mod support;
mod tags;
