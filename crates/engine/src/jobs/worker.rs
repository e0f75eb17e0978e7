//! The worker of background jobs.

use std::time::Duration;

use parlance_core::TenantCtx;
use parlance_failpoints::point;
use parlance_store::jobs::{JobRow, Lane};
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;

use super::{
    FETCH_MEDIA, FETCH_POST, FETCH_PROFILE, IMPORT_HISTORY, MediaPayload, Outcome, PostPayload,
    ProfilePayload, REACT, ReactionPayload, house, profile,
};
use crate::{
    Engine, UseCaseError, alerts, comments, history, media, messages,
    wake::{Listener, Wake, Wakers},
};

/// Jobs of a lane at the same time: each may hold a file's transfer. Imports go one after another, so that what
/// customers wait for is never slowed down by the past.
const fn at_once(lane: Lane) -> usize {
    match lane {
        Lane::Live => 4,
        Lane::Imports => 1,
        Lane::Past => 2,
    }
}
/// How long a claim lasts, milliseconds: longer than any job takes, because calls have a time limit of their own.
const LEASE_MS: i64 = 120_000;
/// Tries of a job before it is given up. An alert outlives a receiver's bad night: its pauses grow to five minutes, so
/// these tries last about half a day.
fn tries(kind: &str) -> u32 {
    match kind {
        alerts::SEND_ALERT => 288,
        _ => 6,
    }
}
/// Jobs are looked for this often even when nobody wakes the worker.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// The house is cleaned this often.
const CLEAN_EVERY: Duration = Duration::from_mins(10);

/// Starts the worker.
#[must_use]
pub fn start_job_worker(engine: Engine, wakers: &Wakers, shutdown: CancellationToken) -> JoinHandle<()> {
    let mut lanes = JoinSet::new();
    for lane in Lane::ALL {
        lanes.spawn(work(
            engine.clone(),
            lane,
            wakers.listen(Wake::Jobs),
            shutdown.clone(),
        ));
    }
    tokio::spawn(async move {
        let mut cleaning = tokio::time::interval(CLEAN_EVERY);
        loop {
            tokio::select! {
                () = shutdown.cancelled() => break,
                _ = cleaning.tick() => house::clean(&engine).await,
            }
        }
        while lanes.join_next().await.is_some() {}
    })
}

/// Runs what is due in a lane until the end.
async fn work(engine: Engine, lane: Lane, mut listener: Listener, shutdown: CancellationToken) {
    let mut running = JoinSet::new();
    loop {
        while running.try_join_next().is_some() {}
        match claim(&engine, lane, at_once(lane).saturating_sub(running.len())).await {
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
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// Runs the jobs that are due, one after another; says how many. For tests and operators' tools.
pub async fn run_due_jobs(engine: &Engine) -> Result<usize, UseCaseError> {
    let mut count = 0;
    loop {
        let mut found = 0;
        for lane in Lane::ALL {
            for job in claim(engine, lane, at_once(lane)).await? {
                found += 1;
                run(engine, job).await;
            }
        }
        if found == 0 {
            return Ok(count);
        }
        count += found;
    }
}

async fn claim(engine: &Engine, lane: Lane, room: usize) -> Result<Vec<JobRow>, UseCaseError> {
    if room == 0 {
        return Ok(Vec::new());
    }
    let room = u32::try_from(room).unwrap_or(u32::MAX);
    // A look costs no commit; most of the time there is nothing.
    let due = engine
        .read(move |read, env| Ok(read.next_job_due(lane)?.is_some_and(|due| due <= env.now)))
        .await?;
    if !due {
        return Ok(Vec::new());
    }
    engine
        .write(move |tx, env| Ok(tx.claim_jobs(lane, env.now, env.now.plus_ms(LEASE_MS), room)?))
        .await
}

async fn run(engine: &Engine, job: JobRow) {
    let last_try = job.attempts >= tries(&job.kind);
    point("job-after-claim");
    let outcome = perform(engine, &job, last_try).await;
    point("job-before-end");
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
        FETCH_POST => match serde_json::from_value::<PostPayload>(job.payload.clone()) {
            Ok(payload) => comments::fetch_post(engine, ctx, payload.message_id).await,
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
        alerts::SEND_ALERT => match serde_json::from_value::<alerts::Payload>(job.payload.clone()) {
            Ok(payload) => alerts::deliver(engine, ctx, payload).await,
            Err(error) => broken(error),
        },
        other => Outcome::Dead(format!("this Parlance knows no job '{other}'")),
    }
}
