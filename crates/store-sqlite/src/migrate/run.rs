//! Bringing a file up to date.

use std::{
    fs::{File, TryLockError},
    path::Path,
};

use parlance_failpoints::point;
use rusqlite::{Connection, TransactionBehavior};

use super::{
    MIGRATIONS, MigrateError, Migration, Step,
    books::{self, Progress},
};

/// Brings the schema of a file up to date.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), MigrateError> {
    apply(connection, path, MIGRATIONS)
}

pub(super) fn apply(
    connection: &mut Connection,
    path: &Path,
    known: &[Migration],
) -> Result<(), MigrateError> {
    if books::pending(connection, known)?.is_empty() && books::are_kept(connection)? {
        return Ok(());
    }
    let _only_one = lock(path)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    books::make(&transaction)?;
    books::adopt(&transaction, known)?;
    transaction.commit()?;
    // Asked again: another process may have had the lock until now.
    for migration in books::pending(connection, known)? {
        run(connection, &migration).map_err(|source| MigrateError::Failed {
            version: migration.version,
            name: migration.name,
            source,
        })?;
        tracing::info!(
            version = migration.version,
            name = migration.name,
            "schema migrated"
        );
    }
    Ok(())
}

/// Keeps other processes from migrating meanwhile. The system lets go of it when the process ends, however it ends.
/// The folder is locked, not the file: closing a file lets go of the locks that SQLite holds on it.
fn lock(path: &Path) -> Result<File, MigrateError> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let folder = File::open(folder).map_err(MigrateError::Lock)?;
    match folder.try_lock() {
        Ok(()) => {}
        Err(TryLockError::Error(error)) => return Err(MigrateError::Lock(error)),
        Err(TryLockError::WouldBlock) => {
            tracing::info!("another process brings the schema up to date; waiting until it is done");
            folder.lock().map_err(MigrateError::Lock)?;
        }
    }
    Ok(folder)
}

/// Runs a migration from where it stands to its end, each step or batch together with the note of it.
fn run(connection: &mut Connection, migration: &Migration) -> Result<(), rusqlite::Error> {
    let mut now = books::progress(connection, migration.version)?.unwrap_or(Progress {
        step: 0,
        place: String::new(),
    });
    if now.step > 0 || !now.place.is_empty() {
        tracing::info!(
            version = migration.version,
            step = now.step,
            "a migration that was stopped goes on"
        );
    }
    while let Some(step) = migration.steps.get(now.step) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // A table that is made anew under the same name has all its rows again before the commit.
        transaction.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        let ended = match step {
            Step::Sql(sql) => {
                transaction.execute_batch(sql)?;
                None
            }
            Step::Batches { batch, .. } => batch(&transaction, &now.place)?,
        };
        now = match ended {
            Some(place) => Progress { place, ..now },
            None => Progress {
                step: now.step + 1,
                place: String::new(),
            },
        };
        books::note(&transaction, migration, &now)?;
        point("migration-before-commit");
        transaction.commit()?;
        point("migration-after-commit");
    }
    Ok(())
}
