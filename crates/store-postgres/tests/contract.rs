//! The contract of every store, on PostgreSQL.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use parlance_store::{CommittedEvent, EventSink, Signal};
use parlance_store_postgres::{PostgresStore, testing::TestDatabase};

struct Nobody;

impl EventSink for Nobody {
    fn publish(&self, _: Vec<CommittedEvent>) {}
    fn signal(&self, _: Vec<Signal>) {}
}

/// An empty database.
fn empty() -> (TestDatabase, PostgresStore) {
    let database = TestDatabase::migrated().unwrap();
    let store = PostgresStore::open(&database.url(), Arc::new(Nobody)).unwrap();
    (database, store)
}

parlance_store::contract_suite!(empty);
