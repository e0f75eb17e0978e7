//! SQLite: one writer thread with group commit, a pool of read-only connections, checkpoints on a thread of their own.
//!
//! WAL, `synchronous = FULL`: a commit is on disk when it returns (SQLite documentation, "PRAGMA synchronous").
//! The writer takes all units of work that wait (up to [`parlance_store_sql::MAX_BATCH`]) into one transaction, each inside a savepoint,
//! commits once, and then tells every caller. No timer: a batch forms while the one before it is being flushed.
#![forbid(unsafe_code)]

mod checkpoint;
mod connection;
mod copy;
mod free_pages;
mod inspect;
mod migrate;
mod open;
#[cfg(test)]
mod plans;
mod prepared;
mod reader;
mod statistics;
mod wal;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        mpsc::{SyncSender, sync_channel},
    },
    thread::JoinHandle,
};

use parlance_store::{
    EventSink, Store, StoreError,
    unit::{ReadUnit, WriteUnit},
};
use parlance_store_sql::{Pool, Waiting};

pub use copy::{Contents, CopyError, StoredFile, contents, copy, each_stored_file, remove};
pub use inspect::{Inspection, inspect};
pub use migrate::{MigrateError, Migration, newest_schema};
pub use open::{MIN_SQLITE_VERSION, OpenError, sqlite_version};

/// The embedded store.
pub struct SqliteStore {
    pool: Pool,
    checkpoints: Mutex<Option<(SyncSender<()>, JoinHandle<()>)>>,
    path: PathBuf,
}

impl SqliteStore {
    /// Opens (and makes, and migrates) the database file and starts its threads.
    pub fn open(path: &Path, sink: Arc<dyn EventSink>) -> Result<Self, OpenError> {
        open::must_have_whole_log(path)?;
        let mut connection = open::open_writer(path)?;
        migrate::migrate(&mut connection, path)?;
        statistics::write(&connection).map_err(MigrateError::Unreadable)?;
        let (stop_checkpoints, stopped) = sync_channel(1);
        let rest = checkpoint::Rest::default();
        let checkpoints = checkpoint::start(path, stopped, rest.clone())?;
        let pool = Pool::start(
            move |waiting| writer::write(&connection, &waiting, &*sink, &rest),
            None::<fn(Waiting)>,
            reader::File(path.to_owned()),
        )?;
        Ok(Self {
            pool,
            checkpoints: Mutex::new(Some((stop_checkpoints, checkpoints))),
            path: path.to_owned(),
        })
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Store for SqliteStore {
    fn submit(&self, unit: Box<dyn WriteUnit>) -> Result<(), StoreError> {
        self.pool.submit(unit)
    }

    fn submit_delivery(&self, unit: Box<dyn WriteUnit>) -> Result<(), StoreError> {
        self.submit(unit)
    }

    fn submit_read(&self, unit: Box<dyn ReadUnit>) -> Result<(), StoreError> {
        self.pool.submit_read(unit)
    }

    fn close(&self) {
        let checkpoints = self
            .checkpoints
            .lock()
            .ok()
            .and_then(|mut running| running.take());
        if let Some((stop, thread)) = checkpoints {
            drop(stop);
            let _ = thread.join();
        }
        self.pool.close();
    }

    fn kind(&self) -> &'static str {
        "sqlite"
    }
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        self.close();
    }
}
