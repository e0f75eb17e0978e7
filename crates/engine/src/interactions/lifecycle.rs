//! Moves of an interaction from one stretch to the next. Each keeps row and segments in step; lines, events and the
//! agent's state are the caller's.

use parlance_core::{
    SegmentId, ServiceId, TenantCtx, Timestamp, UserId,
    interaction::{EndedBy, InteractionError, InteractionStep, SegmentKind},
};
use parlance_store::{
    Read, Signal, StoreError, Tx,
    interactions::InteractionRow,
    segments::{Outcome, SegmentRow},
};

use crate::{Env, Refusal};

impl From<InteractionError> for Refusal {
    fn from(error: InteractionError) -> Self {
        Self::conflict("wrong_state", format!("This is not possible now: {error}."))
    }
}

/// It rings at an agent.
pub(crate) fn ring(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &mut InteractionRow,
    agent: UserId,
) -> Result<(), Refusal> {
    row.state = row.state.step(InteractionStep::Offer)?;
    tx.save_interaction(ctx, row)?;
    turn_to(
        tx,
        env,
        ctx,
        row,
        Outcome::Offered,
        SegmentKind::Offer,
        Some(agent),
    )
}

/// An agent has it.
pub(crate) fn hold(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &mut InteractionRow,
    agent: UserId,
) -> Result<(), Refusal> {
    row.state = row.state.step(InteractionStep::Accept)?;
    row.agent_id = Some(agent);
    row.reserved_agent_id = None;
    row.reserved_until = None;
    row.accepted_at = Some(env.now);
    tx.save_interaction(ctx, row)?;
    turn_to(
        tx,
        env,
        ctx,
        row,
        Outcome::Accepted,
        SegmentKind::Talk,
        Some(agent),
    )
}

/// Another agent has it instead of the one who had it: active before and after.
pub(crate) fn pass(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &mut InteractionRow,
    agent: UserId,
    outcome: Outcome,
) -> Result<(), Refusal> {
    row.agent_id = Some(agent);
    row.accepted_at = Some(env.now);
    tx.save_interaction(ctx, row)?;
    turn_to(tx, env, ctx, row, outcome, SegmentKind::Talk, Some(agent))
}

/// Back to a queue, because of `outcome`. Wakes routing. The place in line stays as the row has it.
pub(crate) fn requeue(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &mut InteractionRow,
    outcome: Outcome,
) -> Result<(), Refusal> {
    row.state = row.state.step(InteractionStep::Requeue)?;
    row.agent_id = None;
    row.reserved_agent_id = None;
    row.reserved_until = None;
    row.accepted_at = None;
    tx.save_interaction(ctx, row)?;
    turn_to(tx, env, ctx, row, outcome, SegmentKind::Queue, None)?;
    tx.signal(Signal::Dispatch(ctx.tenant_id()));
    Ok(())
}

/// From one service's queue to another's, by a rule. The place in line stays as the row has it.
pub(crate) fn move_on(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &mut InteractionRow,
    service: ServiceId,
) -> Result<(), Refusal> {
    row.service_id = service;
    tx.save_interaction(ctx, row)?;
    turn_to(tx, env, ctx, row, Outcome::Overflow, SegmentKind::Queue, None)
}

/// Over for the customer; the agent writes the outcome until `until`.
pub(crate) fn wrap_up(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &mut InteractionRow,
    by: EndedBy,
    until: Timestamp,
) -> Result<(), Refusal> {
    let agent = row.agent_id;
    row.state = row.state.step(InteractionStep::EndWithAfterCallWork)?;
    row.after_call_work_until = Some(until);
    over_for_customer(tx, env, ctx, row, by)?;
    tx.save_interaction(ctx, row)?;
    turn_to(
        tx,
        env,
        ctx,
        row,
        Outcome::Ended,
        SegmentKind::AfterCallWork,
        agent,
    )?;
    tx.signal(Signal::Timers);
    Ok(())
}

/// Over at once, without after-call work.
pub(crate) fn end_at_once(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &mut InteractionRow,
    by: EndedBy,
) -> Result<(), Refusal> {
    row.state = row.state.step(InteractionStep::EndAtOnce)?;
    row.closed_at = Some(env.now);
    tx.forget_drafts(ctx, row.id)?;
    over_for_customer(tx, env, ctx, row, by)?;
    tx.save_interaction(ctx, row)?;
    tx.end_segment(ctx, row.id, env.now, Outcome::Ended)?;
    tx.signal(Signal::Dispatch(ctx.tenant_id()));
    Ok(())
}

/// After-call work is over.
pub(crate) fn finish(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &mut InteractionRow,
    outcome: Outcome,
) -> Result<(), Refusal> {
    row.state = row.state.step(InteractionStep::Finish)?;
    row.closed_at = Some(env.now);
    tx.forget_drafts(ctx, row.id)?;
    tx.save_interaction(ctx, row)?;
    tx.end_segment(ctx, row.id, env.now, outcome)?;
    tx.signal(Signal::Dispatch(ctx.tenant_id()));
    Ok(())
}

/// How long it has waited in queues and at ringing desktops so far, milliseconds.
pub(crate) fn waited_ms(
    read: &dyn Read,
    ctx: &TenantCtx,
    row: &InteractionRow,
    now: Timestamp,
) -> Result<i64, StoreError> {
    let segments = read.segments(ctx, row.id)?;
    Ok(segments
        .iter()
        .filter(|segment| matches!(segment.row.kind, SegmentKind::Queue | SegmentKind::Offer))
        .map(|segment| {
            segment
                .row
                .ended_at
                .unwrap_or(now)
                .since_ms(segment.row.started_at)
        })
        .sum())
}

fn over_for_customer(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &mut InteractionRow,
    by: EndedBy,
) -> Result<(), Refusal> {
    row.ended_at = Some(env.now);
    row.ended_by = Some(by);
    row.waiting_since = None;
    row.unread = 0;
    tx.set_open_interaction(ctx, row.thread_id, None)?;
    Ok(())
}

/// Ends the running stretch and begins the next one at the same moment.
fn turn_to(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &InteractionRow,
    outcome: Outcome,
    kind: SegmentKind,
    agent_id: Option<UserId>,
) -> Result<(), Refusal> {
    let ended = tx.end_segment(ctx, row.id, env.now, outcome)?;
    let started_at = ended.and_then(|segment| segment.ended_at).unwrap_or(env.now);
    let segment = SegmentRow {
        id: SegmentId::new(env.now, env.id_bytes()),
        interaction_id: row.id,
        kind,
        service_id: row.service_id,
        agent_id,
        started_at,
        ended_at: None,
        outcome: None,
    };
    tx.insert_segment(ctx, &segment)?;
    Ok(())
}
