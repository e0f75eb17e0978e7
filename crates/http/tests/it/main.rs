//! The API through its real router, over the real SQLite store, with a clock that tests move.
#![allow(missing_docs, clippy::unwrap_used)]

mod accounts;
mod actor;
mod administration;
mod api_keys;
mod app;
mod canary;
mod keys;
mod knowledge;
mod pages;
mod pigeon;
mod policy;
mod second_factor;
mod set_up;
mod sign_in;
mod sudo;
mod tenancy;
mod users;
