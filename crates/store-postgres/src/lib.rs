//! PostgreSQL: one writer thread with group commit, one that keeps deliveries, a pool of readers, row-level security.
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
mod numbers;
mod open;
mod reader;
mod statement;
mod statistics;
#[cfg(feature = "testing")]
pub mod testing;
mod writer;

use std::sync::{Arc, Mutex};

use parlance_store::{
    EventSink, Store, StoreError,
    unit::{ReadUnit, WriteUnit},
};
use parlance_store_sql::{Pool, Waiting};

pub use inspect::{Inspection, inspect, migrate};
pub use migrate::{MigrateError, Migration};
pub use open::OpenError;

use numbers::Numbers;
use open::{Access, Address};
use statistics::Statistics;

/// The store on a server.
pub struct PostgresStore {
    pool: Pool,
    statistics: Mutex<Option<Statistics>>,
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
        let numbers = Numbers::default();
        let (client, receiving) = apart(|| prepare(&address, access))?;
        let reads = reader::Server(address.clone());
        let writer = writer::Writer::units(address.clone(), access, numbers.clone());
        let statistics = match access {
            Access::Alone => Some(Statistics::start(address.clone())?),
            Access::Beside => None,
        };
        let receiver = writer::Writer::deliveries(address, numbers);
        let told = Arc::clone(&sink);
        let pool = Pool::start(
            move |waiting| writer.write(client, &waiting, &*sink),
            Some(move |waiting: Waiting| receiver.write(receiving, &waiting, &*told)),
            reads,
        )?;
        Ok(Self {
            pool,
            statistics: Mutex::new(statistics),
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

/// Brings the schema up to date, and gives the connections that write: units of work, and deliveries.
fn prepare(address: &Address, access: Access) -> Result<(postgres::Client, postgres::Client), OpenError> {
    bring_up_to_date(address)?;
    Ok((
        address.connect_writer_patiently(access)?,
        address.connect_receiver()?,
    ))
}

impl Store for PostgresStore {
    fn submit(&self, unit: Box<dyn WriteUnit>) -> Result<(), StoreError> {
        self.pool.submit(unit)
    }

    fn submit_delivery(&self, unit: Box<dyn WriteUnit>) -> Result<(), StoreError> {
        self.pool.submit_delivery(unit)
    }

    fn submit_read(&self, unit: Box<dyn ReadUnit>) -> Result<(), StoreError> {
        self.pool.submit_read(unit)
    }

    fn close(&self) {
        drop(self.statistics.lock().ok().and_then(|mut running| running.take()));
        self.pool.close();
    }

    fn kind(&self) -> &'static str {
        "postgres"
    }
}
