//! Parlance: the binary around the application. Command line, configuration, listener, telemetry and wiring.
//!
//! A library with a tiny `main.rs`, so that tests start the same program that is shipped.

pub mod apply;
pub mod backup;
pub mod cli;
pub mod config;
pub mod data_dir;
pub mod demo;
pub mod doctor;
#[cfg(test)]
mod fresh;
pub mod keyring_file;
pub mod listener;
pub mod signals;
pub mod system;
pub mod telemetry;
pub mod web_app;
pub mod what_if;
pub mod wiring;
