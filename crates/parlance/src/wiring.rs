//! The only place that names implementations: puts database, channels, application and edges together and runs them.
//!
//! Production, the demo and tests all start here.

use std::{net::SocketAddr, sync::Arc};

use axum::{Router, middleware};
use parlance_channel::Channels;
use parlance_core::clock::Random;
use parlance_engine::{
    Engine, EngineParts,
    wake::{FanOut, Wakers},
};
use parlance_http::{AppState, AssetFile, Assets, HttpConfig, HttpParts, TrustedProxies};
use parlance_store::{CommittedEvent, EventSink, Signal, Store};
use parlance_store_sqlite::SqliteStore;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{
    config::Config,
    data_dir::{self, DataDirError, DataDirLock},
    keyring_file::{KeyFileError, KeyPlace},
    listener::{self, Limits, Tls, TlsError},
    signals,
    system::{SystemClock, SystemRandom},
    telemetry::{Metrics, Probes, Readiness, observe},
};

/// Why the server cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The data folder.
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    /// The keyring.
    #[error(transparent)]
    Keys(#[from] KeyFileError),
    /// The database.
    #[error(transparent)]
    Store(#[from] parlance_store_sqlite::OpenError),
    /// Certificate and key.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The operating system.
    #[error("the operating system refuses: {0}")]
    System(#[from] std::io::Error),
}

/// Runs a server on a listener until `stop`.
pub async fn run(config: Config, listener: TcpListener, stop: CancellationToken) -> Result<(), RunError> {
    Parlance::open(&config)?.serve(&config, listener, stop).await
}

/// The application with its database, before it listens.
pub struct Parlance {
    engine: Engine,
    store: Arc<dyn Store>,
    _lock: DataDirLock,
}

impl Parlance {
    /// Takes the data folder, opens keys and database.
    pub fn open(config: &Config) -> Result<Self, RunError> {
        let lock = data_dir::lock(&config.storage.data_dir)?;
        let place = KeyPlace::of(config.storage.keys.as_ref(), &config.storage.data_dir)?;
        let (_keys, made) = place.read_or_make(&SystemRandom)?;
        if made {
            tracing::info!("a keyring was made in the data folder; keep a copy of it apart from backups");
        }
        let wakers = Arc::new(Wakers::default());
        let sink = Arc::new(FanOut::new(wakers, Arc::new(Nobody)));
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&config.storage.database_file(), sink)?);
        let engine = Engine::new(EngineParts {
            store: store.clone(),
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            channels: Channels::default(),
        });
        Ok(Self {
            engine,
            store,
            _lock: lock,
        })
    }

    /// The application.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Serves until `stop`, then ends in order: no new connections, requests finish, the database closes.
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
        let router = self.router(config, address);
        tracing::info!(%address, url = %config.server.base_url(address), "Parlance listens");
        let cut = listener::serve(listener, router, tls, limits(config), stop).await;
        if cut > 0 {
            tracing::warn!(cut, "connections were cut at the deadline");
        }
        self.store.close();
        tracing::info!("Parlance has stopped");
        Ok(())
    }

    fn router(&self, config: &Config, address: SocketAddr) -> Router {
        let metrics = Arc::new(Metrics::new(Vec::new()));
        let probes = Probes {
            readiness: readiness(self.store.clone()),
            metrics: metrics.clone(),
            metrics_from: config.server.metrics_from.clone(),
        };
        let state = AppState::new(HttpParts {
            engine: self.engine.clone(),
            config: http_config(config, address),
            assets: Arc::new(EmbeddedApp),
        });
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        probes
            .router()
            .merge(parlance_http::router(state))
            .layer(middleware::from_fn(move |request, next| {
                observe(metrics.clone(), random.clone(), request, next)
            }))
    }
}

fn limits(config: &Config) -> Limits {
    let server = &config.server;
    Limits {
        connections: server.max_connections,
        per_address: server.max_connections_per_address,
        loopback_exempt: server.loopback_exempt,
        header_timeout: server.header_timeout,
        header_bytes: server.max_header_bytes,
        shutdown: server.shutdown_timeout,
    }
}

fn http_config(config: &Config, address: SocketAddr) -> HttpConfig {
    let server = &config.server;
    let proxies = server.trusted_proxies.clone();
    HttpConfig {
        tls: server.tls.is_some(),
        trusted_proxies: TrustedProxies::new(move |address| {
            proxies.iter().any(|network| network.contains(address))
        }),
        max_json_bytes: server.max_json_bytes,
        max_webhook_bytes: server.max_webhook_bytes,
        max_upload_bytes: usize::try_from(config.media.max_upload_bytes).unwrap_or(usize::MAX),
        request_timeout: server.request_timeout,
        ..HttpConfig::new(server.base_url(address))
    }
}

/// Ready means that the database answers.
fn readiness(store: Arc<dyn Store>) -> Readiness {
    use parlance_store::StoreExt as _;
    Arc::new(move || {
        let store = store.clone();
        Box::pin(async move {
            store
                .read(|_| Ok::<(), ()>(()))
                .await
                .map_err(|error| match error {
                    parlance_store::WorkError::Refused(()) => Vec::new(),
                    parlance_store::WorkError::Store(error) => vec![error.to_string()],
                })
        })
    })
}

/// The web app inside this binary.
struct EmbeddedApp;

impl Assets for EmbeddedApp {
    fn get(&self, path: &str) -> Option<AssetFile> {
        let files = parlance_web_assets::all();
        let found = files.binary_search_by_key(&path, |file| file.path).ok()?;
        let file = &files[found];
        Some(AssetFile {
            mime: file.mime,
            etag: file.etag,
            immutable: file.immutable,
            bytes: file.bytes,
            gzip: file.gzip,
        })
    }
}

/// Stands in until the realtime hub is there.
struct Nobody;

impl EventSink for Nobody {
    fn publish(&self, _: Vec<CommittedEvent>) {}
    fn signal(&self, _: Vec<Signal>) {}
}
