//! A customer who comes back is kept for the agent who had them last, for a while and while that agent is there.

use parlance_core::{
    InteractionId, TenantCtx, UserId,
    interaction::InteractionState,
    permission::{Right, can},
};
use parlance_store::{Signal, StoreError, Tx, interactions::InteractionRow, services::ServiceRow};

use super::snapshot;
use crate::{Env, Refusal, interactions};

const DAY_MS: i64 = 24 * 3_600_000;

/// Keeps a chat that is about to be queued for the agent who had the customer last, when the service wants that: if they
/// had them not too long ago, are Ready at a desktop now, and their team and skills are enough. Whether they have room
/// does not matter: they may get some in time.
pub(crate) fn keep(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    service: &ServiceRow,
    row: &mut InteractionRow,
) -> Result<(), Refusal> {
    if service.last_agent_wait_ms == 0 {
        return Ok(());
    }
    let since = env.now.plus_ms(-i64::from(service.last_agent_days) * DAY_MS);
    let Some(agent) = tx.last_agent(ctx, row.contact_id, since)? else {
        return Ok(());
    };
    let Some(person) = tx.agent_person(ctx, agent)? else {
        return Ok(());
    };
    let is_there =
        !person.disabled && snapshot::is_ready(&person) && can(&person.roles, Right::HandleInteractions);
    if is_there && snapshot::is_good_enough(tx.as_read(), env, ctx, &person, row)? {
        row.reserved_agent_id = Some(agent);
        row.reserved_until = Some(env.now.plus_ms(service.last_agent_wait_ms));
        tx.signal(Signal::Timers);
    }
    Ok(())
}

/// The time of one chat is over: it is everybody's.
pub(crate) fn time_is_up(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: InteractionId,
) -> Result<(), Refusal> {
    let due = |row: &InteractionRow| {
        row.state == InteractionState::Queued && row.reserved_until.is_some_and(|until| until <= env.now)
    };
    match tx.interaction(ctx, id)?.filter(due) {
        Some(row) => let_go(tx, ctx, row).map_err(Refusal::from),
        None => Ok(()),
    }
}

/// The agent is no longer there: what is kept for them is everybody's. What a colleague handed them stays theirs.
pub(crate) fn is_gone(tx: &mut dyn Tx, ctx: &TenantCtx, agent: UserId) -> Result<(), Refusal> {
    for waiting in tx.reserved_waiting(ctx, &[agent])? {
        if waiting.reserved_until.is_some() {
            let row = interactions::get(tx.as_read(), ctx, waiting.id)?;
            let_go(tx, ctx, row)?;
        }
    }
    Ok(())
}

fn let_go(tx: &mut dyn Tx, ctx: &TenantCtx, mut row: InteractionRow) -> Result<(), StoreError> {
    row.reserved_agent_id = None;
    row.reserved_until = None;
    tx.save_interaction(ctx, &mut row)?;
    tx.signal(Signal::Dispatch(ctx.tenant_id()));
    Ok(())
}
