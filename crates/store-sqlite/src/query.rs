//! The few shapes that every statement has: one row or none, many rows, a count of changed rows.

use parlance_store::StoreError;
use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::{
    row::store_error,
    tx::{Reader, Transaction},
};

/// What both faces of a connection have in common.
pub(crate) trait Connected {
    /// The connection.
    fn db(&self) -> &Connection;
}

impl Connected for Reader<'_> {
    fn db(&self) -> &Connection {
        self.connection
    }
}

impl Connected for Transaction<'_> {
    fn db(&self) -> &Connection {
        self.reader.connection
    }
}

/// Implements a read trait for both faces of a connection, written once.
macro_rules! for_both {
    ($name:ident { $($body:tt)* }) => {
        impl $name for $crate::tx::Reader<'_> { $($body)* }
        impl $name for $crate::tx::Transaction<'_> { $($body)* }
    };
}
pub(crate) use for_both;

/// The first row, or none.
pub(crate) fn one<T>(
    db: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, StoreError> {
    db.prepare_cached(sql)
        .and_then(|mut statement| statement.query_row(params, read).optional())
        .map_err(store_error)
}

/// Every row.
pub(crate) fn many<T>(
    db: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = db.prepare_cached(sql).map_err(store_error)?;
    let rows = statement.query_map(params, read).map_err(store_error)?;
    rows.collect::<Result<_, _>>().map_err(store_error)
}

/// Changes rows; says how many.
pub(crate) fn run(db: &Connection, sql: &str, params: impl Params) -> Result<usize, StoreError> {
    db.prepare_cached(sql)
        .and_then(|mut statement| statement.execute(params))
        .map_err(store_error)
}
