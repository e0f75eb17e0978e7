//! The few shapes that every statement has: one row or none, many rows, a count of changed rows.

use std::ops::ControlFlow;

use parlance_store::StoreError;

use crate::{
    db::Db,
    row::{Row, RowResult},
    value::Bind,
};

pub(crate) use crate::db::Connected;

/// Implements a read trait for both faces of a connection, written once.
macro_rules! for_both {
    ($name:ident { $($body:tt)* }) => {
        impl $name for $crate::tx::Reader<'_> { $($body)* }
        impl $name for $crate::tx::Transaction<'_> { $($body)* }
    };
}
pub(crate) use for_both;

/// Values for a statement's parameters: a list of any of them, or an array of one kind.
pub(crate) trait Values {
    /// Lends them as a list.
    fn lend<R>(&self, run: &mut dyn FnMut(&[&dyn Bind]) -> R) -> R;
}

impl Values for &[&dyn Bind] {
    fn lend<R>(&self, run: &mut dyn FnMut(&[&dyn Bind]) -> R) -> R {
        run(self)
    }
}

impl<T: Bind, const N: usize> Values for [T; N] {
    fn lend<R>(&self, run: &mut dyn FnMut(&[&dyn Bind]) -> R) -> R {
        run(&self.each_ref().map(|value| value as &dyn Bind))
    }
}

/// Hands each row to `read` until it says that it has enough.
pub(crate) fn each(
    db: Db<'_>,
    sql: &str,
    values: impl Values,
    mut read: impl FnMut(&Row<'_>) -> RowResult<ControlFlow<()>>,
) -> Result<(), StoreError> {
    let mut outcome = Ok(());
    values.lend(&mut |values| {
        db.database.rows(db.scope, sql, values, &mut |columns| {
            read(&Row::new(columns)).unwrap_or_else(|error| {
                outcome = Err(error.into());
                ControlFlow::Break(())
            })
        })
    })?;
    outcome
}

/// The first row, or none.
pub(crate) fn one<T>(
    db: Db<'_>,
    sql: &str,
    values: impl Values,
    read: impl FnOnce(&Row<'_>) -> RowResult<T>,
) -> Result<Option<T>, StoreError> {
    let mut read = Some(read);
    let mut found = None;
    each(db, sql, values, |row| {
        if let Some(read) = read.take() {
            found = Some(read(row)?);
        }
        Ok(ControlFlow::Break(()))
    })?;
    Ok(found)
}

/// Every row.
pub(crate) fn many<T>(
    db: Db<'_>,
    sql: &str,
    values: impl Values,
    mut read: impl FnMut(&Row<'_>) -> RowResult<T>,
) -> Result<Vec<T>, StoreError> {
    let mut found = Vec::new();
    each(db, sql, values, |row| {
        found.push(read(row)?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

/// Changes rows; says how many.
pub(crate) fn run(db: Db<'_>, sql: &str, values: impl Values) -> Result<usize, StoreError> {
    values.lend(&mut |values| db.database.change(db.scope, sql, values))
}
