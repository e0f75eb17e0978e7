//! Which database holds what Parlance knows.

use std::sync::Arc;

use parlance_store::{EventSink, Store};
use parlance_store_postgres::PostgresStore;
use parlance_store_sqlite::SqliteStore;
use secrecy::ExposeSecret as _;

use super::RunError;
use crate::config::sections::{Database, Storage};

/// Opens it, for a server (`alone`) or for a command that may run beside one.
pub(super) fn open(
    storage: &Storage,
    sink: Arc<dyn EventSink>,
    alone: bool,
) -> Result<Box<dyn Store>, RunError> {
    Ok(match storage.database() {
        Database::File(file) => Box::new(SqliteStore::open(&file, sink)?),
        Database::Server(url) if alone => Box::new(PostgresStore::open(url.expose_secret(), sink)?),
        Database::Server(url) => Box::new(PostgresStore::open_beside(url.expose_secret(), sink)?),
    })
}
