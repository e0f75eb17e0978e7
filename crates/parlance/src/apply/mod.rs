//! `parlance apply`: one declarative file that creates or updates a tenant. The same file again changes nothing.

pub mod check;
pub mod document;
pub mod plan;
pub mod present;
pub mod read;
pub mod secret;

#[cfg(test)]
mod tests;
