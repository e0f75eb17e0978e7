//! The one writer: takes all units of work that wait into one transaction, commits once, answers, publishes.

use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc::Receiver},
    thread::{Builder, JoinHandle},
};

use parlance_store::{CommittedEvent, EventSink, Signal, StoreError, unit::WriteUnit};
use rusqlite::Connection;

use crate::{MAX_BATCH, row::store_error, tx::Transaction};

type Unit = Box<dyn WriteUnit>;

/// Starts the writer's thread; it ends when its queue is closed and empty.
pub(crate) fn start(
    connection: Connection,
    queue: Receiver<Unit>,
    sink: Arc<dyn EventSink>,
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
        }
        let _ = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);");
    })
}

fn run_batch(connection: &Connection, batch: &mut Vec<Unit>, sink: &dyn EventSink) {
    let mut events: Vec<CommittedEvent> = Vec::new();
    let mut signals: HashSet<Signal> = HashSet::new();
    let outcome = connection
        .execute_batch("BEGIN IMMEDIATE")
        .map_err(store_error)
        .and_then(|()| {
            for unit in batch.iter_mut() {
                run_unit(connection, unit, &mut events, &mut signals)?;
            }
            connection
                .execute_batch("COMMIT")
                .map_err(|error| StoreError::CommitUnknown(error.to_string()))
        });
    if outcome.is_err() && !connection.is_autocommit() {
        let _ = connection.execute_batch("ROLLBACK");
    }
    if let Err(error) = &outcome {
        tracing::error!(%error, units = batch.len(), "a group of changes could not be committed");
    }
    // Events before answers: who gets an answer and then asks for the stream finds what they did.
    if outcome.is_ok() {
        if !events.is_empty() {
            sink.publish(events);
        }
        if !signals.is_empty() {
            sink.signal(signals.into_iter().collect());
        }
    }
    for unit in batch.drain(..) {
        unit.finish(outcome.clone());
    }
}

/// Runs one unit inside a savepoint, so that its refusal undoes nothing of its neighbours.
fn run_unit(
    connection: &Connection,
    unit: &mut Unit,
    events: &mut Vec<CommittedEvent>,
    signals: &mut HashSet<Signal>,
) -> Result<(), StoreError> {
    run_cached(connection, "SAVEPOINT unit")?;
    let mut tx = Transaction::new(connection);
    let keep = catch_unwind(AssertUnwindSafe(|| unit.run(&mut tx))).unwrap_or_else(|_| {
        tracing::error!("a unit of work panicked and was rolled back");
        false
    });
    if keep {
        tx.keep_numbers()?;
    }
    let Transaction {
        events: mut new_events,
        signals: new_signals,
        ..
    } = tx;
    if keep {
        events.append(&mut new_events);
        signals.extend(new_signals);
    } else {
        run_cached(connection, "ROLLBACK TO unit")?;
    }
    run_cached(connection, "RELEASE unit")
}

fn run_cached(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached(sql)
        .and_then(|mut statement| statement.execute([]))
        .map(|_| ())
        .map_err(store_error)
}
