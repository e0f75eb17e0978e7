//! Keeping the house clean: what is old and needed by nobody goes, a little at a time.

use std::time::{Duration, Instant};

use parlance_core::Timestamp;
use parlance_store::{StoreError, Tx};

use crate::{Engine, cases, media, privacy};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Rows forgotten in one unit, at most: other writers must not wait.
const AT_ONCE: u32 = 500;
/// Between two units others have their turn.
const PAUSE: Duration = Duration::from_millis(10);
/// One sort is worked on for so long in one cleaning; the rest comes next time.
const PATIENCE: Duration = Duration::from_mins(1);

/// One sort of rows that grow old: its name, its age, how to forget some.
type Forget = (
    &'static str,
    i64,
    fn(&mut dyn Tx, Timestamp) -> Result<u64, StoreError>,
);

/// Realtime events are kept for desktops that were away; raw deliveries for looking into what came; what was applied
/// longer than any platform repeats itself.
const SORTS: [Forget; 5] = [
    ("events", DAY_MS, |tx, before| tx.prune_events(before, AT_ONCE)),
    ("deliveries", 3 * DAY_MS, |tx, before| {
        tx.prune_raw(before, AT_ONCE)
    }),
    ("applied marks", 60 * DAY_MS, |tx, before| {
        tx.prune_applied(before, AT_ONCE)
    }),
    ("platforms' files", 0, |tx, before| {
        tx.prune_remote_uploads(before, AT_ONCE)
    }),
    ("jobs", 7 * DAY_MS, |tx, before| tx.prune_jobs(before, AT_ONCE)),
];

/// Forgets old rows and removes files that nobody needs.
pub async fn clean(engine: &Engine) {
    for (name, age_ms, forget) in SORTS {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let forgotten = engine
                .write(move |tx, env| Ok(forget(tx, env.now.plus_ms(-age_ms))?))
                .await;
            match forgotten {
                Ok(count) if count >= u64::from(AT_ONCE) => tokio::time::sleep(PAUSE).await,
                Ok(_) => break,
                Err(error) => {
                    tracing::warn!(%error, name, "old rows could not be forgotten");
                    break;
                }
            }
        }
    }
    cases::close_old(engine).await;
    privacy::carry_out(engine).await;
    if let Err(error) = privacy::finish_erasures(engine).await {
        tracing::warn!(%error, "erasures could not be finished");
    }
    if let Err(error) = engine.prune_sessions().await {
        tracing::warn!(%error, "old sessions could not be forgotten");
    }
    if let Err(error) = media::sweep(engine).await {
        tracing::warn!(%error, "files could not be swept");
    }
}
