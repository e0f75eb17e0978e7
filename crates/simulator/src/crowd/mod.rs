//! Scripted customers: believable dialogues in several languages, for demos and load.

mod client;
mod dialogue;
mod params;
mod plan;
mod play;
mod registry;

pub use client::{CrowdError, run};
pub use params::{CrowdParams, CrowdProgress, CrowdState};

pub(crate) use play::start;
pub(crate) use registry::Crowds;
