//! The two faces of a connection: [`Reader`] reads, [`Transaction`] reads and writes.
//!
//! Areas implement their read trait for [`Reader`] (SQL in `src/<area>.rs`) and their write trait for
//! [`Transaction`], which forwards reads to its reader.

use std::{
    collections::{HashMap, HashSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use parlance_core::TenantId;
use parlance_store::{CommittedEvent, Read, Signal, StoreError, Tx};
use rusqlite::Connection;

use crate::row::store_error;

/// Reads on one connection.
pub(crate) struct Reader<'c> {
    pub(crate) connection: &'c Connection,
}

/// A running write transaction with what must happen after its commit.
pub(crate) struct Transaction<'c> {
    pub(crate) reader: Reader<'c>,
    pub(crate) events: Vec<CommittedEvent>,
    pub(crate) signals: HashSet<Signal>,
    /// The newest event numbers given out here, by tenant; written to the tenants when the unit ends.
    pub(crate) numbers: HashMap<TenantId, i64>,
}

impl<'c> Transaction<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        Self {
            reader: Reader { connection },
            events: Vec::new(),
            signals: HashSet::new(),
            numbers: HashMap::new(),
        }
    }

    pub(crate) fn connection(&self) -> &'c Connection {
        self.reader.connection
    }
}

impl Read for Reader<'_> {}
impl Read for Transaction<'_> {}
impl Tx for Transaction<'_> {
    fn as_read(&self) -> &dyn Read {
        &self.reader
    }

    fn isolated(&mut self, work: &mut dyn FnMut(&mut dyn Tx) -> bool) -> Result<bool, StoreError> {
        let connection = self.connection();
        mark(connection, "SAVEPOINT part")?;
        let (events, signals, numbers) = (self.events.len(), self.signals.clone(), self.numbers.clone());
        let keep = catch_unwind(AssertUnwindSafe(|| work(self))).unwrap_or_else(|_| {
            tracing::error!("a part of a unit of work panicked and was rolled back");
            false
        });
        if !keep {
            self.events.truncate(events);
            self.signals = signals;
            self.numbers = numbers;
            mark(connection, "ROLLBACK TO part")?;
        }
        mark(connection, "RELEASE part")?;
        Ok(keep)
    }
}

fn mark(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached(sql)
        .and_then(|mut statement| statement.execute([]))
        .map(drop)
        .map_err(store_error)
}
