//! The contract of every store, on SQLite.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use parlance_store::{CommittedEvent, EventSink, Signal, StoreExt, Tx, contract};
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

#[tokio::test]
async fn accounts() {
    let (_folder, store) = empty();
    contract::accounts(&store).await;
}

#[tokio::test]
async fn audit() {
    let (_folder, store) = empty();
    contract::audit(&store).await;
}

#[tokio::test]
async fn configuration() {
    let (_folder, store) = empty();
    contract::configuration(&store).await;
}

#[tokio::test]
async fn people() {
    let (_folder, store) = empty();
    contract::people(&store).await;
}

#[tokio::test]
async fn sessions() {
    let (_folder, store) = empty();
    contract::sessions(&store).await;
}

#[tokio::test]
async fn templates() {
    let (_folder, store) = empty();
    contract::templates(&store).await;
}

#[tokio::test]
async fn approved_templates() {
    let (_folder, store) = empty();
    contract::approved_templates(&store).await;
}

#[tokio::test]
async fn health() {
    let (_folder, store) = empty();
    contract::health(&store).await;
}

/// Runs a story inside one unit; its panic is told as it was.
async fn tell(name: &'static str, story: fn(&mut dyn Tx)) {
    let (_folder, store) = empty();
    let kept = store
        .write(move |tx| {
            story(tx);
            Ok::<_, ()>(())
        })
        .await;
    assert!(kept.is_ok(), "broken: {name}");
}

#[tokio::test]
async fn pipeline() {
    for (name, story) in contract::pipeline::STORIES {
        tell(name, story).await;
    }
}

#[tokio::test]
async fn comments() {
    for (name, story) in contract::comments::STORIES {
        tell(name, story).await;
    }
}

#[tokio::test]
async fn customer_acts() {
    for (name, story) in contract::customer_acts::STORIES {
        tell(name, story).await;
    }
}

#[tokio::test]
async fn media() {
    for (name, story) in contract::media::STORIES {
        tell(name, story).await;
    }
}

#[tokio::test]
async fn names_of_agents() {
    for (name, story) in contract::personas::STORIES {
        tell(name, story).await;
    }
}

#[tokio::test]
async fn privacy_requests() {
    for (name, story) in contract::privacy_requests::STORIES {
        tell(name, story).await;
    }
}

#[tokio::test]
async fn imports() {
    for (name, story) in contract::imports::STORIES {
        tell(name, story).await;
    }
}

#[tokio::test]
async fn floor() {
    for (name, story) in contract::floor::STORIES {
        tell(name, story).await;
    }
}
