//! The one writer: takes all units of work that wait into one transaction, commits once, answers, publishes.

use std::{
    sync::{Arc, mpsc::Receiver},
    thread::{Builder, JoinHandle},
};

use parlance_failpoints::point;
use parlance_store::{EventSink, StoreError, unit::WriteUnit};
use parlance_store_sql::{Effects, run_unit};
use rusqlite::Connection;

use crate::{
    MAX_BATCH,
    checkpoint::Rest,
    connection::{Sqlite, store_error},
};

type Unit = Box<dyn WriteUnit>;

/// Starts the writer's thread; it ends when its queue is closed and empty.
pub(crate) fn start(
    connection: Connection,
    queue: Receiver<Unit>,
    sink: Arc<dyn EventSink>,
    rest: Rest,
) -> std::io::Result<JoinHandle<()>> {
    Builder::new().name("store-writer".into()).spawn(move || {
        let mut batch = Vec::with_capacity(MAX_BATCH);
        while let Ok(first) = queue.recv() {
            batch.push(first);
            while batch.len() < MAX_BATCH {
                let Ok(next) = queue.try_recv() else { break };
                batch.push(next);
            }
            run_batch(&connection, &mut batch, sink.as_ref());
            rest.copy(&connection);
        }
        let _ = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);");
    })
}

fn run_batch(connection: &Connection, batch: &mut Vec<Unit>, sink: &dyn EventSink) {
    let database = Sqlite::new(connection);
    let mut effects = Effects::default();
    let outcome = connection
        .execute_batch("BEGIN IMMEDIATE")
        .map_err(store_error)
        .and_then(|()| {
            for unit in batch.iter_mut() {
                run_unit(&database, unit.as_mut(), &mut effects)?;
            }
            point("writer-before-commit");
            connection
                .execute_batch("COMMIT")
                .map_err(|error| StoreError::CommitUnknown(error.to_string()))
        });
    point("writer-after-commit");
    if outcome.is_err() && !connection.is_autocommit() {
        let _ = connection.execute_batch("ROLLBACK");
    }
    match &outcome {
        Ok(()) => effects.publish(sink),
        Err(error) => {
            tracing::error!(%error, units = batch.len(), "a group of changes could not be committed");
        }
    }
    for unit in batch.drain(..) {
        unit.finish(outcome.clone());
    }
}
