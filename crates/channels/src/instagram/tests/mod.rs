//! The channel's promises, as tests.

mod check;
mod compliance;
mod errors;
mod fixtures;
mod history;
mod hostile;
mod normalise;
mod send;
mod support;
mod words;
