//! Runs routing when something changed that it cares about.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use parlance_core::{TenantCtx, TenantId, Timestamp};
use parlance_routing::Decision;
use tokio_util::sync::CancellationToken;

use super::{Among, run};
use crate::{
    Engine, Refusal, UseCaseError, queueing,
    wake::{Wake, Wakers},
};

/// At least this often every tenant in whose queues something waits is looked at, whatever was woken; and what agents
/// hold is counted then, whatever was saved of it.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// After a failure of the store.
const RETRY_AFTER_MS: i64 = 250;

/// What a run would offer now, without offering it.
pub async fn decided(engine: &Engine, ctx: TenantCtx, among: Among) -> Result<Vec<Decision>, UseCaseError> {
    let plan = engine.read(move |read, env| run::plan(read, env, &ctx, among));
    Ok(plan.await?.decisions)
}

/// Runs routing for one tenant and says when to look again.
pub async fn dispatch(engine: &Engine, ctx: TenantCtx) -> Result<super::Dispatched, UseCaseError> {
    dispatch_among(engine, ctx, Among::WithRoom).await
}

async fn dispatch_among(
    engine: &Engine,
    ctx: TenantCtx,
    among: Among,
) -> Result<super::Dispatched, UseCaseError> {
    let plan = engine
        .read(move |read, env| run::plan(read, env, &ctx, among))
        .await?;
    let look_again_at = plan.look_again_at;
    let offers = if plan.decisions.is_empty() {
        0
    } else {
        engine
            .write(move |tx, env| run::carry_out(tx, env, &ctx, plan))
            .await?
    };
    queueing::run(engine, ctx).await?;
    Ok(super::Dispatched {
        offers,
        look_again_at,
    })
}

/// Runs until shutdown.
pub(crate) async fn work(engine: Engine, wakers: Arc<Wakers>, shutdown: CancellationToken) {
    let mut listener = wakers.listen(Wake::Dispatch);
    let mut later: HashMap<TenantId, Timestamp> = all_tenants(&engine).await;
    let mut to_count: HashSet<TenantId> = later.keys().copied().collect();
    let mut look_around = tokio::time::Instant::now() + LOOK_EVERY;
    loop {
        let nearest = later.values().min().copied();
        let pause = nearest.map_or(LOOK_EVERY, |at| until(at, engine.now()));
        tokio::select! {
            () = listener.woken() => {}
            () = tokio::time::sleep(pause) => {}
            () = tokio::time::sleep_until(look_around) => {
                later.extend(all_tenants(&engine).await);
                to_count = later.keys().copied().collect();
                look_around = tokio::time::Instant::now() + LOOK_EVERY;
            }
            () = shutdown.cancelled() => return,
        }
        let now = engine.now();
        let mut tenants = wakers.take_tenants();
        tenants.extend(
            later
                .iter()
                .filter(|(_, at)| **at <= now)
                .map(|(tenant, _)| *tenant),
        );
        for tenant in tenants {
            later.remove(&tenant);
            let among = if to_count.remove(&tenant) {
                Among::Ready
            } else {
                Among::WithRoom
            };
            if let Some(at) = run_tenant(&engine, tenant, among).await {
                later.insert(tenant, at);
            }
        }
    }
}

async fn run_tenant(engine: &Engine, tenant: TenantId, among: Among) -> Option<Timestamp> {
    match dispatch_among(engine, TenantCtx::new(tenant), among).await {
        Ok(done) => {
            parlance_failpoints::point("routing-after-commit");
            tracing::debug!(%tenant, offers = done.offers, "routing ran");
            done.look_again_at
        }
        Err(error) => {
            tracing::error!(%tenant, %error, "routing failed; trying again");
            Some(engine.now().plus_ms(RETRY_AFTER_MS))
        }
    }
}

/// Every tenant, to be looked at now.
async fn all_tenants(engine: &Engine) -> HashMap<TenantId, Timestamp> {
    let now = engine.now();
    let tenants = engine.read(|read, _| read.tenants().map_err(Refusal::from)).await;
    match tenants {
        Ok(tenants) => tenants.into_iter().map(|tenant| (tenant.id, now)).collect(),
        Err(error) => {
            tracing::warn!(%error, "tenants cannot be listed for routing; looking again later");
            HashMap::new()
        }
    }
}

/// How long to sleep until a moment; never so long that a clock that was set goes unnoticed.
pub(crate) fn until(at: Timestamp, now: Timestamp) -> Duration {
    let millis = u64::try_from(at.since_ms(now)).unwrap_or(0);
    Duration::from_millis(millis).min(LOOK_EVERY)
}
