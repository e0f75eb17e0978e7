//! What is shown of an agent follows from what they chose and what they hold; every change is logged without gap.

use parlance_core::{
    ReasonId, TenantCtx, UserId,
    agent::{AgentState, Availability, SystemReason, shown_state},
    event::{Audience, EventKind},
};
use parlance_store::{Signal, Tx, agents::AgentRow};

use crate::{Env, Refusal, dispatch::last_agent, interactions::append, together, views::agent_view};

/// The stored state, or the one of somebody who opens a desktop for the first time.
pub(crate) fn load(tx: &dyn Tx, env: &Env<'_>, ctx: &TenantCtx, user: UserId) -> Result<AgentRow, Refusal> {
    Ok(tx.agent(ctx, user)?.unwrap_or(AgentRow {
        user_id: user,
        availability: Availability::LoggedOut,
        reason_id: None,
        shown_state: AgentState::LoggedOut,
        since: env.now,
        idle_since: env.now,
        connected: false,
        lost_at: None,
        deadline_at: None,
        version: 0,
    }))
}

/// Stores a changed state: computes what is shown from what is held now, logs it when it differs, tells the agent and
/// those who supervise.
pub(crate) fn save(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut row: AgentRow,
) -> Result<(), Refusal> {
    let before = tx.agent(ctx, row.user_id)?;
    let counts_as_break = match row.reason_id {
        Some(id) => tx.reason(ctx, id)?.is_some_and(|reason| reason.counts_as_break),
        None => false,
    };
    let takes = |row: &AgentRow| row.availability == Availability::Ready && row.connected;
    if before.as_ref().is_some_and(takes) && !takes(&row) {
        last_agent::is_gone(tx, ctx, row.user_id)?;
    }
    let is_out = |row: &AgentRow| row.availability == Availability::LoggedOut;
    if is_out(&row) && !before.as_ref().is_none_or(is_out) {
        together::gone(tx, env, ctx, row.user_id)?;
    }
    let holding = tx.holding(ctx, row.user_id)?;
    let shown = shown_state(row.availability, counts_as_break, holding);
    let seen = |state: AgentState, reason: Option<ReasonId>| {
        (
            state,
            reason.filter(|_| matches!(state, AgentState::NotReady | AgentState::Break)),
        )
    };
    let changed = before
        .as_ref()
        .is_none_or(|before| seen(before.shown_state, before.reason_id) != seen(shown, row.reason_id));
    row.shown_state = shown;
    if changed {
        // Never before the previous entry, so that the log has neither gap nor overlap when the clock is set back.
        row.since = before.map_or(env.now, |before| env.now.max(before.since));
        let (state, reason) = seen(shown, row.reason_id);
        tx.log_state(ctx, row.user_id, row.since, state, reason)?;
    }
    tx.save_agent(ctx, &mut row, holding)?;
    publish(tx, env, ctx, row.user_id)
}

/// What an agent holds has changed.
pub(crate) fn refresh(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, user: UserId) -> Result<(), Refusal> {
    let row = load(tx, env, ctx, user)?;
    save(tx, env, ctx, row)
}

/// The agent just got or finished work: they are idle from now on.
pub(crate) fn refresh_idle(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
) -> Result<(), Refusal> {
    let mut row = load(tx, env, ctx, user)?;
    row.idle_since = env.now;
    save(tx, env, ctx, row)
}

/// The system takes an agent out of Ready, for a reason. Whoever chose Not Ready themselves keeps their own reason.
pub(crate) fn not_ready(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
    reason: SystemReason,
) -> Result<(), Refusal> {
    let mut row = load(tx, env, ctx, user)?;
    if row.availability == Availability::Ready {
        row.availability = Availability::NotReady;
        row.reason_id = tx.system_reason(ctx, reason)?.map(|reason| reason.id);
    }
    save(tx, env, ctx, row)
}

/// Sets Ready; routing looks at the agent at once.
pub(crate) fn make_ready(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, row: &mut AgentRow) {
    if row.availability != Availability::Ready {
        row.idle_since = env.now;
    }
    row.availability = Availability::Ready;
    row.reason_id = None;
    tx.signal(Signal::Dispatch(ctx.tenant_id()));
}

fn publish(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, user: UserId) -> Result<(), Refusal> {
    let Some(person) = tx.agent_person(ctx, user)? else {
        return Ok(());
    };
    let view = agent_view(&person, &tx.settings(ctx)?);
    append(
        tx,
        env,
        ctx,
        EventKind::AgentChanged,
        Audience::people([user]),
        &view,
    )
}
