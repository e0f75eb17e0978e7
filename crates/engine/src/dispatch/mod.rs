//! Brings waiting interactions to agents: runs the routing rules over the floor and makes offers.

pub(crate) mod last_agent;
pub(crate) mod offer;
mod run;
pub(crate) mod snapshot;
pub(crate) mod worker;

pub use run::Dispatched;
pub(crate) use run::{By, offer_reserved};
pub use snapshot::{Among, PASS_MS};
pub use worker::{decided, dispatch};
