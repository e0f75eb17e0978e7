//! After a backup was put back. What waits to be sent there may have been sent since the backup was made: nobody knows.
//! So nothing of it goes out by itself. What was under way waits for the platform's echo, as after a crash, and then for
//! a person; what was queued is shown as not sent, with the reason, and an agent decides.

use parlance_core::{TenantCtx, TenantId};
use parlance_store::{
    Tx,
    outbox::{OutboxRow, OutboxState},
    restores::RestoreRow,
};
use serde_json::json;

use super::{ECHO_WAIT_MS, aggregate, problem, settle};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    audit::{self, Who},
};

/// Why a planned message is left to its author.
const MAY_HAVE_GONE: &str = "This Parlance was restored from a backup: the message may have gone out before. Look at the \
                             conversation, and send it if it has not.";
/// Parts that are looked at in one unit.
const BATCH: u32 = 200;

/// Holds back what waits in a database that was a backup. To be called before any worker starts; stopped half-way, the
/// next start goes on. Says how many parts were held back; `None` when there was nothing to do.
pub async fn hold_back_restored(engine: &Engine) -> Result<Option<u64>, UseCaseError> {
    let restored = engine.read(|read, _| Ok(read.restored()?)).await?;
    let Some(restored) = restored.filter(|restored| !restored.settled) else {
        return Ok(None);
    };
    let tenants: Vec<TenantId> = engine
        .read(|read, _| Ok(read.tenants()?.into_iter().map(|tenant| tenant.id).collect()))
        .await?;
    let mut all = 0;
    for tenant in &tenants {
        let ctx = TenantCtx::new(*tenant);
        let (mut after, mut held) = (0, 0);
        while let Some((last, count)) = engine.write(move |tx, env| batch(tx, env, &ctx, after)).await? {
            (after, held) = (last, held + count);
        }
        held += engine
            .write(move |tx, env| Ok(tx.hold_back_planned(&ctx, env.now, MAY_HAVE_GONE)?))
            .await?;
        all += held;
        engine
            .write(move |tx, env| {
                let detail = json!({ "held_back": held });
                audit::record(
                    tx,
                    env,
                    &ctx,
                    &Who::operator(),
                    "installation.restored",
                    ctx.tenant_id(),
                    detail,
                )
            })
            .await?;
    }
    let settled = RestoreRow {
        settled: true,
        ..restored
    };
    engine.write(move |tx, _| Ok(tx.set_restored(&settled)?)).await?;
    Ok(Some(all))
}

/// One batch of a tenant's parts after a number: the last number, and how many were held back.
fn batch(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, after: i64) -> Result<Option<(i64, u64)>, Refusal> {
    let parts = tx.open_outbox(ctx, after, BATCH)?;
    let Some(last) = parts.last().map(|part| part.no) else {
        return Ok(None);
    };
    let mut held = 0;
    for part in parts {
        // Settled together with an earlier part of its message.
        let Some(part) = tx.outbox(ctx, part.id)?.filter(|part| part.state.is_open()) else {
            continue;
        };
        match part.state {
            OutboxState::Queued => hold_back(tx, env, ctx, part)?,
            _ => await_echo(tx, env, ctx, part)?,
        }
        held += 1;
    }
    Ok(Some((last, held)))
}

/// It was under way. The mark keeps it from being sent again when no echo comes.
fn await_echo(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, mut part: OutboxRow) -> Result<(), Refusal> {
    let fence = part.fence;
    part.state = OutboxState::Uncertain;
    part.possible_duplicate = true;
    part.due_at = env.now.plus_ms(ECHO_WAIT_MS);
    tx.save_outbox(ctx, &part, fence)?;
    aggregate::refresh(tx, env, ctx, part.message_id, None)
}

/// It waited. Should an agent send it again, the customer may see it twice, and the mark says so.
fn hold_back(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, part: OutboxRow) -> Result<(), Refusal> {
    for mut other in tx.outbox_of_message(ctx, part.message_id)? {
        if other.state == OutboxState::Queued {
            other.possible_duplicate = true;
            tx.save_outbox(ctx, &other, other.fence)?;
        }
    }
    let marked = tx.outbox(ctx, part.id)?.unwrap_or(part);
    settle::fail(tx, env, ctx, marked, problem::restored())
}
