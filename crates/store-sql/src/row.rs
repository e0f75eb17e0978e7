//! Between rows and domain types. A row that makes no sense is an error with its table and column, never a panic.

use std::cell::Cell;

use parlance_core::Timestamp;
use serde::{
    Serialize,
    de::{DeserializeOwned, IntoDeserializer as _, value::StrDeserializer},
};
use uuid::Uuid;

use parlance_store::StoreError;

use crate::{
    db::Columns,
    value::{FromValue, Value},
};

/// Why a row could not be read: the column and what is wrong with it, without customer data.
#[derive(Debug)]
pub(crate) struct RowError {
    column: String,
    detail: String,
}

impl From<RowError> for StoreError {
    fn from(error: RowError) -> Self {
        Self::Database(format!(
            "a stored row makes no sense: {}: {}",
            error.column, error.detail
        ))
    }
}

/// What reading from a row gives.
pub(crate) type RowResult<T> = Result<T, RowError>;

/// A row. Columns are mostly read in their order, so each is looked for behind the one before.
pub(crate) struct Row<'r> {
    columns: &'r dyn Columns,
    next: Cell<usize>,
}

impl<'r> Row<'r> {
    pub(crate) fn new(columns: &'r dyn Columns) -> Self {
        Self {
            columns,
            next: Cell::new(0),
        }
    }

    /// Reads a column by its name or place.
    pub(crate) fn get<T: FromValue>(&self, column: impl Column) -> RowResult<T> {
        self.read(column, |value| {
            let kind = value.kind();
            T::from_value(value).ok_or_else(|| format!("{kind} does not fit here"))
        })
    }

    /// Reads a column's value where it lies.
    fn read<T>(
        &self,
        column: impl Column,
        take: impl FnOnce(Value<'_>) -> Result<T, String>,
    ) -> RowResult<T> {
        column
            .find(self)
            .ok_or_else(|| "there is no such column".to_owned())
            .and_then(|index| take(self.columns.value(index)?))
            .map_err(|detail| RowError {
                column: column.shown(),
                detail,
            })
    }

    /// Reads a text where it lies; `None` when there is nothing.
    fn read_text<T>(
        &self,
        column: &str,
        take: impl FnOnce(&str) -> Result<T, String>,
    ) -> RowResult<Option<T>> {
        self.read(column, |value| match value {
            Value::Null => Ok(None),
            Value::Text(text) => take(text).map(Some),
            other => Err(format!("{} does not fit here", other.kind())),
        })
    }

    fn place(&self, name: &str) -> Option<usize> {
        let count = self.columns.count();
        let from = self.next.get();
        let found = (from..count)
            .chain(0..from)
            .find(|index| self.columns.name(*index) == name)?;
        self.next.set(found + 1);
        Some(found)
    }
}

/// How a column is named.
pub(crate) trait Column: Copy {
    fn find(self, row: &Row<'_>) -> Option<usize>;
    fn shown(self) -> String;
}

impl Column for &str {
    fn find(self, row: &Row<'_>) -> Option<usize> {
        row.place(self)
    }
    fn shown(self) -> String {
        self.to_owned()
    }
}

impl Column for usize {
    fn find(self, row: &Row<'_>) -> Option<usize> {
        (self < row.columns.count()).then_some(self)
    }
    fn shown(self) -> String {
        format!("column {self}")
    }
}

/// The 16 bytes that an id is stored as.
pub(crate) fn blob(uuid: Uuid) -> [u8; 16] {
    uuid.into_bytes()
}

/// Reads a 16-byte id column.
pub(crate) fn uuid(row: &Row<'_>, column: &str) -> RowResult<Uuid> {
    let bytes: [u8; 16] = row.get(column)?;
    Ok(Uuid::from_bytes(bytes))
}

/// Reads a 16-byte id column that may be empty.
pub(crate) fn uuid_opt(row: &Row<'_>, column: &str) -> RowResult<Option<Uuid>> {
    let bytes: Option<[u8; 16]> = row.get(column)?;
    Ok(bytes.map(Uuid::from_bytes))
}

/// Reads a column that holds JSON.
pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> RowResult<T> {
    present(column, json_opt(row, column)?)
}

/// Reads a column that holds JSON or nothing.
pub(crate) fn json_opt<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> RowResult<Option<T>> {
    row.read_text(column, |text| {
        serde_json::from_str(text).map_err(|error| error.to_string())
    })
}

/// Reads a column that holds one word of an enum with `serde(rename_all = "snake_case")`.
pub(crate) fn word<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> RowResult<T> {
    present(column, word_opt(row, column)?)
}

/// Reads a column that holds one word or nothing.
pub(crate) fn word_opt<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> RowResult<Option<T>> {
    row.read_text(column, |text| {
        let word: StrDeserializer<'_, serde::de::value::Error> = text.into_deserializer();
        T::deserialize(word).map_err(|error| error.to_string())
    })
}

fn present<T>(column: &str, value: Option<T>) -> RowResult<T> {
    value.ok_or_else(|| RowError {
        column: column.to_owned(),
        detail: "nothing does not fit here".into(),
    })
}

/// The word that an enum is stored as.
pub(crate) fn to_word<T: Serialize>(value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => Ok(text),
        _ => Err(StoreError::Database(
            "a value that should be one word is not".into(),
        )),
    }
}

/// The JSON text that a value is stored as.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value)
        .map_err(|error| StoreError::Database(format!("cannot be written as JSON: {error}")))
}

/// Reads a moment.
pub(crate) fn at(row: &Row<'_>, column: &str) -> RowResult<Timestamp> {
    row.get(column).map(Timestamp::from_millis)
}

/// Reads a moment or nothing.
pub(crate) fn at_opt(row: &Row<'_>, column: &str) -> RowResult<Option<Timestamp>> {
    let millis: Option<i64> = row.get(column)?;
    Ok(millis.map(Timestamp::from_millis))
}

/// The milliseconds that a moment or nothing is stored as.
pub(crate) fn millis(at: Option<Timestamp>) -> Option<i64> {
    at.map(Timestamp::as_millis)
}
