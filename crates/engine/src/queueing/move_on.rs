//! To another service's queue, with the place in line.

use parlance_core::{ServiceId, TenantCtx, message::SystemLine, overflow::Overflow};
use parlance_store::{Read, Tx, interactions::InteractionRow, segments::Outcome};

use crate::{
    Env, Refusal,
    interactions::{lifecycle, publish},
    messages,
};

/// A chat is sent on so often, at most: rules are changed while chats are under way, and none shall wander for ever.
const MOST_MOVES: usize = 5;

/// Sends a waiting chat to another service; `false`: it stays, because it was there already, has been sent on too often,
/// or the other service takes no chats.
pub(super) fn to_service(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut row: InteractionRow,
    to: ServiceId,
    why: Overflow,
) -> Result<bool, Refusal> {
    let Some(target) = tx
        .service(ctx, to)?
        .filter(|service| service.disabled_at.is_none())
    else {
        return Ok(false);
    };
    if !may_go(tx.as_read(), ctx, &row, to)? {
        return Ok(false);
    }
    let from = tx
        .service(ctx, row.service_id)?
        .map(|service| service.name)
        .unwrap_or_default();
    // Outcomes belong to their service.
    row.disposition_id = None;
    lifecycle::move_on(tx, env, ctx, &mut row, target.id)?;
    let line = SystemLine::Overflowed {
        from,
        to: target.name,
        why,
    };
    messages::system_line(tx, env, ctx, row.thread_id, row.id, line, env.now)?;
    publish(tx, env, ctx, &row, &[])?;
    Ok(true)
}

/// Since rules last sent it on for the first time it was not there, and it has not been sent on too often.
fn may_go(read: &dyn Read, ctx: &TenantCtx, row: &InteractionRow, to: ServiceId) -> Result<bool, Refusal> {
    let segments = read.segments(ctx, row.id)?;
    let sent_on = segments
        .iter()
        .rev()
        .skip(1)
        .take_while(|segment| segment.row.outcome == Some(Outcome::Overflow))
        .map(|segment| segment.row.service_id);
    let been: Vec<ServiceId> = sent_on.collect();
    Ok(to != row.service_id && been.len() < MOST_MOVES && !been.contains(&to))
}
