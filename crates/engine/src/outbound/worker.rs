//! The worker that sends: claims what is due, keeps a bounded number of calls under way, renews their leases.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use parlance_core::{OutboxId, TenantCtx, TenantId, Timestamp};
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;

use super::{
    claim::{self, Claimed, Round},
    send,
};
use crate::{
    Engine,
    wake::{Wake, Wakers},
};

/// Calls under way at the same time.
const AT_ONCE: usize = 64;
/// The outbox is looked at this often even when nobody wakes the worker.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Leases of calls under way are renewed this often.
const RENEW_EVERY: Duration = Duration::from_secs(5);
/// How long calls under way may take to end when the server stops.
const LAST_CALLS: Duration = Duration::from_secs(10);

type UnderWay = Arc<Mutex<HashMap<OutboxId, (TenantCtx, i64)>>>;

/// Starts the worker.
#[must_use]
pub fn start_outbox_worker(engine: Engine, wakers: &Wakers, shutdown: CancellationToken) -> JoinHandle<()> {
    let mut listener = wakers.listen(Wake::Outbox);
    tokio::spawn(async move {
        let mut worker = Sender::new(engine);
        let mut renewal = tokio::time::interval(RENEW_EVERY);
        renewal.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let pause = worker.fill().await;
            tokio::select! {
                () = shutdown.cancelled() => break,
                () = listener.woken() => {}
                Some(_) = worker.calls.join_next() => {}
                _ = renewal.tick() => worker.renew().await,
                () = tokio::time::sleep(pause) => {}
            }
        }
        worker.finish().await;
    })
}

/// Sends everything that is due, once, and waits for the results; says how many calls were made. For tests and
/// operators' tools; the running server has its worker.
pub async fn send_due(engine: &Engine) -> usize {
    let mut worker = Sender::new(engine.clone());
    let mut sent = 0;
    loop {
        worker.fill().await;
        let under_way = worker.calls.len();
        if under_way == 0 {
            return sent;
        }
        sent += under_way;
        while worker.calls.join_next().await.is_some() {}
    }
}

struct Sender {
    engine: Engine,
    calls: JoinSet<()>,
    under_way: UnderWay,
    last_tenant: Option<TenantId>,
}

impl Sender {
    fn new(engine: Engine) -> Self {
        Self {
            engine,
            calls: JoinSet::new(),
            under_way: UnderWay::default(),
            last_tenant: None,
        }
    }

    /// Claims as much as there is room for and begins the calls. Says how long to wait when nothing happens.
    async fn fill(&mut self) -> Duration {
        while self.calls.try_join_next().is_some() {}
        let room = AT_ONCE.saturating_sub(self.calls.len());
        if room == 0 {
            return LOOK_EVERY;
        }
        // A look costs no commit; most of the time there is nothing.
        let due = self
            .engine
            .read(|read, env| Ok((read.next_outbox_due()?, env.now)))
            .await;
        if let Ok((due, now)) = due
            && due.is_none_or(|due| due > now)
        {
            return due.map_or(LOOK_EVERY, |due| self.until(due));
        }
        let last = self.last_tenant;
        let round = match self
            .engine
            .write(move |tx, env| claim::claim(tx, env, room, last))
            .await
        {
            Ok(round) => round,
            Err(error) => {
                tracing::warn!(%error, "the outbox could not be read");
                return LOOK_EVERY;
            }
        };
        parlance_failpoints::point("outbox-after-claim");
        let Round { claimed, next_due } = round;
        if let Some(claimed) = claimed.last() {
            self.last_tenant = Some(claimed.tenant.tenant_id());
        }
        for part in claimed {
            self.begin(part);
        }
        next_due.map_or(LOOK_EVERY, |due| self.until(due))
    }

    fn until(&self, due: Timestamp) -> Duration {
        let wait = due.since_ms(self.engine.now()).max(0).unsigned_abs();
        Duration::from_millis(wait).clamp(Duration::from_millis(20), LOOK_EVERY)
    }

    fn begin(&mut self, part: Claimed) {
        let entry = Entry::new(&self.under_way, &part);
        let engine = self.engine.clone();
        self.calls.spawn(async move {
            send::send_and_store(&engine, part).await;
            drop(entry);
        });
    }

    async fn renew(&self) {
        let list: Vec<(TenantCtx, OutboxId, i64)> = lock(&self.under_way)
            .iter()
            .map(|(id, (ctx, fence))| (*ctx, *id, *fence))
            .collect();
        if list.is_empty() {
            return;
        }
        if let Err(error) = self
            .engine
            .write(move |tx, env| claim::renew(tx, env, &list))
            .await
        {
            tracing::warn!(%error, "leases of calls under way could not be renewed");
        }
    }

    /// Lets calls end; what does not end in time becomes uncertain when its lease is over.
    async fn finish(mut self) {
        let all = async { while self.calls.join_next().await.is_some() {} };
        if tokio::time::timeout(LAST_CALLS, all).await.is_err() {
            tracing::warn!(
                "some calls to a platform were cut off by the end of the server; their messages are uncertain"
            );
        }
    }
}

/// A call's place among those under way; it leaves also when the call panics or is cut off.
struct Entry {
    under_way: UnderWay,
    id: OutboxId,
    fence: i64,
}

impl Entry {
    fn new(under_way: &UnderWay, part: &Claimed) -> Self {
        lock(under_way).insert(part.id, (part.tenant, part.fence));
        Self {
            under_way: Arc::clone(under_way),
            id: part.id,
            fence: part.fence,
        }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let mut under_way = lock(&self.under_way);
        if under_way
            .get(&self.id)
            .is_some_and(|(_, fence)| *fence == self.fence)
        {
            under_way.remove(&self.id);
        }
    }
}

fn lock(under_way: &UnderWay) -> std::sync::MutexGuard<'_, HashMap<OutboxId, (TenantCtx, i64)>> {
    under_way.lock().unwrap_or_else(PoisonError::into_inner)
}
