//! Opening connections with the settings that the durability promises need.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::{migrate::MigrateError, wal};

/// The oldest SQLite that is safe in WAL mode with our use (3.51.3 fixes a WAL reset fault).
pub const MIN_SQLITE_VERSION: i32 = 3_051_003;

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The SQLite inside the binary is too old.
    #[error(
        "this build carries SQLite {found}, but at least 3.51.3 is needed: build Parlance with its bundled SQLite"
    )]
    OldSqlite {
        /// The version found.
        found: String,
    },
    /// The file cannot be used.
    #[error("the database {path} cannot be opened: {source}")]
    File {
        /// The file.
        path: String,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file system does not allow write-ahead logging.
    #[error(
        "the database {path} cannot use write-ahead logging (mode is '{mode}'): put the data directory on a local disk"
    )]
    NoWal {
        /// The file.
        path: String,
        /// The mode SQLite chose.
        mode: String,
    },
    /// Acknowledged commits would be lost.
    #[error(
        "the write-ahead log {} is damaged at byte {at}, before the end of what was committed: stop here, keep a copy of \
         the database and its log, and restore the newest backup (`parlance restore`)", log.display()
    )]
    DamagedLog {
        /// The log.
        log: PathBuf,
        /// The first byte of what does not fit.
        at: u64,
    },
    /// The log cannot be read.
    #[error("the write-ahead log of the database cannot be read: {0}")]
    Log(std::io::Error),
    /// A migration failed or the file is newer than this binary.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// A thread could not be started.
    #[error("a store thread could not be started: {0}")]
    Thread(#[from] std::io::Error),
}

/// The version of SQLite in this build, e.g. `3.51.3`.
#[must_use]
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

/// Refuses a log that SQLite would silently shorten.
pub(crate) fn must_have_whole_log(path: &Path) -> Result<(), OpenError> {
    match wal::damage(path).map_err(OpenError::Log)? {
        Some(wal::Damage { log, at }) => Err(OpenError::DamagedLog { log, at }),
        None => Ok(()),
    }
}

/// Opens the one connection that writes.
pub(crate) fn open_writer(path: &Path) -> Result<Connection, OpenError> {
    if rusqlite::version_number() < MIN_SQLITE_VERSION {
        return Err(OpenError::OldSqlite {
            found: rusqlite::version().to_owned(),
        });
    }
    let shown = path.display().to_string();
    let file = |source| OpenError::File {
        path: shown.clone(),
        source,
    };
    let connection = Connection::open(path).map_err(file)?;
    let mode: String = connection
        .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
        .map_err(file)?;
    if mode != "wal" {
        return Err(OpenError::NoWal { path: shown, mode });
    }
    connection
        .execute_batch(
            "PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             PRAGMA busy_timeout = 10000;
             PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -16000;
             PRAGMA wal_autocheckpoint = 0;
             PRAGMA journal_size_limit = 67108864;",
        )
        .map_err(file)?;
    keep_plans(&connection).map_err(file)?;
    connection.set_prepared_statement_cache_capacity(512);
    Ok(connection)
}

/// A plan does not depend on the values of its parameters: otherwise some statements are prepared anew each time they
/// run, which costs more than running them.
fn keep_plans(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map(drop)
}

/// Opens a connection that only reads.
pub(crate) fn open_reader(path: &Path) -> Result<Connection, rusqlite::Error> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(path, flags)?;
    connection
        .execute_batch("PRAGMA busy_timeout = 5000; PRAGMA query_only = ON; PRAGMA cache_size = -4000;")?;
    keep_plans(&connection)?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(connection)
}
