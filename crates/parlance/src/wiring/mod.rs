//! The only place that names implementations: puts database, channels, application and edges together and runs them.
//!
//! Production, the demonstration and tests all start here.

mod accounts;
pub(crate) mod attachments;
mod database;
mod disk_guard;
mod edges;
mod outside;
mod parts;
mod workers;

use std::{net::SocketAddr, sync::Arc};

use parlance_api::session::DemoUser;
use parlance_core::{Clock, clock::Random};
use parlance_engine::{Engine, UseCaseError, identity::KeyringError, seal::SealError, wake::Wakers};
use parlance_realtime::Hub;
use parlance_store::{CommittedEvent, EventSink, Signal, Store};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{
    config::{Config, sections::Storage},
    data_dir::{self, DataDirError, DataDirLock},
    keyring_file::KeyFileError,
    listener::{self, Tls, TlsError},
    signals,
    system::{SystemClock, SystemRandom},
};
use disk_guard::Disk;
use parts::Parts;
pub(crate) use parts::egress_settings;

/// Why the server cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The mail server's settings cannot be used.
    #[error("[mail]: {0}")]
    Mail(parlance_mail::MailError),
    /// The data folder.
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    /// The keyring's file.
    #[error(transparent)]
    KeyFile(#[from] KeyFileError),
    /// The keyring is of no use.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The keyring is not this database's.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    /// The database.
    #[error(transparent)]
    Store(#[from] parlance_store_sqlite::OpenError),
    /// The database on a server.
    #[error(transparent)]
    Server(#[from] parlance_store_postgres::OpenError),
    /// Outgoing calls.
    #[error(transparent)]
    Egress(#[from] parlance_egress::EgressError),
    /// The application.
    #[error(transparent)]
    Application(#[from] UseCaseError),
    /// The S3-compatible store.
    #[error(transparent)]
    Objects(#[from] parlance_store_objects::OpenError),
    /// The file of the store's access key.
    #[error("the access key of the S3 store cannot be read from `storage.s3_secret_file` ({0}): {1}")]
    SecretFile(String, String),
    /// Certificate and key.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The operating system.
    #[error("the operating system refuses: {0}")]
    System(#[from] std::io::Error),
}

/// What tests and the demonstration choose besides the configuration.
#[derive(Clone)]
pub struct Surroundings {
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// People whom the sign-in page of a demonstration shows.
    pub demo_users: Vec<DemoUser>,
}

impl Default for Surroundings {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            demo_users: Vec::new(),
        }
    }
}

/// Runs a server on a listener until `stop`. While nobody can sign in, it prints the link that sets it up.
pub async fn run(config: Config, listener: TcpListener, stop: CancellationToken) -> Result<(), RunError> {
    let address = listener.local_addr()?;
    let parlance = Parlance::open(&config, address, Surroundings::default()).await?;
    if let Some(link) = parlance.engine.setup_link().await? {
        // Not in the log: whoever has the link owns the installation.
        eprintln!(
            "\nNobody can sign in yet. Open this link within 24 hours to set Parlance up:\n\n  {link}\n"
        );
    }
    parlance.serve(&config, listener, stop).await
}

/// The application with its database, before it listens.
pub struct Parlance {
    engine: Engine,
    store: Arc<dyn Store>,
    hub: Arc<Hub>,
    wakers: Arc<Wakers>,
    disk: Arc<Disk>,
    random: Arc<dyn Random>,
    _lock: Option<DataDirLock>,
}

impl Parlance {
    /// Opens what a server needs that will listen on `address`: takes the data folder for itself, reads or makes the
    /// keyring, opens and migrates the database.
    pub async fn open(
        config: &Config,
        address: SocketAddr,
        surroundings: Surroundings,
    ) -> Result<Self, RunError> {
        let lock = data_dir::lock(&config.storage.data_dir)?;
        Self::assemble(config, address, surroundings, Some(lock)).await
    }

    /// Opens the same for a command, which may run beside a server on the same data folder.
    pub async fn open_beside(config: &Config) -> Result<Self, RunError> {
        data_dir::prepare(&config.storage.data_dir)?;
        Self::assemble(config, config.server.listen, Surroundings::default(), None).await
    }

    async fn assemble(
        config: &Config,
        address: SocketAddr,
        surroundings: Surroundings,
        lock: Option<DataDirLock>,
    ) -> Result<Self, RunError> {
        let random = surroundings.random.clone();
        let files = attachments::open(config, lock.is_some()).await?;
        let Parts {
            engine,
            store,
            hub,
            wakers,
            disk,
        } = parts::assemble(config, address, surroundings, files, lock.is_some())?;
        engine.check_keyring().await?;
        Ok(Self {
            engine,
            store,
            hub,
            wakers,
            disk,
            random,
            _lock: lock,
        })
    }

    /// The application.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Serves until `stop`, then ends in order: no new connections, requests finish, workers end, the database closes.
    pub async fn serve(
        self,
        config: &Config,
        listener: TcpListener,
        stop: CancellationToken,
    ) -> Result<(), RunError> {
        let address = listener.local_addr()?;
        let tls = config
            .server
            .tls
            .clone()
            .map(Tls::from_files)
            .transpose()?
            .map(Arc::new);
        if let Some(tls) = &tls {
            signals::reload_tls_on_hangup(tls.clone(), stop.clone())?;
        }
        let workers = workers::start(&self).await?;
        let router = edges::router(&self, config, address, stop.clone());
        tracing::info!(%address, url = %config.server.base_url(address), "Parlance listens");
        let cut = listener::serve(listener, router, tls, edges::limits(config), stop).await;
        if cut > 0 {
            tracing::warn!(cut, "connections were cut at the deadline");
        }
        workers.end().await;
        self.store.close();
        tracing::info!("Parlance has stopped");
        Ok(())
    }
}

/// Nobody listens while a command works.
pub(crate) struct Nobody;

impl EventSink for Nobody {
    fn publish(&self, _: Vec<CommittedEvent>) {}
    fn signal(&self, _: Vec<Signal>) {}
}

/// Opens the database alone, for a command that works on all of it.
pub(crate) fn open_database(storage: &Storage, sink: Arc<dyn EventSink>) -> Result<Box<dyn Store>, RunError> {
    database::open(storage, sink, true)
}

#[cfg(test)]
mod tests;
