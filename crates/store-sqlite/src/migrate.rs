//! Migrations: each in a transaction of its own, numbered; an old binary refuses a newer schema.

use rusqlite::{Connection, TransactionBehavior};

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Number: the moment it was written, `YYYYMMDDHHMM`.
    pub version: i64,
    /// What it does.
    pub name: &'static str,
    sql: &'static str,
}

const MIGRATIONS: &[Migration] = &[Migration {
    version: 202_611_220_001,
    name: "create everything",
    sql: include_str!("../migrations/202611220001_create_everything.sql"),
}];

/// Why the schema could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The file was written by a newer Parlance.
    #[error(
        "this database has schema {found}, but this Parlance knows only up to {known}: use the newer Parlance that wrote it"
    )]
    Newer {
        /// The schema of the file.
        found: i64,
        /// The newest schema this binary knows.
        known: i64,
    },
    /// A step failed and was rolled back.
    #[error("migration {version} ({name}) failed and was rolled back: {source}")]
    Failed {
        /// Number.
        version: i64,
        /// What it does.
        name: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The bookkeeping could not be read.
    #[error("the schema's version cannot be read: {0}")]
    Unreadable(#[from] rusqlite::Error),
}

/// The number of the newest migration that the file has; 0 for a new file.
pub fn schema_version(connection: &Connection) -> Result<i64, rusqlite::Error> {
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS schema_migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
    )?;
    connection.query_row(
        "SELECT coalesce(max(version), 0) FROM schema_migration",
        [],
        |row| row.get(0),
    )
}

/// Migrations that the file does not have yet.
pub fn pending_migrations(connection: &Connection) -> Result<Vec<Migration>, MigrateError> {
    newer_than(schema_version(connection)?)
}

/// The migrations above a number; refuses a number that this binary does not know.
pub(crate) fn newer_than(found: i64) -> Result<Vec<Migration>, MigrateError> {
    let known = MIGRATIONS.last().map_or(0, |migration| migration.version);
    if found > known {
        return Err(MigrateError::Newer { found, known });
    }
    Ok(MIGRATIONS
        .iter()
        .filter(|migration| migration.version > found)
        .copied()
        .collect())
}

/// Brings the schema up to date.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), MigrateError> {
    for migration in pending_migrations(connection)? {
        let failed = |source| MigrateError::Failed {
            version: migration.version,
            name: migration.name,
            source,
        };
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        transaction.execute_batch(migration.sql).map_err(failed)?;
        transaction
            .execute(
                "INSERT INTO schema_migration (version, name) VALUES (?1, ?2)",
                (migration.version, migration.name),
            )
            .map_err(failed)?;
        transaction.commit().map_err(failed)?;
        tracing::info!(
            version = migration.version,
            name = migration.name,
            "schema migrated"
        );
    }
    Ok(())
}
