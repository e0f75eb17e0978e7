//! The contract that every store must pass. A store's tests run each part on an empty database of its own.
#![allow(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "a broken promise is told by a panic"
)]

mod accounts;
mod approved_templates;
mod audit;
pub mod cases;
pub mod comments;
mod configuration;
pub mod contacts;
pub mod customer_acts;
pub mod files;
pub mod floor;
mod floor_scene;
mod health;
pub mod imports;
mod knowledge;
pub mod media;
pub mod participants;
mod people;
pub mod personas;
pub mod pipeline;
pub mod privacy_requests;
mod rows;
mod scene;
pub mod search;
mod sessions;
mod suite;
mod templates;
mod told;
pub mod units;

pub use scene::{Scene, at};

use crate::Store;

/// Integration accounts.
pub async fn accounts(store: &dyn Store) {
    accounts::check(store).await;
}

/// The audit log.
pub async fn audit(store: &dyn Store) {
    audit::check(store).await;
}

/// Services, entries, reasons.
pub async fn configuration(store: &dyn Store) {
    configuration::check(store).await;
}

/// Users, teams, skills.
pub async fn people(store: &dyn Store) {
    people::check(store).await;
}

/// Sessions, keys, set-up links.
pub async fn sessions(store: &dyn Store) {
    sessions::check(store).await;
}

/// Knowledge articles.
pub async fn knowledge(store: &dyn Store) {
    knowledge::check(store).await;
}

/// Message templates.
pub async fn templates(store: &dyn Store) {
    templates::check(store).await;
}

/// Templates that platforms review.
pub async fn approved_templates(store: &dyn Store) {
    approved_templates::check(store).await;
}

/// Health.
pub async fn health(store: &dyn Store) {
    health::check(store).await;
}

/// A story told inside one unit of work, with its name.
pub type Story = (&'static str, fn(&mut dyn crate::Tx));

/// The stories of all areas that are told inside one unit of work.
pub fn stories() -> impl Iterator<Item = Story> {
    [
        pipeline::STORIES.as_slice(),
        cases::STORIES.as_slice(),
        comments::STORIES.as_slice(),
        contacts::STORIES.as_slice(),
        customer_acts::STORIES.as_slice(),
        media::STORIES.as_slice(),
        personas::STORIES.as_slice(),
        privacy_requests::STORIES.as_slice(),
        imports::STORIES.as_slice(),
        floor::STORIES.as_slice(),
        participants::STORIES.as_slice(),
        search::STORIES.as_slice(),
    ]
    .into_iter()
    .flatten()
    .copied()
}
