//! The one writer: takes all units of work that wait into one transaction, commits once, answers, publishes.

use parlance_failpoints::point;
use parlance_store::{EventSink, StoreError, unit::WriteUnit};
use parlance_store_sql::{Effects, MAX_BATCH, Waiting, run_unit, settle};
use rusqlite::Connection;

use crate::{checkpoint::Rest, connection::Sqlite};

type Unit = Box<dyn WriteUnit>;

/// Writes until nothing comes any more.
pub(crate) fn write(connection: &Connection, waiting: &Waiting, sink: &dyn EventSink, rest: &Rest) {
    let mut batch = Vec::with_capacity(MAX_BATCH);
    let database = Sqlite::keeping(connection);
    while waiting.next_group(&mut batch) {
        run_batch(connection, &database, &mut batch, sink);
        rest.copy(connection);
    }
    let _ = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);");
}

fn run_batch(connection: &Connection, database: &Sqlite<'_>, batch: &mut Vec<Unit>, sink: &dyn EventSink) {
    let mut effects = Effects::default();
    let outcome = database.execute("BEGIN IMMEDIATE").and_then(|()| {
        for unit in batch.iter_mut() {
            run_unit(database, unit.as_mut(), &mut effects)?;
        }
        point("writer-before-commit");
        database
            .execute("COMMIT")
            .map_err(|error| StoreError::CommitUnknown(error.to_string()))
    });
    point("writer-after-commit");
    if outcome.is_err() && !connection.is_autocommit() {
        let _ = connection.execute_batch("ROLLBACK");
    }
    settle(batch, &outcome, effects, sink);
}
