//! The two faces of a connection: [`Reader`] reads, [`Transaction`] reads and writes.
//!
//! Areas implement their read trait for both (`for_both!`, SQL in `src/<area>.rs`) and their write trait for
//! [`Transaction`].

use std::{
    collections::{HashMap, HashSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use parlance_core::TenantId;
use parlance_store::{CommittedEvent, Read, Signal, StoreError, Tx};

use crate::db::{Connected, Database};

/// Reads on one connection.
pub struct Reader<'c> {
    database: &'c dyn Database,
}

impl<'c> Reader<'c> {
    /// A reader on a connection that stands on one snapshot.
    #[must_use]
    pub fn new(database: &'c dyn Database) -> Self {
        Self { database }
    }
}

/// A running write transaction with what must happen after its commit.
pub struct Transaction<'c> {
    pub(crate) reader: Reader<'c>,
    pub(crate) events: Vec<CommittedEvent>,
    pub(crate) signals: HashSet<Signal>,
    /// The newest event numbers given out here, by tenant; written to the tenants when the unit ends.
    pub(crate) numbers: HashMap<TenantId, i64>,
}

impl<'c> Transaction<'c> {
    pub(crate) fn new(database: &'c dyn Database) -> Self {
        Self {
            reader: Reader { database },
            events: Vec::new(),
            signals: HashSet::new(),
            numbers: HashMap::new(),
        }
    }
}

impl Connected for Reader<'_> {
    fn database(&self) -> &dyn Database {
        self.database
    }
}

impl Connected for Transaction<'_> {
    fn database(&self) -> &dyn Database {
        self.reader.database
    }
}

impl Read for Reader<'_> {}
impl Read for Transaction<'_> {}
impl Tx for Transaction<'_> {
    fn as_read(&self) -> &dyn Read {
        &self.reader
    }

    fn isolated(&mut self, work: &mut dyn FnMut(&mut dyn Tx) -> bool) -> Result<bool, StoreError> {
        let database = self.reader.database;
        database.mark()?;
        let (events, signals, numbers) = (self.events.len(), self.signals.clone(), self.numbers.clone());
        let keep = catch_unwind(AssertUnwindSafe(|| work(self))).unwrap_or_else(|_| {
            tracing::error!("a part of a unit of work panicked and was rolled back");
            false
        });
        if keep {
            database.keep()?;
        } else {
            self.events.truncate(events);
            self.signals = signals;
            self.numbers = numbers;
            database.undo()?;
        }
        Ok(keep)
    }
}
