//! The worker that applies deliveries: many per unit of work, in the order in which they came.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{
    batch::{self, Neighbours},
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

/// Starts the worker.
#[must_use]
pub fn start_inbound_worker(engine: Engine, wakers: &Wakers, shutdown: CancellationToken) -> JoinHandle<()> {
    let mut listener = wakers.listen(Wake::Inbound);
    tokio::spawn(async move {
        let mut refusals = tokio::time::interval(LOOK_EVERY);
        loop {
            match apply_waiting(&engine).await {
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
    let rows = engine
        .read(move |read, env| Ok(read.waiting_raw(env.now, BATCH, BATCH_BYTES)?))
        .await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let deliveries = Arc::new(batch::prepare(engine, rows));
    let accounts = engine.directory().now();
    let mut done = 0;
    while done < deliveries.len() {
        let patience = batch::patience(engine.memory().arrivals.swap(0, Ordering::Relaxed));
        let unit = |neighbours| {
            let (accounts, deliveries) = (Arc::clone(&accounts), Arc::clone(&deliveries));
            engine.write(move |tx, env| {
                batch::apply(tx, env, &accounts, &deliveries[done..], neighbours, patience)
            })
        };
        done += match unit(Neighbours::Together).await {
            Ok(count) => count,
            // Something in it failed: once more, with walls between the events.
            Err(_) => unit(Neighbours::Apart).await?,
        };
        parlance_failpoints::point("inbound-between-units");
    }
    Ok(done)
}
