//! The running platform: state, journal, clock, sender, and everything they share.

use std::fs::File;
use std::sync::{Arc, Mutex};

use tokio::sync::{Notify, broadcast, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;
use crate::crowd::Crowds;
use crate::graph::Usage;
use crate::journal::{self, Journal};
use crate::live::Update;
use crate::media::MediaStore;
use crate::webhook::{self, Health, Item, Queue};
use crate::world::World;
use crate::{SimulatorConfig, SimulatorError, phone};

/// News kept for slow listeners; who falls further behind starts over.
const LIVE_BACKLOG: usize = 2_048;

pub(crate) struct Platform {
    pub config: SimulatorConfig,
    /// `config.public_url` without a slash at its end.
    pub public_url: String,
    pub clock: Clock,
    pub(crate) world: Mutex<World>,
    pub journal: Journal,
    pub media: MediaStore,
    pub queue: Mutex<Queue>,
    /// Rung when the queue has something new.
    pub wake: Notify,
    /// Counts finished webhook requests; lets others wait for "it was tried".
    pub attempts: watch::Sender<u64>,
    pub health: Mutex<Health>,
    pub usage: Mutex<Usage>,
    pub crowds: Crowds,
    pub live: broadcast::Sender<Update>,
    pub http: reqwest::Client,
    pub stop: CancellationToken,
    pub tasks: TaskTracker,
    _lock: Option<File>,
}

impl Platform {
    /// Opens the data folder, replays it and starts the sender of webhooks.
    pub fn start(config: SimulatorConfig) -> Result<Arc<Self>, SimulatorError> {
        let public_url = checked_address(&config.public_url)?;
        let (world, journal, lock) = match &config.data_dir {
            Some(dir) => {
                let opened = journal::open(dir)?;
                (opened.world, opened.journal, Some(opened.lock))
            }
            None => (World::default(), Journal::in_memory(), None),
        };
        let media = MediaStore::open(config.data_dir.as_deref())?;
        let mut queue = Queue::default();
        for event in world.outbox.values() {
            queue.push(Item {
                event: event.clone(),
                not_before_ms: 0,
                receipt: None,
                shuffled: false,
            });
        }
        let platform = Arc::new(Self {
            public_url,
            clock: Clock::new(world.clock_offset_ms),
            world: Mutex::new(world),
            journal,
            media,
            queue: Mutex::new(queue),
            wake: Notify::new(),
            attempts: watch::Sender::new(0),
            health: Mutex::default(),
            usage: Mutex::default(),
            crowds: Crowds::default(),
            live: broadcast::Sender::new(LIVE_BACKLOG),
            http: http_client()?,
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
            _lock: lock,
            config,
        });
        platform.tasks.spawn(webhook::run(platform.clone()));
        phone::resume(&platform);
        Ok(platform)
    }

    /// Stops the sender and all tasks and closes the journal.
    pub async fn shutdown(&self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
        self.journal.close();
    }

    /// Runs a task until it ends or the simulator stops.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let stop = self.stop.clone();
        self.tasks.spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = task => {}
            }
        });
    }

    /// Moves the clock, for good.
    pub async fn set_clock(&self, offset_ms: i64) -> Result<(), String> {
        self.clock.set_offset(offset_ms);
        let ((), receipt) = self.transact(|tx| tx.apply(crate::world::Change::ClockMoved { offset_ms }));
        self.queue
            .lock()
            .expect("no panic while holding it")
            .release_all();
        self.wake.notify_one();
        receipt.durable().await
    }
}

fn checked_address(address: &str) -> Result<String, SimulatorError> {
    let refuse = || SimulatorError::PublicUrl(address.to_owned());
    let url = url::Url::parse(address).map_err(|_| refuse())?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(refuse());
    }
    Ok(address.trim_end_matches('/').to_owned())
}

/// The client that calls webhooks and fetches files: no proxy, no redirects, own trust in the system's roots.
#[expect(
    clippy::disallowed_methods,
    reason = "the simulator is the outside world and uses nothing of ours"
)]
fn http_client() -> Result<reqwest::Client, SimulatorError> {
    // Whoever starts first in the process decides; both would choose the same provider.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(reqwest::Client::builder()
        .no_proxy()
        .tcp_nodelay(true)
        .redirect(reqwest::redirect::Policy::none())
        .pool_max_idle_per_host(256)
        .build()?)
}
