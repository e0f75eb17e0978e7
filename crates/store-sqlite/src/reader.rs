//! Connections that only read.

use std::path::PathBuf;

use parlance_store::{StoreError, unit::ReadUnit};
use parlance_store_sql::{Reader, Reads, caught};
use rusqlite::Connection;

use crate::{
    connection::{Sqlite, store_error},
    open::open_reader,
};

/// The file that is read.
pub(crate) struct File(pub(crate) PathBuf);

impl Reads for File {
    type Connection = Connection;

    fn open(&self) -> Result<Connection, StoreError> {
        open_reader(&self.0).map_err(store_error)
    }

    fn run(&self, connection: &Connection, unit: Box<dyn ReadUnit>) -> bool {
        if let Err(error) = connection.execute_batch("BEGIN") {
            unit.fail(store_error(error));
            return false;
        }
        let ran = caught(|| unit.run(&Reader::new(&Sqlite::new(connection))));
        match connection.execute_batch("COMMIT") {
            Ok(()) => ran,
            Err(error) => {
                tracing::warn!(%error, "a read could not be ended");
                false
            }
        }
    }
}
