//! The worker that writes counts and looks at accounts.

use std::{sync::PoisonError, time::Duration};

use parlance_store::health::Waiting;
use tokio::{task::JoinHandle, time::MissedTickBehavior};
use tokio_util::sync::CancellationToken;

use super::{check, flush};
use crate::{Engine, UseCaseError, approved};

/// Counts are written this often.
const WRITE_EVERY: Duration = Duration::from_secs(5);
/// Accounts are looked at this often.
const LOOK_EVERY: Duration = Duration::from_mins(5);
/// After a start other things come first.
const FIRST_LOOK: Duration = Duration::from_secs(30);

/// Starts the worker.
#[must_use]
pub fn start_health_worker(engine: Engine, shutdown: CancellationToken) -> JoinHandle<()> {
    tokio::spawn(async move {
        let looking = tokio::spawn(look(engine.clone(), shutdown.clone()));
        let mut write = tokio::time::interval(WRITE_EVERY);
        write.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let ended = tokio::select! {
                () = shutdown.cancelled() => true,
                _ = write.tick() => false,
            };
            if let Err(error) = flush(&engine).await {
                tracing::warn!(%error, "counts of accounts could not be written");
            }
            if let Err(error) = count_waiting(&engine).await {
                tracing::debug!(%error, "what waits could not be counted");
            }
            if ended {
                let _ = looking.await;
                return;
            }
        }
    })
}

/// Keeps the figures for operators at hand: a scrape must not ask the database.
async fn count_waiting(engine: &Engine) -> Result<(), UseCaseError> {
    let waiting = engine.read(|read, _| Ok(read.waiting_everywhere()?)).await?;
    *engine
        .memory()
        .waiting
        .lock()
        .unwrap_or_else(PoisonError::into_inner) = waiting;
    Ok(())
}

impl Engine {
    /// What waited in the whole installation some seconds ago, for operators.
    #[must_use]
    pub fn waiting(&self) -> Waiting {
        *self
            .memory()
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asking platforms takes its time: counts are written meanwhile.
async fn look(engine: Engine, shutdown: CancellationToken) {
    let mut wait = FIRST_LOOK;
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
        }
        wait = LOOK_EVERY;
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = check::check_all(&engine) => {}
        }
        approved::read_again(&engine).await;
        if let Err(error) = engine.write(|tx, env| check::forget_old(tx, env)).await {
            tracing::warn!(%error, "old hours could not be forgotten");
        }
    }
}
