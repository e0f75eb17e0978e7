//! The contract of every store, on SQLite.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use parlance_store::EventSink;
use parlance_store_sqlite::SqliteStore;
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn open(folder: &TempDir, sink: Arc<dyn EventSink>) -> SqliteStore {
    SqliteStore::open(&folder.path().join("p.db"), sink).unwrap()
}

parlance_store::contract_suite!(folder, open);
