//! A copy of a database that may be in use, and what a copy holds.

use std::{
    collections::BTreeMap,
    fs, io,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, backup::Backup};

use crate::{free_pages, migrate::pending_of, open::open_reader};

/// Why a copy cannot be made, or is of no use.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// SQLite says no.
    #[error("the database {} cannot be read: {source}", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// Its contents contradict each other.
    #[error("the database {} is damaged: {}", path.display(), found.join("; "))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite found.
        found: Vec<String>,
    },
    /// Its schema is not for this binary.
    #[error(transparent)]
    Schema(#[from] crate::MigrateError),
}

/// What a database holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The number of its newest migration.
    pub schema: i64,
    /// Rows of each table.
    pub tables: BTreeMap<String, u64>,
    /// The name of the key that its canary is sealed with; `None` before the first start of a server.
    pub canary_key: Option<String>,
}

/// A file that a row speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Where it lies.
    pub key: String,
    /// A small picture lies beside it.
    pub has_small: bool,
    /// Bytes.
    pub size_bytes: u64,
}

/// Copies a database to a file that must not exist. Whoever writes meanwhile goes on: the copy is what was committed
/// when it began. It is one file, and flushed. What was deleted and not yet written over is not in it.
pub fn copy(from: &Path, to: &Path) -> Result<(), CopyError> {
    let of = |path: &Path| {
        let path = path.to_owned();
        move |source| CopyError::Database { path, source }
    };
    let source = open_reader(from).map_err(of(from))?;
    let mut target = Connection::open(to).map_err(of(to))?;
    let copied = || -> Result<(), rusqlite::Error> {
        // All pages in one go, so that a commit in between does not make it begin again.
        while Backup::new(&source, &mut target)?.step(-1)? != rusqlite::backup::StepResult::Done {
            std::thread::yield_now();
        }
        target.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        target.close().map_err(|(_, error)| error)
    };
    copied().map_err(of(from))?;
    free_pages::blank(to)
        .and_then(|_| fs::File::open(to)?.sync_all())
        .map_err(|error| of(to)(rusqlite::Error::ToSqlConversionFailure(Box::new(error))))
}

/// Looks through a whole database that nobody uses and says what it holds; refuses one that is damaged, or newer than
/// this binary.
pub fn contents(path: &Path) -> Result<Contents, CopyError> {
    let of = |source| CopyError::Database {
        path: path.to_owned(),
        source,
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(of)?;
    let found = damage(&connection).map_err(of)?;
    if !found.is_empty() {
        let path = path.to_owned();
        return Err(CopyError::Damaged { path, found });
    }
    let (schema, _) = pending_of(&connection)?;
    Ok(Contents {
        schema,
        tables: counts(&connection).map_err(of)?,
        canary_key: canary_key(&connection).map_err(of)?,
    })
}

fn damage(connection: &Connection) -> Result<Vec<String>, rusqlite::Error> {
    let mut found: Vec<String> = connection
        .prepare("PRAGMA integrity_check(10)")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    found.retain(|line| line != "ok");
    let strays: Vec<String> = connection
        .prepare(
            "SELECT DISTINCT \"table\" || ' without its ' || parent FROM pragma_foreign_key_check LIMIT 10",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    found.extend(strays);
    Ok(found)
}

fn counts(connection: &Connection) -> Result<BTreeMap<String, u64>, rusqlite::Error> {
    let tables: Vec<String> = connection
        .prepare(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut counts = BTreeMap::new();
    for table in tables {
        // The name comes from the catalogue.
        let sql = format!("SELECT count(*) FROM \"{}\"", table.replace('"', "\"\""));
        let rows: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
        counts.insert(table, rows.unsigned_abs());
    }
    Ok(counts)
}

fn canary_key(connection: &Connection) -> Result<Option<String>, rusqlite::Error> {
    let sealed: Option<String> = connection
        .query_row("SELECT sealed FROM keyring_canary", [], |row| row.get(0))
        .optional()?;
    Ok(sealed.and_then(|sealed| sealed.split('.').nth(1).map(str::to_owned)))
}

/// Hands over every file that rows speak of, until `each` has enough.
pub fn each_stored_file<E>(
    path: &Path,
    mut each: impl FnMut(StoredFile) -> ControlFlow<E>,
) -> Result<Option<E>, CopyError> {
    let of = |source| CopyError::Database {
        path: path.to_owned(),
        source,
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(of)?;
    let mut statement = connection
        .prepare("SELECT storage_key, small_width, size_bytes FROM attachment ORDER BY storage_key")
        .map_err(of)?;
    let mut rows = statement.query([]).map_err(of)?;
    while let Some(row) = rows.next().map_err(of)? {
        let file = || -> Result<StoredFile, rusqlite::Error> {
            Ok(StoredFile {
                key: row.get(0)?,
                has_small: row.get::<_, Option<i64>>(1)?.is_some(),
                size_bytes: row.get::<_, i64>(2)?.unsigned_abs(),
            })
        };
        if let ControlFlow::Break(enough) = each(file().map_err(of)?) {
            return Ok(Some(enough));
        }
    }
    Ok(None)
}

/// Removes a database that nobody uses, with what lies beside it.
pub fn remove(path: &Path) -> io::Result<()> {
    for end in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        match fs::remove_file(name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
