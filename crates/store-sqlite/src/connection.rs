//! The statements of all areas on a connection to SQLite.

use std::ops::ControlFlow;

use parlance_store::StoreError;
use parlance_store_sql::{Bind, Columns, Database, Dialect, Each, Scope, Value};
use rusqlite::{
    Connection, Row, ToSql,
    types::{ToSqlOutput, ValueRef},
};

use crate::prepared::{Kept, Names, Prepared};

/// Turns the driver's errors into the store's.
pub(crate) fn store_error(error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode;
    match &error {
        rusqlite::Error::SqliteFailure(failure, message) => {
            let text = message.clone().unwrap_or_else(|| failure.to_string());
            match failure.code {
                ErrorCode::ConstraintViolation if text.starts_with("UNIQUE") => StoreError::Conflict(text),
                ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly => StoreError::Unavailable(text),
                _ => StoreError::Database(text),
            }
        }
        _ => StoreError::Database(error.to_string()),
    }
}

/// A connection as the areas see it. There is one writer, and every statement names its tenant: scopes add nothing.
pub(crate) struct Sqlite<'c> {
    connection: &'c Connection,
    kept: Option<Kept<'c>>,
}

impl<'c> Sqlite<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            kept: None,
        }
    }

    /// One that lives long and asks the same again and again.
    pub(crate) fn keeping(connection: &'c Connection) -> Self {
        Self {
            connection,
            kept: Some(Kept::default()),
        }
    }

    /// Runs a statement with its values bound.
    fn with<T>(
        &self,
        sql: &str,
        values: &[&dyn Bind],
        run: impl FnOnce(&mut Prepared<'c>) -> Result<T, rusqlite::Error>,
    ) -> Result<T, StoreError> {
        #[cfg(test)]
        crate::plans::note(sql);
        let with = || {
            let slot = self.kept.as_ref().map(|kept| kept.slot(sql));
            let mut prepared = match slot.as_ref().and_then(|slot| slot.take()) {
                Some(prepared) => prepared,
                None => Prepared::new(self.connection, sql)?,
            };
            let statement = &mut prepared.statement;
            if statement.parameter_count() != values.len() {
                let (given, wanted) = (values.len(), statement.parameter_count());
                return Err(rusqlite::Error::InvalidParameterCount(given, wanted));
            }
            for (place, value) in values.iter().enumerate() {
                statement.raw_bind_parameter(place + 1, Bound(*value))?;
            }
            let ran = run(&mut prepared);
            if let Some(slot) = slot {
                slot.replace(Some(prepared));
            }
            ran
        };
        with().map_err(store_error)
    }

    /// Runs a statement without values.
    pub(crate) fn execute(&self, sql: &str) -> Result<(), StoreError> {
        self.with(sql, &[], |prepared| prepared.statement.raw_execute())
            .map(drop)
    }
}

impl Database for Sqlite<'_> {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn rows(&self, _: Scope, sql: &str, values: &[&dyn Bind], each: Each<'_>) -> Result<(), StoreError> {
        self.with(sql, values, |prepared| {
            let Prepared { statement, names, .. } = prepared;
            let mut rows = statement.raw_query();
            while let Some(row) = rows.next()? {
                if each(&Found(row, names)) == ControlFlow::Break(()) {
                    break;
                }
                names.note(row);
            }
            Ok(())
        })
    }

    fn change(&self, _: Scope, sql: &str, values: &[&dyn Bind]) -> Result<usize, StoreError> {
        self.with(sql, values, |prepared| prepared.statement.raw_execute())
    }

    fn insert_numbered(&self, scope: Scope, sql: &str, values: &[&dyn Bind]) -> Result<i64, StoreError> {
        self.change(scope, sql, values)?;
        Ok(self.connection.last_insert_rowid())
    }

    fn append(&self, scope: Scope, sql: &str, values: &[&dyn Bind]) -> Result<(), StoreError> {
        self.change(scope, sql, values).map(drop)
    }

    fn mark(&self) -> Result<(), StoreError> {
        self.execute("SAVEPOINT part")
    }

    fn keep(&self) -> Result<(), StoreError> {
        self.execute("RELEASE part")
    }

    fn undo(&self) -> Result<(), StoreError> {
        self.execute("ROLLBACK TO part")?;
        self.keep()
    }
}

/// A value as the driver binds it.
struct Bound<'v>(&'v dyn Bind);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0.value() {
            Value::Null => ValueRef::Null,
            Value::Integer(number) => ValueRef::Integer(number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// A row as the areas read it.
struct Found<'r, 's>(&'r Row<'s>, &'r Names);

impl Columns for Found<'_, '_> {
    fn count(&self) -> usize {
        self.0.as_ref().column_count()
    }

    fn name(&self, index: usize) -> &str {
        self.1
            .get(index)
            .or_else(|| self.0.as_ref().column_name(index).ok())
            .unwrap_or_default()
    }

    fn value(&self, index: usize) -> Result<Value<'_>, String> {
        match self.0.get_ref(index).map_err(|error| error.to_string())? {
            ValueRef::Null => Ok(Value::Null),
            ValueRef::Integer(number) => Ok(Value::Integer(number)),
            ValueRef::Text(bytes) => std::str::from_utf8(bytes)
                .map(Value::Text)
                .map_err(|_| "this is not UTF-8".into()),
            ValueRef::Blob(bytes) => Ok(Value::Blob(bytes)),
            ValueRef::Real(_) => Err("a fraction does not fit here".into()),
        }
    }
}
