//! The channel's promises, as tests.

mod check;
mod comments;
mod compliance;
mod errors;
mod fixtures;
mod history;
mod hostile;
mod normalise;
mod profile;
mod send;
mod support;
mod words;
