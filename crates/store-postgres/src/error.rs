//! The driver's errors as the store's.

use std::error::Error as _;

use parlance_store::StoreError;
use postgres::error::SqlState;

/// Turns the driver's errors into the store's. Customers' values stand in an error's detail: that is left out.
pub(crate) fn store_error(error: &postgres::Error) -> StoreError {
    let Some(said) = error.as_db_error() else {
        return if error.is_closed()
            || error
                .source()
                .is_some_and(<dyn std::error::Error>::is::<std::io::Error>)
        {
            StoreError::Unavailable(format!("PostgreSQL is away: {error}"))
        } else {
            StoreError::Database(words(error))
        };
    };
    let text = said.message().to_owned();
    match said.code() {
        &SqlState::UNIQUE_VIOLATION => StoreError::Conflict(
            said.constraint()
                .map_or(text, |constraint| format!("unique key {constraint}")),
        ),
        code if is_passing(code) => StoreError::Unavailable(format!("PostgreSQL says: {text}")),
        _ => StoreError::Database(text),
    }
}

/// Faults of the server and not of the statement: no room, shutting down, too many connections, a lock not given.
fn is_passing(code: &SqlState) -> bool {
    ["53", "57", "58", "08", "40"]
        .iter()
        .any(|class| code.code().starts_with(class))
        || *code == SqlState::LOCK_NOT_AVAILABLE
}

/// An error with what caused it: the driver keeps the reason in the source.
pub(crate) fn words(error: &postgres::Error) -> String {
    error
        .source()
        .map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}
