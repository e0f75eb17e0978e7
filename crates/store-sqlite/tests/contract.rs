//! The contract of every store, on SQLite.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use parlance_store::{CommittedEvent, EventSink, Signal};
use parlance_store_sqlite::SqliteStore;
use tempfile::TempDir;

struct Nobody;

impl EventSink for Nobody {
    fn publish(&self, _: Vec<CommittedEvent>) {}
    fn signal(&self, _: Vec<Signal>) {}
}

/// An empty database.
fn empty() -> (TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("p.db"), Arc::new(Nobody)).unwrap();
    (folder, store)
}

parlance_store::contract_suite!(empty);
