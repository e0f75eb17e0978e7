//! The two faces of a connection: [`Reader`] reads, [`Transaction`] reads and writes.
//!
//! Areas implement their read trait for [`Reader`] (SQL in `src/<area>.rs`) and their write trait for
//! [`Transaction`], which forwards reads to its reader.

use std::collections::HashSet;

use parlance_store::{CommittedEvent, Read, Signal, Tx};
use rusqlite::Connection;

/// Reads on one connection.
pub(crate) struct Reader<'c> {
    pub(crate) connection: &'c Connection,
}

/// A running write transaction with what must happen after its commit.
pub(crate) struct Transaction<'c> {
    pub(crate) reader: Reader<'c>,
    pub(crate) events: Vec<CommittedEvent>,
    pub(crate) signals: HashSet<Signal>,
}

impl<'c> Transaction<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        Self {
            reader: Reader { connection },
            events: Vec::new(),
            signals: HashSet::new(),
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
}
