//! `parlance apply`: one declarative file that creates or updates a tenant. The same file again changes nothing.

mod carry_out;
pub mod check;
pub mod document;
pub mod plan;
pub mod present;
pub mod read;
mod run;
pub mod secret;

pub use run::{ApplyError, run};

#[cfg(test)]
mod tests;
