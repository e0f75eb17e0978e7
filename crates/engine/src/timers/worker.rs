//! Sleeps until the nearest deadline and settles what is due.

use std::{sync::Arc, time::Duration};

use parlance_core::Timestamp;
use parlance_store::{Tx, deadlines::Due};
use tokio_util::sync::CancellationToken;

use super::windows::warn_of_windows;
use crate::{
    Engine, Env, Refusal, UseCaseError, desk,
    dispatch::{last_agent, offer, worker::until},
    planned, presence, together,
    wake::{Wake, Wakers},
};

/// Due things read at once, of each kind.
const BATCH: u32 = 100;
/// Even when no deadline is known, deadlines are looked for this often.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// Windows that close soon are looked for this often, milliseconds.
const WINDOWS_EVERY_MS: i64 = 15_000;
/// After a failure.
const RETRY_AFTER: Duration = Duration::from_millis(250);

/// Runs until shutdown.
pub(crate) async fn work(engine: Engine, wakers: Arc<Wakers>, shutdown: CancellationToken) {
    let mut listener = wakers.listen(Wake::Timers);
    let mut looked_at = Timestamp::default();
    loop {
        if engine.now().since_ms(looked_at) >= WINDOWS_EVERY_MS {
            looked_at = engine.now();
            if let Err(error) = warn_of_windows(&engine).await {
                tracing::warn!(%error, "closing windows could not be told; trying again");
            }
        }
        let pause = match run_due(&engine).await {
            Ok(next) => next.map_or(LOOK_EVERY, |at| until(at, engine.now())),
            Err(error) => {
                tracing::error!(%error, "deadlines cannot be settled; trying again");
                RETRY_AFTER
            }
        };
        tokio::select! {
            () = listener.woken() => {}
            () = tokio::time::sleep(pause) => {}
            () = shutdown.cancelled() => return,
        }
    }
}

/// Settles everything that is due and returns the next deadline. One that cannot be settled does not hold up the
/// others; it is tried again at the next look.
pub async fn run_due(engine: &Engine) -> Result<Option<Timestamp>, UseCaseError> {
    loop {
        let (due, next) = engine
            .read(|read, env| Ok((read.due(env.now, BATCH)?, read.next_deadline()?)))
            .await?;
        if due.is_empty() {
            return Ok(next);
        }
        // Each in a unit of its own, all queued at once, so that they share commits.
        let units: Vec<_> = due
            .iter()
            .map(|item| {
                let item = *item;
                (item, engine.write(move |tx, env| settle(tx, env, item)))
            })
            .collect();
        let mut settled = 0;
        for (item, unit) in units {
            match unit.await {
                Ok(()) => settled += 1,
                Err(error) => tracing::error!(?item, %error, "a deadline could not be settled"),
            }
        }
        if settled == 0 {
            return Ok(Some(engine.now().plus_ms(1000)));
        }
    }
}

/// Settles one thing, if it is still due.
pub fn settle(tx: &mut dyn Tx, env: &Env<'_>, due: Due) -> Result<(), Refusal> {
    match due {
        Due::Offer(ctx, id) => {
            let open = |row: &parlance_store::offers::OfferRow| {
                row.state == parlance_core::offer::OfferState::Pending && row.expires_at <= env.now
            };
            match tx.offer(&ctx, id)?.filter(open) {
                Some(row) => offer::expire(tx, env, &ctx, row),
                None => Ok(()),
            }
        }
        Due::Reserved(ctx, id) => last_agent::time_is_up(tx, env, &ctx, id),
        Due::AfterCallWork(ctx, id) => desk::time_is_up(tx, env, &ctx, id),
        Due::Participant(ctx, id, user) => together::time_is_up(tx, env, &ctx, id, user),
        Due::Planned(ctx, id) => planned::come(tx, env, &ctx, id),
        Due::Agent(ctx, user) => presence::deadline(tx, env, &ctx, user),
    }
}
