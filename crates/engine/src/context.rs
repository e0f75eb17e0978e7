//! What every use case needs.

use std::sync::{Arc, PoisonError};

use parlance_channel::{Channels, MediaFetcher};
use parlance_core::{Clock, Timestamp, clock::Random};
use parlance_store::{Read, Store, StoreExt, Tx, files::FileStore};

use url::Url;

use crate::{
    error::{Refusal, UseCaseError},
    health::Counters,
    id_order::IdOrder,
    inbound::directory::AccountDirectory,
    installation::Installation,
    live::Live,
    media::MediaLimits,
    memory::Memory,
    seal::Keyring,
};

/// What the wiring hands over once.
pub struct EngineParts {
    /// The database.
    pub store: Arc<dyn Store>,
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// The channels of this installation.
    pub channels: Channels,
    /// What the operator decides: addresses, keys, sign-in.
    pub installation: Installation,
    /// Where the bytes of attachments lie; `NoFiles` where there are none.
    pub files: Arc<dyn FileStore>,
    /// Fetches what platforms' messages point at; `NoMedia` where there is no network.
    pub media: Arc<dyn MediaFetcher>,
    /// Limits of attachments.
    pub media_limits: MediaLimits,
}

/// The application. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    parts: Arc<EngineParts>,
    live: Arc<Live>,
    memory: Arc<Memory>,
    ids: Arc<IdOrder>,
}

/// The surroundings of one unit of work, for the plain functions that run inside it.
///
/// `now` is taken when the unit runs, so times never go backwards between units that follow each other.
#[derive(Clone, Copy)]
pub struct Env<'a> {
    /// The moment at which the unit runs.
    pub now: Timestamp,
    /// Randomness, for ids and tokens.
    pub random: &'a dyn Random,
    /// The channels, for what they can do.
    pub channels: &'a Channels,
    /// Seals secrets that units store.
    pub keyring: &'a Keyring,
    /// Counts what comes and goes.
    pub(crate) counters: &'a Counters,
    ids: &'a IdOrder,
}

impl Env<'_> {
    /// Ten bytes for an id made at `now`. Ids made one after another sort in that order.
    #[must_use]
    pub fn id_bytes(&self) -> [u8; 10] {
        self.ids.id_bytes(self.now, self.random)
    }
}

impl Engine {
    /// Puts the application together.
    #[must_use]
    pub fn new(parts: EngineParts) -> Self {
        Self {
            live: Arc::new(Live::new(&parts.installation)),
            memory: Arc::default(),
            ids: Arc::default(),
            parts: Arc::new(parts),
        }
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.parts.store
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }

    /// The clock, for units of work that need the moment of their commit rather than of their call.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.parts.clock
    }

    /// Randomness, for ids and tokens.
    #[must_use]
    pub fn random(&self) -> &Arc<dyn Random> {
        &self.parts.random
    }

    /// The channels of this installation.
    #[must_use]
    pub fn channels(&self) -> &Channels {
        &self.parts.channels
    }

    /// What the operator decides.
    #[must_use]
    pub fn installation(&self) -> &Installation {
        &self.parts.installation
    }

    /// Whether this is a demonstration.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        !self.parts.installation.demo_users.is_empty()
    }

    /// The address that links and callbacks begin with.
    #[must_use]
    pub fn base_url(&self) -> Url {
        self.live
            .base_url
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Corrects that address, for a listener whose port was chosen by the system.
    pub fn set_base_url(&self, url: Url) {
        *self.live.base_url.write().unwrap_or_else(PoisonError::into_inner) = url;
    }

    /// Where the bytes of attachments lie.
    #[must_use]
    pub fn files(&self) -> &Arc<dyn FileStore> {
        &self.parts.files
    }

    /// Fetches what platforms' messages point at.
    #[must_use]
    pub fn media(&self) -> &Arc<dyn MediaFetcher> {
        &self.parts.media
    }

    /// Limits of attachments.
    #[must_use]
    pub fn media_limits(&self) -> MediaLimits {
        self.parts.media_limits
    }

    /// Integration accounts in memory, with their secrets opened.
    #[must_use]
    pub fn directory(&self) -> &AccountDirectory {
        &self.memory.directory
    }

    /// What the pipeline holds in memory.
    pub(crate) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// State of this process.
    pub(crate) fn live(&self) -> &Live {
        &self.live
    }

    /// The surroundings of work that begins now.
    #[must_use]
    pub fn env(&self) -> Env<'_> {
        Env {
            now: self.now(),
            random: self.parts.random.as_ref(),
            channels: &self.parts.channels,
            keyring: &self.parts.installation.keyring,
            counters: &self.memory.counters,
            ids: &self.ids,
        }
    }

    /// Runs one unit of work and waits until it is durable. The unit is queued by the call itself, so calls made one
    /// after another run in that order even when their futures are awaited later.
    pub fn write<T, F>(&self, work: F) -> impl Future<Output = Result<T, UseCaseError>> + Send
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Tx, &Env<'_>) -> Result<T, Refusal> + Send + 'static,
    {
        let engine = self.clone();
        self.parts.store.write(move |tx| work(tx, &engine.env()))
    }

    /// Runs a unit of work that does nothing but keep a delivery.
    pub(crate) fn keep_delivery<T, F>(&self, work: F) -> impl Future<Output = Result<T, UseCaseError>> + Send
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Tx, &Env<'_>) -> Result<T, Refusal> + Send + 'static,
    {
        let engine = self.clone();
        self.parts.store.keep_delivery(move |tx| work(tx, &engine.env()))
    }

    /// Runs a read on a consistent snapshot.
    pub fn read<T, F>(&self, work: F) -> impl Future<Output = Result<T, UseCaseError>> + Send
    where
        T: Send + 'static,
        F: FnOnce(&dyn Read, &Env<'_>) -> Result<T, Refusal> + Send + 'static,
    {
        let engine = self.clone();
        self.parts.store.read(move |read| work(read, &engine.env()))
    }
}
