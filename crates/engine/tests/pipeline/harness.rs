//! An engine on a temporary folder, with a clock that tests move; it can be restarted as after a power cut.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use parlance_channels::{Deps, channels, meta::MetaSettings};
use parlance_core::{Clock, Timestamp, clock::Random};
use parlance_engine::{
    Engine, EngineParts, Installation, inbound, jobs, media::MediaLimits, outbound, seal::Keyring,
};
use parlance_store::{CommittedEvent, EventSink, Signal};
use parlance_store_files::DiskFiles;

use crate::alerts::Receiver;
use crate::place::Place;
use crate::platform::{Platform, Wire};

/// The moment at which every test begins.
pub const START: i64 = 1_795_348_800_000;

#[derive(Debug)]
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

#[derive(Debug)]
struct SeededRandom(AtomicU64);

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

/// Stands where the realtime hub stands.
#[derive(Default)]
pub struct Published(Mutex<Vec<CommittedEvent>>);

impl Published {
    pub fn of(&self, kind: parlance_core::event::EventKind) -> Vec<serde_json::Value> {
        let events = self.0.lock().unwrap();
        events
            .iter()
            .filter(|event| event.kind == kind)
            .map(|event| serde_json::from_str::<serde_json::Value>(&event.frame).unwrap()["data"].clone())
            .collect()
    }
}

impl EventSink for Published {
    fn publish(&self, events: Vec<CommittedEvent>) {
        self.0.lock().unwrap().extend(events);
    }
    fn signal(&self, _: Vec<Signal>) {}
}

pub struct Harness {
    pub place: Place,
    pub engine: Engine,
    pub clock: Arc<TestClock>,
    random: Arc<SeededRandom>,
    pub published: Arc<Published>,
    pub platform: Arc<Platform>,
    /// What lies outside: gets alerts.
    pub outside: Arc<Receiver>,
}

impl Harness {
    pub fn new() -> Self {
        let place = Place::new();
        let clock = Arc::new(TestClock(AtomicI64::new(START)));
        let random = Arc::new(SeededRandom(AtomicU64::new(11)));
        let published = Arc::new(Published::default());
        let platform = Arc::new(Platform::default());
        let outside = Arc::new(Receiver::default());
        let engine = engine(&place, &clock, &random, &published, &platform, &outside);
        Self {
            place,
            engine,
            clock,
            random,
            published,
            platform,
            outside,
        }
    }

    pub fn now(&self) -> i64 {
        self.clock.now().as_millis()
    }

    /// The process ends, whatever it was doing, and a new one starts on the same folder.
    pub async fn restart(&mut self) {
        self.engine.store().close();
        self.engine = engine(
            &self.place,
            &self.clock,
            &self.random,
            &self.published,
            &self.platform,
            &self.outside,
        );
        self.engine.reload_accounts().await.unwrap();
    }

    /// Applies every delivery that is due.
    pub async fn apply(&self) {
        while inbound::apply_waiting(&self.engine).await.unwrap() > 0 {}
    }

    /// Sends what is due; says how many calls were made.
    pub async fn send(&self) -> usize {
        outbound::send_due(&self.engine).await
    }

    /// Runs background jobs that are due.
    pub async fn jobs(&self) {
        jobs::run_due_jobs(&self.engine).await.unwrap();
    }
}

fn engine(
    place: &Place,
    clock: &Arc<TestClock>,
    random: &Arc<SeededRandom>,
    published: &Arc<Published>,
    platform: &Arc<Platform>,
    outside: &Arc<Receiver>,
) -> Engine {
    let store = place.open(published.clone());
    let keyring = Keyring::new([("k1".to_owned(), secrecy::SecretBox::new(Box::new([7; 32])))]).unwrap();
    let deps = Deps {
        http: Arc::new(Wire(platform.clone())),
        meta: MetaSettings {
            graph_url: "https://graph.example".parse().unwrap(),
            graph_version: "v26.0".into(),
        },
    };
    Engine::new(EngineParts {
        store,
        clock: clock.clone(),
        random: random.clone(),
        channels: channels(&deps),
        installation: Installation {
            outside: outside.clone(),
            ..Installation::new("https://chat.example".parse().unwrap(), Arc::new(keyring))
        },
        files: Arc::new(DiskFiles::open(&place.folder().join("files")).unwrap()),
        media: Arc::new(Wire(platform.clone())),
        media_limits: MediaLimits::default(),
    })
}
