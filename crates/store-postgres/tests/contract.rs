//! The contract of every store, on PostgreSQL.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use parlance_store::EventSink;
use parlance_store_postgres::{PostgresStore, testing::TestDatabase};

fn database() -> TestDatabase {
    TestDatabase::migrated().unwrap()
}

fn open(database: &TestDatabase, sink: Arc<dyn EventSink>) -> PostgresStore {
    PostgresStore::open(&database.url(), sink).unwrap()
}

parlance_store::contract_suite!(database, open);
