//! SQLite: one writer thread with group commit, a pool of read-only connections, checkpoints on a thread of their own.
//!
//! WAL, `synchronous = FULL`: a commit is on disk when it returns (SQLite documentation, "PRAGMA synchronous").
//! The writer takes all units of work that wait (up to [`MAX_BATCH`]) into one transaction, each inside a savepoint,
//! commits once, and then tells every caller. No timer: a batch forms while the one before it is being flushed.
#![forbid(unsafe_code)]

mod checkpoint;
mod connection;
mod copy;
mod inspect;
mod migrate;
mod open;
#[cfg(test)]
mod plans;
mod reader;
mod statistics;
mod wal;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        mpsc::{SyncSender, TrySendError, sync_channel},
    },
    thread::JoinHandle,
};

use parlance_store::{
    EventSink, Store, StoreError,
    unit::{ReadUnit, WriteUnit},
};

pub use copy::{Contents, CopyError, StoredFile, contents, copy, each_stored_file, remove};
pub use inspect::{Inspection, inspect};
pub use migrate::{MigrateError, Migration, newest_schema};
pub use open::{MIN_SQLITE_VERSION, OpenError, sqlite_version};

/// Units of work in one commit, at most.
pub const MAX_BATCH: usize = 512;
/// Units of work that may wait before new ones are refused.
const WRITE_QUEUE: usize = 16_384;
/// Reads that may wait before new ones are refused.
const READ_QUEUE: usize = 4_096;
/// Read-only connections.
const READERS: usize = 4;

/// The embedded store.
pub struct SqliteStore {
    write: Mutex<Option<SyncSender<Box<dyn WriteUnit>>>>,
    read: Mutex<Option<SyncSender<Box<dyn ReadUnit>>>>,
    stop_checkpoints: Mutex<Option<SyncSender<()>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    path: PathBuf,
}

impl SqliteStore {
    /// Opens (and makes, and migrates) the database file and starts its threads.
    pub fn open(path: &Path, sink: Arc<dyn EventSink>) -> Result<Self, OpenError> {
        open::must_have_whole_log(path)?;
        let mut connection = open::open_writer(path)?;
        migrate::migrate(&mut connection, path)?;
        statistics::write(&connection).map_err(MigrateError::Unreadable)?;
        let (write, write_queue) = sync_channel(WRITE_QUEUE);
        let (read, read_queue) = sync_channel(READ_QUEUE);
        let (stop_checkpoints, stopped) = sync_channel(1);
        let rest = checkpoint::Rest::default();
        let mut threads = vec![writer::start(connection, write_queue, sink, rest.clone())?];
        threads.extend(reader::start_pool(path, read_queue, READERS)?);
        threads.push(checkpoint::start(path, stopped, rest)?);
        Ok(Self {
            write: Mutex::new(Some(write)),
            read: Mutex::new(Some(read)),
            stop_checkpoints: Mutex::new(Some(stop_checkpoints)),
            threads: Mutex::new(threads),
            path: path.to_owned(),
        })
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Hands a unit to a queue without waiting.
fn hand_over<T>(queue: &Mutex<Option<SyncSender<T>>>, unit: T) -> Result<(), StoreError> {
    let guard = queue
        .lock()
        .map_err(|_| StoreError::Unavailable("a store thread has panicked".into()))?;
    let Some(sender) = guard.as_ref() else {
        return Err(StoreError::Unavailable("closed".into()));
    };
    sender.try_send(unit).map_err(|error| match error {
        TrySendError::Full(_) => StoreError::Busy,
        TrySendError::Disconnected(_) => StoreError::Unavailable("a store thread has ended".into()),
    })
}

impl Store for SqliteStore {
    fn submit(&self, unit: Box<dyn WriteUnit>) -> Result<(), StoreError> {
        hand_over(&self.write, unit)
    }

    fn submit_read(&self, unit: Box<dyn ReadUnit>) -> Result<(), StoreError> {
        hand_over(&self.read, unit)
    }

    fn close(&self) {
        drop(self.write.lock().ok().and_then(|mut queue| queue.take()));
        drop(self.read.lock().ok().and_then(|mut queue| queue.take()));
        drop(self.stop_checkpoints.lock().ok().and_then(|mut stop| stop.take()));
        let threads = self
            .threads
            .lock()
            .map(|mut threads| std::mem::take(&mut *threads))
            .unwrap_or_default();
        for thread in threads {
            let _ = thread.join();
        }
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
