//! Fills the index of words. It is made from rows by the analysis of the day, as any of its tokens later, so it is not
//! SQL's work; nobody's data depends on it.

use parlance_store::StoreError;
use parlance_store_sql::{fill_first_contact_words, fill_message_words};
use rusqlite::{Connection, Error};

use crate::connection::Sqlite;

pub(super) fn of_messages(connection: &Connection, after: &str) -> Result<Option<String>, Error> {
    fill_message_words(&Sqlite::new(connection), after).map_err(driver_error)
}

pub(super) fn of_contacts(connection: &Connection, after: &str) -> Result<Option<String>, Error> {
    fill_first_contact_words(&Sqlite::new(connection), after).map_err(driver_error)
}

fn driver_error(error: StoreError) -> Error {
    Error::ToSqlConversionFailure(Box::new(error))
}
