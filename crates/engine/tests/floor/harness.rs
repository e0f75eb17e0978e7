//! An engine on a temporary SQLite file, with a clock that tests move and a memory of everything published.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use crate::place::Place;
use parlance_channel::{Channels, fetch::NoMedia};
use parlance_core::{Clock, TenantCtx, Timestamp, clock::Random};
use parlance_engine::{
    Engine, EngineParts, Installation,
    dispatch::{Dispatched, dispatch},
    media::MediaLimits,
    presence::reset_after_start,
    seal::Keyring,
    timers::run_due,
    wake::{FanOut, Wakers},
};
use parlance_store::{CommittedEvent, EventSink, Signal, files::NoFiles};
use tokio::sync::Notify;

/// Noon of a day.
pub const START: Timestamp = Timestamp::from_millis(1_795_348_800_000 + 12 * 3_600_000);

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

/// Numbers that look random and are the same in every run.
#[derive(Debug)]
pub struct SeededRandom(AtomicU64);

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let step = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst);
            let mut mixed = step;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            chunk.copy_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

/// Stands where the realtime hub stands.
#[derive(Debug, Default)]
pub struct Published {
    events: Mutex<Vec<CommittedEvent>>,
    more: Notify,
}

impl Published {
    pub fn after(&self, seq: i64) -> Vec<CommittedEvent> {
        let events = self.events.lock().unwrap();
        events.iter().filter(|event| event.seq > seq).cloned().collect()
    }

    /// What came after the first so many, however long the memory is.
    pub fn beyond(&self, count: usize) -> Vec<CommittedEvent> {
        self.events.lock().unwrap()[count..].to_vec()
    }

    /// The first event after `seq` whose text has all these words; waits for it.
    pub async fn wait_for(&self, seq: i64, words: &[&str]) -> CommittedEvent {
        loop {
            let more = self.more.notified();
            let has_all = |event: &CommittedEvent| words.iter().all(|word| event.frame.contains(word));
            if let Some(event) = self.after(seq).into_iter().find(has_all) {
                return event;
            }
            more.await;
        }
    }
}

impl EventSink for Published {
    fn publish(&self, events: Vec<CommittedEvent>) {
        self.events.lock().unwrap().extend(events);
        self.more.notify_waiters();
    }
    fn signal(&self, _: Vec<Signal>) {}
}

pub struct Harness {
    place: Place,
    pub engine: Engine,
    pub clock: Arc<TestClock>,
    random: Arc<SeededRandom>,
    pub wakers: Arc<Wakers>,
    pub published: Arc<Published>,
}

impl Harness {
    pub fn new() -> Self {
        let place = Place::new();
        let clock = Arc::new(TestClock(AtomicI64::new(START.as_millis())));
        let random = Arc::new(SeededRandom(AtomicU64::new(7)));
        let wakers = Arc::new(Wakers::default());
        let published = Arc::new(Published::default());
        let engine = engine(&place, &clock, &random, &wakers, &published);
        Self {
            place,
            engine,
            clock,
            random,
            wakers,
            published,
        }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn is_postgres(&self) -> bool {
        self.place.is_postgres()
    }

    /// Everything that would happen by itself now: due deadlines, woken routing, until nothing is left.
    pub async fn settle(&self) {
        loop {
            run_due(&self.engine).await.unwrap();
            let tenants = self.wakers.take_tenants();
            if tenants.is_empty() {
                return;
            }
            for tenant in tenants {
                self.dispatch(TenantCtx::new(tenant)).await;
            }
        }
    }

    pub async fn dispatch(&self, ctx: TenantCtx) -> Dispatched {
        dispatch(&self.engine, ctx).await.unwrap()
    }

    /// The process ends and a new one starts on the same file.
    pub async fn restart(&mut self) {
        self.engine.store().close();
        self.engine = engine(
            &self.place,
            &self.clock,
            &self.random,
            &self.wakers,
            &self.published,
        );
        reset_after_start(&self.engine).await.unwrap();
    }
}

fn engine(
    place: &Place,
    clock: &Arc<TestClock>,
    random: &Arc<SeededRandom>,
    wakers: &Arc<Wakers>,
    published: &Arc<Published>,
) -> Engine {
    let sink = Arc::new(FanOut::new(wakers.clone(), published.clone()));
    let store = place.open(sink);
    let keyring = Keyring::new([("k1".to_owned(), secrecy::SecretBox::new(Box::new([7; 32])))]).unwrap();
    Engine::new(EngineParts {
        store,
        clock: clock.clone(),
        random: random.clone(),
        channels: Channels::default(),
        installation: Installation::new("http://127.0.0.1:8080".parse().unwrap(), Arc::new(keyring)),
        files: Arc::new(NoFiles),
        media: Arc::new(NoMedia),
        media_limits: MediaLimits::default(),
    })
}
