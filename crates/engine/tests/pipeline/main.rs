//! The message pipeline: webhooks in, outbox out, with the Messenger channel over a model of its platform.
#![allow(clippy::unwrap_used, missing_docs)]

mod harness;
mod health;
mod history;
mod platform;
mod wire;
mod world;

mod crash;
mod customer_acts;
mod disorder;
mod files;
mod inbound;
mod isolation;
mod outbox;
mod outbox_model;
mod pitfalls;
mod privacy;
mod quoting;
mod reactions;
mod receipts;
mod refusals;
mod rich;
mod threads;
mod warnings;
mod window;
