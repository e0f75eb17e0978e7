//! The worker that applies deliveries: many per unit of work, in the order in which they came.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{
    batch::{self, Delivery, Neighbours},
    pace::Pace,
    refusals::flush_refusals,
};
use crate::{
    Engine, UseCaseError,
    wake::{Wake, Wakers},
};

/// Deliveries are looked for this often even when nobody wakes the worker.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Deliveries read at once, at most.
const BATCH: u32 = 128;
/// Bytes of bodies read at once, at most (one delivery may be larger).
const BATCH_BYTES: usize = 2 * 1024 * 1024;
/// After so many batches in a row it is looked again for what waits since before them.
const IN_A_ROW: u32 = 8;

/// Starts the worker.
#[must_use]
pub fn start_inbound_worker(engine: Engine, wakers: &Wakers, shutdown: CancellationToken) -> JoinHandle<()> {
    let mut listener = wakers.listen(Wake::Inbound);
    tokio::spawn(async move {
        let mut refusals = tokio::time::interval(LOOK_EVERY);
        let mut applier = Applier::new(engine.clone());
        loop {
            match applier.next().await {
                Ok(0) => {}
                Ok(_) if shutdown.is_cancelled() => return,
                Ok(_) => continue,
                Err(error) => tracing::error!(%error, "deliveries could not be applied; trying again"),
            }
            tokio::select! {
                () = shutdown.cancelled() => {
                    let _ = flush_refusals(&engine).await;
                    return;
                }
                () = listener.woken() => {}
                _ = refusals.tick() => {
                    if let Err(error) = flush_refusals(&engine).await {
                        tracing::warn!(%error, "refused webhooks could not be written to their accounts");
                    }
                }
            }
        }
    })
}

/// Applies deliveries that are due, a bounded number of them; says how many there were.
pub async fn apply_waiting(engine: &Engine) -> Result<usize, UseCaseError> {
    Applier::new(engine.clone()).next().await
}

type Batch = Arc<Vec<Delivery>>;

/// Applies one batch while the next one is read.
struct Applier {
    engine: Engine,
    pace: Arc<Pace>,
    ahead: Option<Batch>,
    in_a_row: u32,
}

impl Applier {
    fn new(engine: Engine) -> Self {
        Self {
            engine,
            pace: Arc::default(),
            ahead: None,
            in_a_row: 0,
        }
    }

    /// Applies the next batch; says how many deliveries it had.
    async fn next(&mut self) -> Result<usize, UseCaseError> {
        let mut batch = self.ahead.take();
        if batch.is_none() {
            self.in_a_row = 0;
            batch = self.read(0).await?;
        }
        let Some(batch) = batch else { return Ok(0) };
        self.in_a_row += 1;
        let last = batch.last().map_or(0, |delivery| delivery.row.id);
        let ahead = async {
            // What waits to be tried again has lower numbers, and must not wait for a pause in the flood.
            if self.in_a_row < IN_A_ROW {
                self.read(last).await
            } else {
                Ok(None)
            }
        };
        let (applied, ahead) = tokio::join!(self.apply(&batch), ahead);
        applied?;
        self.ahead = ahead?;
        Ok(batch.len())
    }

    /// Deliveries that came after the one with this number.
    async fn read(&self, after: i64) -> Result<Option<Batch>, UseCaseError> {
        let rows = self
            .engine
            .read(move |read, env| Ok(read.waiting_raw(env.now, after, BATCH, BATCH_BYTES)?))
            .await?;
        Ok((!rows.is_empty()).then(|| Arc::new(batch::prepare(&self.engine, rows))))
    }

    /// Applies a batch in several units. One always waits at the writer while another one runs: it does not have to
    /// wait for us to hear of each commit.
    async fn apply(&self, batch: &Batch) -> Result<(), UseCaseError> {
        let gone_over = Arc::new(AtomicUsize::new(0));
        let unit = |neighbours| self.unit(batch, &gone_over, neighbours);
        let mut running = unit(Neighbours::Together);
        while gone_over.load(Ordering::Acquire) < batch.len() {
            self.pace.step_aside().await;
            let next = unit(Neighbours::Together);
            if running.await.is_err() {
                // Something in it failed: once more from the beginning, with walls between the events. What was
                // applied all the same no longer waits.
                let _ = next.await;
                gone_over.store(0, Ordering::Release);
                unit(Neighbours::Apart).await?;
                running = unit(Neighbours::Together);
            } else {
                running = next;
            }
            parlance_failpoints::point("inbound-between-units");
        }
        // It found nothing left to do.
        running.await
    }

    /// One unit, which begins where the one before it has ended.
    fn unit(
        &self,
        batch: &Batch,
        gone_over: &Arc<AtomicUsize>,
        neighbours: Neighbours,
    ) -> impl Future<Output = Result<(), UseCaseError>> + Send {
        let (batch, gone_over, pace) = (Arc::clone(batch), Arc::clone(gone_over), Arc::clone(&self.pace));
        let accounts = self.engine.directory().now();
        let engine = self.engine.clone();
        self.engine.write(move |tx, env| {
            let from = gone_over.load(Ordering::Acquire);
            let left = &batch[from..];
            if left.is_empty() {
                return Ok(());
            }
            let patience = pace.begin(engine.memory().on_their_way.load(Ordering::Relaxed));
            let count = batch::apply(tx, env, &accounts, left, neighbours, patience)?;
            gone_over.store(from + count, Ordering::Release);
            Ok(())
        })
    }
}
