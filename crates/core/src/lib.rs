//! What exists in a contact center, as plain data and pure functions.
//!
//! Nothing here does I/O, reads a clock or draws randomness: time and random bytes are passed in.
//! Every lifecycle is an enum whose transitions are checked and return a typed error.
#![forbid(unsafe_code)]

pub mod account;
pub mod actor;
pub mod agent;
pub mod approved;
pub mod case;
pub mod clock;
pub mod contact;
pub mod delivery;
pub mod event;
pub mod form;
pub mod health;
pub mod hours;
pub mod ids;
pub mod import;
pub mod interaction;
pub mod knowledge;
pub mod message;
pub mod offer;
pub mod overflow;
pub mod participant;
pub mod permission;
pub mod planned;
pub mod privacy;
pub mod public_profile;
pub mod rich;
pub mod routing_reason;
pub mod sentence;
pub mod tenant;
pub mod thread;
pub mod wait_reason;
pub mod window;

pub use clock::{Clock, Timestamp};
pub use ids::*;
pub use tenant::TenantCtx;
