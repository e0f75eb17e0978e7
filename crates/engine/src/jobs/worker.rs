//! The worker of background jobs.

use std::time::Duration;

use parlance_core::TenantCtx;
use parlance_store::jobs::JobRow;
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;

use super::{
    FETCH_MEDIA, FETCH_PROFILE, IMPORT_HISTORY, MediaPayload, Outcome, ProfilePayload, REACT,
    ReactionPayload, house, profile,
};
use crate::{
    Engine, UseCaseError, history, media, messages,
    wake::{Wake, Wakers},
};

/// Jobs at the same time: each may hold a file's transfer.
const AT_ONCE: usize = 4;
/// How long a claim lasts, milliseconds: longer than any job takes, because calls have a time limit of their own.
const LEASE_MS: i64 = 120_000;
/// Tries of a job before it is given up.
const TRIES: u32 = 6;
/// Jobs are looked for this often even when nobody wakes the worker.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// The house is cleaned this often.
const CLEAN_EVERY: Duration = Duration::from_mins(10);

/// Starts the worker.
#[must_use]
pub fn start_job_worker(engine: Engine, wakers: &Wakers, shutdown: CancellationToken) -> JoinHandle<()> {
    let mut listener = wakers.listen(Wake::Jobs);
    tokio::spawn(async move {
        let mut running = JoinSet::new();
        let mut cleaning = tokio::time::interval(CLEAN_EVERY);
        loop {
            while running.try_join_next().is_some() {}
            match claim(&engine, AT_ONCE.saturating_sub(running.len())).await {
                Ok(jobs) => {
                    for job in jobs {
                        let engine = engine.clone();
                        running.spawn(async move { run(&engine, job).await });
                    }
                }
                Err(error) => tracing::warn!(%error, "background jobs could not be claimed"),
            }
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = listener.woken() => {}
                Some(_) = running.join_next() => {}
                _ = cleaning.tick() => house::clean(&engine).await,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    })
}

/// Runs the jobs that are due, one after another; says how many. For tests and operators' tools.
pub async fn run_due_jobs(engine: &Engine) -> Result<usize, UseCaseError> {
    let mut count = 0;
    loop {
        let jobs = claim(engine, AT_ONCE).await?;
        if jobs.is_empty() {
            return Ok(count);
        }
        for job in jobs {
            count += 1;
            run(engine, job).await;
        }
    }
}

async fn claim(engine: &Engine, room: usize) -> Result<Vec<JobRow>, UseCaseError> {
    if room == 0 {
        return Ok(Vec::new());
    }
    let room = u32::try_from(room).unwrap_or(u32::MAX);
    // A look costs no commit; most of the time there is nothing.
    let due = engine
        .read(|read, env| Ok(read.next_job_due()?.is_some_and(|due| due <= env.now)))
        .await?;
    if !due {
        return Ok(Vec::new());
    }
    engine
        .write(move |tx, env| Ok(tx.claim_jobs(env.now, env.now.plus_ms(LEASE_MS), room)?))
        .await
}

async fn run(engine: &Engine, job: JobRow) {
    let last_try = job.attempts >= TRIES;
    let outcome = perform(engine, &job, last_try).await;
    let (ctx, kind, attempts) = (TenantCtx::new(job.tenant), job.kind.clone(), job.attempts);
    let settled = engine
        .write(move |tx, env| {
            match outcome {
                Outcome::Done => tx.finish_job(&ctx, job.id, job.fence)?,
                Outcome::Retry(reason) if !last_try => {
                    let pause = crate::outbound::pause_ms(env.random, job.attempts + 1, None);
                    let due_at = Some(env.now.plus_ms(pause));
                    tx.fail_job(&ctx, job.id, job.fence, due_at, &reason)?
                }
                Outcome::Retry(reason) | Outcome::Dead(reason) => {
                    tracing::info!(kind = job.kind, %reason, "a background job was given up");
                    tx.fail_job(&ctx, job.id, job.fence, None, &reason)?
                }
            };
            Ok(())
        })
        .await;
    if let Err(error) = settled {
        tracing::warn!(%error, kind, attempts, "a background job's end could not be stored; it will run again");
    }
}

async fn perform(engine: &Engine, job: &JobRow, last_try: bool) -> Outcome {
    let ctx = TenantCtx::new(job.tenant);
    let broken = |error: serde_json::Error| Outcome::Dead(format!("the job cannot be read: {error}"));
    match job.kind.as_str() {
        FETCH_PROFILE => match serde_json::from_value::<ProfilePayload>(job.payload.clone()) {
            Ok(payload) => profile::fetch(engine, ctx, payload.thread_id).await,
            Err(error) => broken(error),
        },
        FETCH_MEDIA => match serde_json::from_value::<MediaPayload>(job.payload.clone()) {
            Ok(payload) => media::fetch_media(engine, ctx, payload.message_id, payload.place, last_try).await,
            Err(error) => broken(error),
        },
        REACT => match serde_json::from_value::<ReactionPayload>(job.payload.clone()) {
            Ok(payload) => messages::show_reaction(engine, ctx, payload.message_id, last_try).await,
            Err(error) => broken(error),
        },
        IMPORT_HISTORY => match serde_json::from_value::<history::Payload>(job.payload.clone()) {
            Ok(payload) => history::next_page(engine, ctx, payload, last_try).await,
            Err(error) => broken(error),
        },
        other => Outcome::Dead(format!("this Parlance knows no job '{other}'")),
    }
}
