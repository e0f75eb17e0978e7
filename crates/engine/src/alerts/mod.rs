//! Alerts: when a problem of an account is found and when it is gone, administrators and supervisors are told in the
//! app, and every target outside by a job that tries again.
//!
//! A target may get an alert twice, when the house dies between sending and writing that down; both have the same id.

mod outside;
mod raise;
mod send;
mod sign;
mod targets;

pub use outside::{Mail, NoOutside, Outside};
pub(crate) use raise::raise;
pub(crate) use send::{Payload, SEND_ALERT, deliver};
pub use sign::signature;
pub(crate) use targets::reseal;
