//! Changing the world: look, decide, apply; then one journal line, the webhooks it queued, and the news.

use std::collections::BTreeSet;

use crate::ids::Ids;
use crate::journal::{Line, Receipt};
use crate::live;
use crate::platform::Platform;
use crate::webhook::Item;
use crate::world::{Change, LogEntry, LogTopic, QueuedEvent, World};

/// A transaction in progress. Check everything before the first [`Tx::apply`]: there is no way back.
pub(crate) struct Tx<'a> {
    pub world: &'a mut World,
    /// Simulated Unix milliseconds, the same for the whole transaction.
    pub now: i64,
    pub seed: u64,
    changes: Vec<Change>,
    queued: Vec<(QueuedEvent, i64)>,
}

impl Tx<'_> {
    /// Makes a change and notes it for the journal.
    pub fn apply(&mut self, change: Change) {
        self.world.apply(change.clone());
        self.changes.push(change);
    }

    pub fn ids(&mut self) -> Ids<'_> {
        Ids {
            seed: self.seed,
            next: &mut self.world.next,
        }
    }

    /// Hands an event to the sender of webhooks, to leave after `delay_ms`.
    pub fn queue(&mut self, event: QueuedEvent, delay_ms: i64) {
        self.queued.push((event.clone(), self.now + delay_ms));
        self.apply(Change::EventQueued(event));
    }

    /// Writes a line into the log people see.
    pub fn log(
        &mut self,
        topic: LogTopic,
        kind: &str,
        what: impl Into<String>,
        fill: impl FnOnce(&mut LogEntry),
    ) {
        let mut entry = LogEntry {
            id: self.ids().number(),
            at_ms: self.now,
            topic,
            kind: kind.to_owned(),
            what: what.into(),
            answer: String::new(),
            ok: true,
            took_ms: None,
            psid: None,
            page_id: None,
            app_id: None,
        };
        fill(&mut entry);
        self.apply(Change::Logged(entry));
    }

    /// Numbers of the events queued so far by this transaction.
    pub fn queued_seqs(&self) -> BTreeSet<u64> {
        self.queued.iter().map(|(event, _)| event.seq).collect()
    }
}

impl Platform {
    /// Looks at the world without changing it.
    pub fn read<R>(&self, look: impl FnOnce(&World) -> R) -> R {
        look(&self.world.lock().expect("transactions do not panic"))
    }

    /// Runs a transaction. The receipt tells when its changes are on disk.
    pub fn transact<R>(&self, run: impl FnOnce(&mut Tx<'_>) -> R) -> (R, Receipt) {
        let mut world = self.world.lock().expect("transactions do not panic");
        let now = self.clock.now_ms();
        let mut tx = Tx {
            world: &mut world,
            now,
            seed: self.config.seed,
            changes: Vec::new(),
            queued: Vec::new(),
        };
        let result = run(&mut tx);
        let Tx { changes, queued, .. } = tx;
        if changes.is_empty() {
            return (result, Receipt::nothing());
        }
        let news = if self.live.receiver_count() > 0 {
            live::news(&changes, &world)
        } else {
            Vec::new()
        };
        let receipt = self.journal.append(&Line {
            n: world.next,
            c: without_superseded(changes),
        });
        // Still under the lock: the queue sees events in the order of the journal.
        if !queued.is_empty() {
            let mut queue = self.queue.lock().expect("no panic while holding it");
            for (event, not_before_ms) in queued {
                queue.push(Item {
                    event,
                    not_before_ms,
                    receipt: Some(receipt.clone()),
                    shuffled: false,
                });
            }
            drop(queue);
            self.wake.notify_one();
        }
        drop(world);
        for update in news {
            let _ = self.live.send(update);
        }
        (result, receipt)
    }

    /// Runs a transaction whose changes need not be waited for.
    pub fn note<R>(&self, run: impl FnOnce(&mut Tx<'_>) -> R) -> R {
        self.transact(run).0
    }
}

/// Of several states a thread went through in one transaction only the last is worth a place in the journal.
fn without_superseded(changes: Vec<Change>) -> Vec<Change> {
    let mut settled = BTreeSet::new();
    let mut kept: Vec<Change> = changes
        .into_iter()
        .rev()
        .filter(|change| match change {
            Change::ThreadState { psid, .. } => settled.insert(psid.clone()),
            _ => true,
        })
        .collect();
    kept.reverse();
    kept
}
