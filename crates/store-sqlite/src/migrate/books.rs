//! What the file says about the migrations it has.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _};

use super::{MIGRATIONS, MigrateError, Migration};

/// Where a migration stands that was begun and has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Progress {
    /// Steps that are done.
    pub(super) step: usize,
    /// Where the last batch of the present step ended.
    pub(super) place: String,
}

/// Makes the tables in which migrations are noted. Call it inside a transaction.
pub(super) fn make(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS schema_migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
         CREATE TABLE IF NOT EXISTS schema_progress
           (version INTEGER PRIMARY KEY, step INTEGER NOT NULL, place TEXT NOT NULL) STRICT;",
    )?;
    // The first release did not note them.
    if !has_checksums(connection)? {
        connection.execute_batch("ALTER TABLE schema_migration ADD COLUMN checksum BLOB")?;
    }
    Ok(())
}

/// Notes the checksums of migrations that were applied before checksums were noted.
pub(super) fn adopt(connection: &Connection, known: &[Migration]) -> Result<(), rusqlite::Error> {
    for migration in known {
        connection.execute(
            "UPDATE schema_migration SET checksum = ?2 WHERE version = ?1 AND checksum IS NULL",
            (migration.version, migration.checksum(migration.steps.len())),
        )?;
    }
    Ok(())
}

/// Whether [`make`] and [`adopt`] have nothing to do.
pub(super) fn are_kept(connection: &Connection) -> Result<bool, rusqlite::Error> {
    if !has_table(connection, "schema_progress")? || !has_checksums(connection)? {
        return Ok(false);
    }
    let unknown: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM schema_migration WHERE checksum IS NULL)",
        [],
        |row| row.get(0),
    )?;
    Ok(!unknown)
}

/// The number of the newest migration of a file, finished or not, and those of ours that it lacks or has not finished.
pub(crate) fn pending_of(connection: &Connection) -> Result<(i64, Vec<Migration>), MigrateError> {
    let newest = applied(connection)?.keys().next_back().copied().unwrap_or(0);
    Ok((newest, pending(connection, MIGRATIONS)?))
}

/// The migrations that a file lacks or has not finished; refuses a file that they do not fit.
pub(super) fn pending(connection: &Connection, known: &[Migration]) -> Result<Vec<Migration>, MigrateError> {
    let applied = applied(connection)?;
    let newest = known.last().map_or(0, |migration| migration.version);
    for (&version, checksum) in &applied {
        if version > newest {
            return Err(MigrateError::Newer {
                found: applied.keys().next_back().copied().unwrap_or(version),
                known: newest,
            });
        }
        let Some(migration) = known.iter().find(|migration| migration.version == version) else {
            return Err(MigrateError::Unknown { version });
        };
        let begun = progress(connection, version)?;
        let done = begun.map_or(migration.steps.len(), |progress| progress.step);
        if checksum
            .as_ref()
            .is_some_and(|checksum| *checksum != migration.checksum(done))
        {
            return Err(MigrateError::Edited {
                version,
                name: migration.name,
            });
        }
    }
    let mut pending = Vec::new();
    for migration in known {
        if !applied.contains_key(&migration.version) || progress(connection, migration.version)?.is_some() {
            pending.push(*migration);
        }
    }
    Ok(pending)
}

/// Where a migration stands; `None` when it is finished, or was not begun.
pub(super) fn progress(connection: &Connection, version: i64) -> Result<Option<Progress>, rusqlite::Error> {
    if !has_table(connection, "schema_progress")? {
        return Ok(None);
    }
    connection
        .query_row(
            "SELECT step, place FROM schema_progress WHERE version = ?1",
            [version],
            |row| {
                Ok(Progress {
                    step: usize::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
                    place: row.get(1)?,
                })
            },
        )
        .optional()
}

/// Notes in the transaction of a step how far the migration is.
pub(super) fn note(
    connection: &Connection,
    migration: &Migration,
    now: &Progress,
) -> Result<(), rusqlite::Error> {
    connection.execute(
        "INSERT INTO schema_migration (version, name, checksum) VALUES (?1, ?2, ?3)
         ON CONFLICT (version) DO UPDATE SET checksum = excluded.checksum",
        (migration.version, migration.name, migration.checksum(now.step)),
    )?;
    if now.step >= migration.steps.len() {
        connection.execute(
            "DELETE FROM schema_progress WHERE version = ?1",
            [migration.version],
        )?;
    } else {
        connection.execute(
            "INSERT INTO schema_progress (version, step, place) VALUES (?1, ?2, ?3)
             ON CONFLICT (version) DO UPDATE SET step = excluded.step, place = excluded.place",
            (
                migration.version,
                i64::try_from(now.step).unwrap_or(i64::MAX),
                &now.place,
            ),
        )?;
    }
    Ok(())
}

/// The migrations that were begun, with their checksums where they were noted.
fn applied(connection: &Connection) -> Result<BTreeMap<i64, Option<Vec<u8>>>, rusqlite::Error> {
    if !has_table(connection, "schema_migration")? {
        return Ok(BTreeMap::new());
    }
    let sql = if has_checksums(connection)? {
        "SELECT version, checksum FROM schema_migration"
    } else {
        "SELECT version, NULL FROM schema_migration"
    };
    connection
        .prepare(sql)?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn has_table(connection: &Connection, name: &str) -> Result<bool, rusqlite::Error> {
    connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1)",
        [name],
        |row| row.get(0),
    )
}

fn has_checksums(connection: &Connection) -> Result<bool, rusqlite::Error> {
    connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM pragma_table_info ('schema_migration') WHERE name = 'checksum')",
        [],
        |row| row.get(0),
    )
}
