//! An application without a listener: requests go straight to the router.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use axum::Router;
use parlance_api::user::NewUser;
use parlance_channel::{Channels, fetch::NoMedia};
use parlance_core::{Clock, Timestamp, clock::Random, permission::Role};
use parlance_engine::{
    Engine, EngineParts, Installation, RequireSecondFactor, SignInSettings, media::MediaLimits, seal::Keyring,
};
use parlance_http::{AppState, HttpConfig, HttpParts};
use parlance_realtime::{Hub, Tickets};
use parlance_store::{CommittedEvent, EventSink, Signal, files::NoFiles};
use parlance_store_sqlite::SqliteStore;
use secrecy::SecretBox;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::{actor::Actor, pages::Pages, pigeon::Pigeon};

/// Noon of a day.
pub const START: Timestamp = Timestamp::from_millis(1_795_348_800_000 + 12 * 3_600_000);
pub const MINUTE_MS: i64 = 60_000;
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Good enough for the rules.
pub const PASSWORD: &str = "vX9 quokka lamp 74";

pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn advance(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// Numbers that look random and are the same in every run.
pub struct SeededRandom(AtomicU64);

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let mut mixed = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            chunk.copy_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

/// Remembers what was published.
#[derive(Default)]
pub struct Published {
    pub events: Mutex<Vec<CommittedEvent>>,
    pub signals: Mutex<Vec<Signal>>,
}

impl EventSink for Published {
    fn publish(&self, events: Vec<CommittedEvent>) {
        self.events.lock().unwrap().extend(events);
    }
    fn signal(&self, signals: Vec<Signal>) {
        self.signals.lock().unwrap().extend(signals);
    }
}

pub struct App {
    folder: TempDir,
    pub router: Router,
    pub engine: Engine,
    pub clock: Arc<TestClock>,
    pub pigeon: Arc<Pigeon>,
    pub published: Arc<Published>,
}

impl App {
    /// An installation that nobody has set up.
    pub async fn bare() -> Arc<Self> {
        Self::bare_at("https://desk.example.com").await
    }

    /// The same at another address.
    pub async fn bare_at(base: &str) -> Arc<Self> {
        let folder = tempfile::tempdir().unwrap();
        let app = Self::open_at(base, folder, &[("k1", 7)], RequireSecondFactor::Nobody);
        app.engine.check_keyring().await.unwrap();
        app.engine.reload_accounts().await.unwrap();
        app
    }

    /// An installation as it is without settings: administrators need a second factor.
    pub async fn strict() -> Arc<Self> {
        let (folder, who) = (tempfile::tempdir().unwrap(), RequireSecondFactor::Administrators);
        let app = Self::open_at("https://desk.example.com", folder, &[("k1", 7)], who);
        app.engine.check_keyring().await.unwrap();
        app
    }

    /// An installation in a folder, with keys made of these bytes; the first one seals.
    pub fn open(folder: TempDir, keys: &[(&str, u8)]) -> Arc<Self> {
        let nobody = RequireSecondFactor::Nobody;
        Self::open_at("https://desk.example.com", folder, keys, nobody)
    }

    fn open_at(
        base: &str,
        folder: TempDir,
        keys: &[(&str, u8)],
        require_second_factor: RequireSecondFactor,
    ) -> Arc<Self> {
        let clock = Arc::new(TestClock(AtomicI64::new(START.as_millis())));
        let published = Arc::new(Published::default());
        let store = Arc::new(SqliteStore::open(&database(folder.path()), published.clone()).unwrap());
        let pigeon = Arc::new(Pigeon::default());
        let key = |(kid, byte): &(&str, u8)| ((*kid).to_owned(), SecretBox::new(Box::new([*byte; 32])));
        let keyring = Keyring::new(keys.iter().map(key)).unwrap();
        let base = base.parse().unwrap();
        let mut installation = Installation::new(base, Arc::new(keyring));
        // Hashing is proven elsewhere; here it only has to be quick.
        installation.sign_in = SignInSettings {
            argon2_memory_kib: 64,
            require_second_factor,
            ..SignInSettings::default()
        };
        let engine = Engine::new(EngineParts {
            store,
            clock: clock.clone(),
            random: Arc::new(SeededRandom(AtomicU64::new(7))),
            channels: Channels::new(vec![pigeon.clone()]),
            installation,
            files: Arc::new(NoFiles),
            media: Arc::new(NoMedia),
            media_limits: MediaLimits::default(),
        });
        let router = parlance_http::router(AppState::new(HttpParts {
            engine: engine.clone(),
            config: HttpConfig::new(engine.base_url()),
            assets: Arc::new(Pages),
            hub: Arc::new(Hub::default()),
            tickets: Tickets::default(),
            shutdown: CancellationToken::new(),
        }));
        Arc::new(Self {
            folder,
            router,
            engine,
            clock,
            pigeon,
            published,
        })
    }

    /// Closes the database and gives its folder back, for another start.
    pub fn close(self: Arc<Self>) -> TempDir {
        self.engine.store().close();
        Arc::into_inner(self)
            .expect("nobody uses the application any more")
            .folder
    }

    /// With a tenant `alder` and its administrator `nora`, who is signed in.
    pub async fn with_admin() -> (Arc<Self>, Actor) {
        let app = Self::bare().await;
        let admin = app.tenant_with_admin("alder").await;
        (app, admin)
    }

    /// A tenant with its administrator `nora`, who is signed in.
    pub async fn tenant_with_admin(self: &Arc<Self>, slug: &str) -> Actor {
        self.engine
            .operator_create_tenant(slug.to_owned(), Some(slug.to_owned()))
            .await
            .unwrap();
        self.person(slug, "nora", &[Role::Administrator]).await
    }

    /// A person made by the operator and signed in.
    pub async fn person(self: &Arc<Self>, slug: &str, username: &str, roles: &[Role]) -> Actor {
        let user = NewUser {
            username: username.to_owned(),
            name: format!("{username} of {slug}"),
            email: None,
            roles: roles.to_vec(),
            team_id: None,
            skills: Vec::new(),
            max_chats: None,
            password: PASSWORD.to_owned(),
        };
        self.engine.operator_create_user(slug, user).await.unwrap();
        let mut actor = self.nobody();
        actor.sign_in(slug, username, PASSWORD).await;
        actor
    }

    /// Somebody who is not signed in, on a page of ours.
    pub fn nobody(self: &Arc<Self>) -> Actor {
        Actor::new(self.clone())
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Everything on disk: the database with its log.
    pub fn bytes_on_disk(&self) -> Vec<u8> {
        let path = database(self.folder.path());
        let mut bytes = std::fs::read(&path).unwrap();
        let log = PathBuf::from(format!("{}-wal", path.display()));
        bytes.extend(std::fs::read(log).unwrap_or_default());
        bytes
    }

    /// What was published so far, as JSON texts.
    pub fn frames(&self) -> Vec<serde_json::Value> {
        let events = self.published.events.lock().unwrap();
        events
            .iter()
            .map(|event| serde_json::from_str(&event.frame).unwrap())
            .collect()
    }

    /// How often `config.changed` told of something.
    pub fn config_changes(&self, what: &str) -> usize {
        let is =
            |frame: &&serde_json::Value| frame["kind"] == "config.changed" && frame["data"]["what"] == what;
        self.frames().iter().filter(is).count()
    }
}

fn database(folder: &Path) -> PathBuf {
    folder.join("parlance.db")
}
