//! The floor over the real SQLite store: stories, races, and a model test with random commands.
#![allow(missing_docs, clippy::unwrap_used)]

mod again;
mod day;
mod desk;
mod endings;
mod harness;
mod hours;
mod invariants;
mod last_agent;
mod model;
#[path = "../common/place.rs"]
mod place;
mod races;
mod records;
mod room;
mod stories;
mod telling;
mod together;
mod waiting;
mod widening;
mod workers;
mod world;
