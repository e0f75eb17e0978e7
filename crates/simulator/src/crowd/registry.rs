//! The crowds since the start, and their progress.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use tokio_util::sync::CancellationToken;

use super::params::{CrowdParams, CrowdProgress, CrowdState};
use crate::platform::Platform;
use crate::world::Author;

/// Crowds remembered; older ones are forgotten.
const REMEMBERED: usize = 50;

/// All crowds by number.
#[derive(Default)]
pub(crate) struct Crowds {
    known: Mutex<BTreeMap<u64, Arc<Crowd>>>,
}

/// One crowd's counters; the player writes them.
pub(super) struct Crowd {
    pub id: u64,
    pub params: CrowdParams,
    pub stop: CancellationToken,
    pub sent: AtomicU64,
    pub answers: AtomicU64,
    pub finished: AtomicU32,
    pub waiting: AtomicU32,
    pub gave_up: AtomicU32,
    started: Instant,
    ended: Mutex<Option<(Instant, CrowdState)>>,
}

impl Crowd {
    pub fn new(id: u64, params: CrowdParams, stop: CancellationToken) -> Self {
        Self {
            id,
            params,
            stop,
            sent: AtomicU64::new(0),
            answers: AtomicU64::new(0),
            finished: AtomicU32::new(0),
            waiting: AtomicU32::new(0),
            gave_up: AtomicU32::new(0),
            started: Instant::now(),
            ended: Mutex::new(None),
        }
    }

    pub fn end(&self, state: CrowdState) {
        let mut ended = self.ended.lock().expect("no panic while holding it");
        ended.get_or_insert((Instant::now(), state));
    }

    fn progress(&self, platform: &Platform) -> CrowdProgress {
        let ended = *self.ended.lock().expect("no panic while holding it");
        let (until, state) = ended.unwrap_or((Instant::now(), CrowdState::Running));
        CrowdProgress {
            id: self.id,
            state,
            planned: u64::from(self.params.customers) * u64::from(self.params.messages),
            params: self.params.clone(),
            sent: self.sent.load(Relaxed),
            delivered: self.delivered(platform),
            answers: self.answers.load(Relaxed),
            finished: self.finished.load(Relaxed),
            waiting: self.waiting.load(Relaxed),
            gave_up: self.gave_up.load(Relaxed),
            seconds: until.duration_since(self.started).as_secs_f64(),
        }
    }

    fn delivered(&self, platform: &Platform) -> u64 {
        platform.read(|world| {
            let people = world
                .people
                .values()
                .filter(|person| person.crowd == Some(self.id));
            let threads = people
                .flat_map(|person| person.psids.values())
                .filter_map(|id| world.threads.get(id));
            let received = threads.map(|thread| {
                let arrived = |message: &&crate::world::Message| {
                    message.author == Author::Customer && message.delivered_ms.is_some()
                };
                thread.messages.iter().filter(arrived).count() as u64
            });
            received.sum()
        })
    }
}

impl Crowds {
    pub(super) fn add(&self, crowd: Arc<Crowd>) {
        let mut known = self.known.lock().expect("no panic while holding it");
        known.insert(crowd.id, crowd);
        while known.len() > REMEMBERED {
            known.pop_first();
        }
    }

    fn get(&self, id: u64) -> Option<Arc<Crowd>> {
        self.known
            .lock()
            .expect("no panic while holding it")
            .get(&id)
            .cloned()
    }

    pub fn progress(&self, platform: &Platform, id: u64) -> Option<CrowdProgress> {
        self.get(id).map(|crowd| crowd.progress(platform))
    }

    pub fn all(&self, platform: &Platform) -> Vec<CrowdProgress> {
        let known: Vec<Arc<Crowd>> = self
            .known
            .lock()
            .expect("no panic while holding it")
            .values()
            .rev()
            .cloned()
            .collect();
        known.iter().map(|crowd| crowd.progress(platform)).collect()
    }

    pub fn stop(&self, id: u64) -> bool {
        let Some(crowd) = self.get(id) else { return false };
        crowd.stop.cancel();
        crowd.end(CrowdState::Stopped);
        true
    }
}
