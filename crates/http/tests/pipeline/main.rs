//! The platforms' side and the desk's side of the pipeline, through the real router with the real Messenger channel.
#![allow(missing_docs, clippy::unwrap_used)]

mod app;
mod approved;
mod bodies;
mod cases;
mod contacts;
mod desk;
mod desk_acts;
mod floor;
mod hostile;
mod hostile_api;
mod privacy;
mod public_files;
mod tenancy;
mod webhooks;
