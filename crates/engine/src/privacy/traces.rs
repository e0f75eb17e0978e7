//! Traces of an erased customer in logs: raw deliveries, marks of applied events, settled jobs, the realtime stream.
//!
//! The logs are long, so they are searched by reading, and what is found is removed in short units. What to look for is
//! kept sealed until the end: a restart in between only means that the next cleaning goes on.

use std::time::Duration;

use parlance_core::{ContactId, TenantCtx};
use parlance_store::{
    StoreError, WorkError,
    privacy::{ErasureRow, Traces},
};
use secrecy::{ExposeSecret as _, SecretString};

use crate::{
    Engine, Env, Refusal, UseCaseError,
    seal::{Keyring, Place},
};

/// Deliveries searched by one reading.
const DELIVERIES: u32 = 500;
/// Marks searched by one reading.
const MARKS: u32 = 5_000;
/// Events forgotten in one unit.
const EVENTS: u32 = 1_000;
/// Between two units others have their turn.
const PAUSE: Duration = Duration::from_millis(2);

/// Goes on with erasures that a restart or a failure interrupted.
pub async fn finish_erasures(engine: &Engine) -> Result<(), UseCaseError> {
    let unfinished = engine.read(|read, _| Ok(read.unfinished_erasures()?)).await?;
    for (tenant, row) in unfinished {
        remove_traces(engine, TenantCtx::new(tenant), row).await?;
    }
    Ok(())
}

/// Removes every trace and then the memory of what to look for.
pub(super) async fn remove_traces(
    engine: &Engine,
    ctx: TenantCtx,
    row: ErasureRow,
) -> Result<(), UseCaseError> {
    let traces = open(&engine.installation().keyring, &ctx, &row)?;
    forget_deliveries(engine, ctx, &traces, row.last_inbound).await?;
    forget_marks(engine, ctx, &traces).await?;
    let work = traces.clone();
    engine
        .write(move |tx, _| Ok(tx.forget_work(&ctx, &work)?))
        .await?;
    forget_events(engine, ctx, row.last_seq).await?;
    engine
        .write(move |tx, _| Ok(tx.end_erasure(&ctx, row.contact_id)?))
        .await
}

async fn forget_deliveries(
    engine: &Engine,
    ctx: TenantCtx,
    traces: &Traces,
    up_to: i64,
) -> Result<(), UseCaseError> {
    let mut after = 0;
    loop {
        let asked = traces.clone();
        let searched = engine
            .read(move |read, _| Ok(read.raw_naming(&ctx, &asked, after, up_to, DELIVERIES)?))
            .await?;
        if !searched.found.is_empty() {
            engine
                .write(move |tx, _| Ok(tx.forget_raw(&ctx, &searched.found)?))
                .await?;
        }
        match searched.next {
            Some(next) => after = next,
            None => return Ok(()),
        }
    }
}

async fn forget_marks(engine: &Engine, ctx: TenantCtx, traces: &Traces) -> Result<(), UseCaseError> {
    for address in &traces.addresses {
        let account = address.account;
        let mut after = String::new();
        loop {
            let (asked, from) = (traces.clone(), after.clone());
            let searched = engine
                .read(move |read, _| Ok(read.applied_naming(&ctx, account, &asked, &from, MARKS)?))
                .await?;
            if !searched.found.is_empty() {
                engine
                    .write(move |tx, _| Ok(tx.forget_applied(&ctx, account, &searched.found)?))
                    .await?;
            }
            match searched.next {
                Some(next) => after = next,
                None => break,
            }
        }
    }
    Ok(())
}

/// Events carry whole entities, words and names included, of everybody mixed. All older ones go: a desktop that was
/// away meanwhile starts again from a snapshot, in which the customer is no more.
async fn forget_events(engine: &Engine, ctx: TenantCtx, up_to: i64) -> Result<(), UseCaseError> {
    loop {
        let count = engine
            .write(move |tx, _| Ok(tx.forget_events(&ctx, up_to, EVENTS)?))
            .await?;
        if count < u64::from(EVENTS) {
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
}

fn place<'a>(ctx: &TenantCtx, row: &'a str) -> Place<'a> {
    Place {
        table: "erasure",
        column: "traces",
        tenant: Some(ctx.tenant_id()),
        row,
    }
}

/// Seals what to look for.
pub(super) fn seal(
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: ContactId,
    traces: &Traces,
) -> Result<String, Refusal> {
    let text = serde_json::to_string(traces).map_err(|error| Refusal::Store(error.to_string()))?;
    env.keyring
        .seal(env.random, place(ctx, &id.to_string()), &SecretString::from(text))
        .map_err(|error| Refusal::Store(error.to_string()))
}

fn open(keyring: &Keyring, ctx: &TenantCtx, row: &ErasureRow) -> Result<Traces, UseCaseError> {
    let broken = |error: String| WorkError::Store(StoreError::Database(error));
    let text = keyring
        .open(place(ctx, &row.contact_id.to_string()), &row.traces)
        .map_err(|error| broken(error.to_string()))?;
    serde_json::from_str(text.expose_secret()).map_err(|error| broken(error.to_string()))
}
