//! The ledger: breaks the shipped program in every way that can be thought of, while the platform and the people each
//! keep a journal of what they were promised, and compares the journals with what is stored and shown afterwards.
//!
//! A run is decided by its seed. `make ledger SEEDS=20` runs the seeds 1 to 20, `make ledger SEED=7` repeats one.
#![forbid(unsafe_code)]

pub mod agent;
mod backup;
pub mod customers;
pub mod evidence;
pub mod faults;
pub mod figures;
pub mod journal;
pub mod place;
pub mod plan;
mod points;
mod random;
mod replica;
pub mod rules;
pub mod run;
pub mod table;
pub mod truth;
mod viewers;
