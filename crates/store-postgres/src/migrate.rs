//! Migrations: each in a transaction of its own, numbered as SQLite's; one migrator at a time; an old binary refuses a
//! newer schema.

use postgres::Client;

use crate::{error::words, open::ROLE};

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

/// Held while migrating.
const MIGRATOR_LOCK: i64 = 0x7061_726c_6d69_6772;

/// Why the schema could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The schema was written by a newer Parlance.
    #[error(
        "this database has schema {found}, but this Parlance knows only up to {known}: use the newer Parlance that wrote it"
    )]
    Newer {
        /// The schema of the database.
        found: i64,
        /// The newest schema this binary knows.
        known: i64,
    },
    /// A step failed and was rolled back.
    #[error("migration {version} ({name}) failed and was rolled back: {reason}")]
    Failed {
        /// Number.
        version: i64,
        /// What it does.
        name: &'static str,
        /// What PostgreSQL said.
        reason: String,
    },
    /// The bookkeeping could not be read.
    #[error("the schema's version cannot be read: {0}")]
    Unreadable(String),
}

impl From<postgres::Error> for MigrateError {
    fn from(error: postgres::Error) -> Self {
        Self::Unreadable(words(&error))
    }
}

/// Tells this set of migrations from others.
#[cfg(feature = "testing")]
pub(crate) fn fingerprint() -> String {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    for migration in MIGRATIONS {
        migration.sql.hash(&mut hasher);
    }
    format!("{:x}", hasher.finish())
}

/// Brings the schema up to date and gives the service's role its rights.
pub(crate) fn migrate(client: &mut Client) -> Result<(), MigrateError> {
    client.query_one("SELECT pg_advisory_lock($1)", &[&MIGRATOR_LOCK])?;
    let done = migrate_alone(client);
    client.query_one("SELECT pg_advisory_unlock($1)", &[&MIGRATOR_LOCK])?;
    done
}

fn migrate_alone(client: &mut Client) -> Result<(), MigrateError> {
    client.batch_execute(
        "CREATE TABLE IF NOT EXISTS schema_migration (version BIGINT PRIMARY KEY, name TEXT NOT NULL)",
    )?;
    for migration in newer_than(version(client)?)? {
        apply(client, &migration).map_err(|error| MigrateError::Failed {
            version: migration.version,
            name: migration.name,
            reason: words(&error),
        })?;
        tracing::info!(
            version = migration.version,
            name = migration.name,
            "schema migrated"
        );
    }
    grant(client).map_err(MigrateError::from)
}

/// The number of the newest migration that a database has; 0 for an empty one.
pub(crate) fn version(client: &mut Client) -> Result<i64, postgres::Error> {
    let known = client.query_one("SELECT to_regclass('schema_migration') IS NOT NULL", &[])?;
    if !known.get::<_, bool>(0) {
        return Ok(0);
    }
    client
        .query_one("SELECT coalesce(max(version), 0) FROM schema_migration", &[])
        .map(|row| row.get(0))
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

fn apply(client: &mut Client, migration: &Migration) -> Result<(), postgres::Error> {
    let mut transaction = client.transaction()?;
    transaction.batch_execute(migration.sql)?;
    transaction.execute(
        "INSERT INTO schema_migration (version, name) VALUES ($1, $2)",
        &[&migration.version, &migration.name],
    )?;
    transaction.commit()
}

/// The service reads and writes rows and changes no tables.
fn grant(client: &mut Client) -> Result<(), postgres::Error> {
    let schema: String = client.query_one("SELECT current_schema()::text", &[])?.get(0);
    client.batch_execute(&format!(
        r#"GRANT USAGE ON SCHEMA "{schema}" TO {ROLE};
           GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "{schema}" TO {ROLE};
           GRANT USAGE ON ALL SEQUENCES IN SCHEMA "{schema}" TO {ROLE};
           REVOKE INSERT, UPDATE, DELETE ON schema_migration FROM {ROLE};
           REVOKE UPDATE, DELETE ON audit_log FROM {ROLE}"#
    ))
}
