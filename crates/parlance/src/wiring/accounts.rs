//! Accounts are kept in memory; a command beside the server (`parlance apply`) changes them in the database only.

use std::time::Duration;

use parlance_engine::Engine;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// How soon the server sees what a command changed.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Loads the accounts again and again.
pub(super) fn start_watch(engine: Engine, stop: CancellationToken) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut looks = tokio::time::interval(LOOK_EVERY);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        // The first one is due at once and was done by whoever started us.
        looks.tick().await;
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = looks.tick() => {}
            }
            if let Err(error) = engine.reload_accounts().await {
                tracing::warn!(%error, "the accounts could not be looked at");
            }
        }
    })
}
