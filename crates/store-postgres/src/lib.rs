//! PostgreSQL: one writer thread with group commit, a pool of readers, row-level security.
//!
//! The statements are those of `parlance-store-sql`. A commit is on disk when it returns: `fsync` and `full_page_writes`
//! are checked at the start, `synchronous_commit` is set (PostgreSQL documentation, "Write Ahead Log"). Statements run as
//! a role that owns no table, and each says whose rows it may touch.
#![forbid(unsafe_code)]

mod bound;
mod connection;
mod error;
mod inspect;
mod migrate;
mod open;
mod reader;
mod statement;
#[cfg(feature = "testing")]
pub mod testing;
mod writer;

use std::{
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

pub use inspect::{Inspection, inspect, migrate};
pub use migrate::{MigrateError, Migration};
pub use open::OpenError;

use open::{Access, Address};

/// Units of work in one commit, at most.
const MAX_BATCH: usize = 512;
/// Units of work that may wait before new ones are refused.
const WRITE_QUEUE: usize = 16_384;
/// Reads that may wait before new ones are refused.
const READ_QUEUE: usize = 4_096;
/// Connections that read.
const READERS: usize = 4;

/// The store on a server.
pub struct PostgresStore {
    write: Mutex<Option<SyncSender<Box<dyn WriteUnit>>>>,
    read: Mutex<Option<SyncSender<Box<dyn ReadUnit>>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl PostgresStore {
    /// Connects, brings the schema up to date and starts the threads. One server at a time may have a database open.
    pub fn open(url: &str, sink: Arc<dyn EventSink>) -> Result<Self, OpenError> {
        Self::open_as(Access::Alone, url, sink)
    }

    /// The same for a command, which may run beside a server.
    pub fn open_beside(url: &str, sink: Arc<dyn EventSink>) -> Result<Self, OpenError> {
        Self::open_as(Access::Beside, url, sink)
    }

    fn open_as(access: Access, url: &str, sink: Arc<dyn EventSink>) -> Result<Self, OpenError> {
        let address = Address::parse(url)?;
        let client = apart(|| prepare(&address, access))?;
        let (write, write_queue) = sync_channel(WRITE_QUEUE);
        let (read, read_queue) = sync_channel(READ_QUEUE);
        let mut threads = reader::start_pool(&address, read_queue, READERS)?;
        threads.push(writer::start(address, access, client, write_queue, sink)?);
        Ok(Self {
            write: Mutex::new(Some(write)),
            read: Mutex::new(Some(read)),
            threads: Mutex::new(threads),
        })
    }
}

/// The driver waits by itself, which threads of an async runtime must not: on a thread of its own.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| match scope.spawn(work).join() {
        Ok(done) => done,
        Err(panic) => std::panic::resume_unwind(panic),
    })
}

/// Checks the server and brings the schema up to date.
fn bring_up_to_date(address: &Address) -> Result<(), OpenError> {
    let mut owner = address.connect()?;
    open::check_server(&mut owner)?;
    open::ensure_role(&mut owner)?;
    Ok(migrate::migrate(&mut owner)?)
}

/// Brings the schema up to date, and gives the connection that writes.
fn prepare(address: &Address, access: Access) -> Result<postgres::Client, OpenError> {
    bring_up_to_date(address)?;
    address.connect_writer_patiently(access)
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

impl Store for PostgresStore {
    fn submit(&self, unit: Box<dyn WriteUnit>) -> Result<(), StoreError> {
        hand_over(&self.write, unit)
    }

    fn submit_read(&self, unit: Box<dyn ReadUnit>) -> Result<(), StoreError> {
        hand_over(&self.read, unit)
    }

    fn close(&self) {
        drop(self.write.lock().ok().and_then(|mut queue| queue.take()));
        drop(self.read.lock().ok().and_then(|mut queue| queue.take()));
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
        "postgres"
    }
}

impl Drop for PostgresStore {
    fn drop(&mut self) {
        self.close();
    }
}
