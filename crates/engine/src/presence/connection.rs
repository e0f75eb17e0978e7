//! A desktop connects, is lost, stays away.
//!
//! Lost: ringing offers are taken back at once. After the grace time (setting `agent_grace_ms`): active interactions
//! go back to the queue and a Ready agent becomes Not Ready, *connection lost*. [`LOGGED_OUT_AFTER_MS`] later: logged
//! out. After-call work stays the agent's until its own limit, because the customer does not wait for it.

use parlance_core::{
    TenantCtx, UserId,
    agent::{Availability, SystemReason},
    message::SystemLine,
    permission::{Right, can},
};
use parlance_store::{Signal, Tx, agents::AgentRow, segments::Outcome};

use super::state;
use crate::{
    Env, Refusal,
    dispatch::offer,
    interactions::{lifecycle, publish},
    messages, together,
};

/// An agent whose desktop stays away this much longer than the grace time counts as logged out.
pub const LOGGED_OUT_AFTER_MS: i64 = 15 * 60 * 1000;

/// The first desktop of a user is connected. Who was logged out becomes Not Ready, *signed in*, or Ready when the
/// tenant's settings say so. Users who do not handle interactions have no state.
pub fn connected(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, user: UserId) -> Result<(), Refusal> {
    let handles = tx
        .agent_person(ctx, user)?
        .is_some_and(|person| !person.disabled && can(&person.roles, Right::HandleInteractions));
    if !handles {
        return Ok(());
    }
    let mut row = state::load(tx, env, ctx, user)?;
    row.connected = true;
    row.lost_at = None;
    row.deadline_at = None;
    if row.availability == Availability::LoggedOut {
        if tx.settings(ctx)?.ready_at_sign_in {
            state::make_ready(tx, env, ctx, &mut row);
        } else {
            row.availability = Availability::NotReady;
            let reason = tx.system_reason(ctx, SystemReason::SignedIn)?;
            row.reason_id = reason.map(|reason| reason.id);
        }
    }
    if row.availability == Availability::Ready {
        tx.signal(Signal::Dispatch(ctx.tenant_id()));
    }
    state::save(tx, env, ctx, row)
}

/// The last desktop of a user is gone: what rings goes back at once, the grace time begins for the rest.
pub fn disconnected(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, user: UserId) -> Result<(), Refusal> {
    let Some(mut row) = tx.agent(ctx, user)?.filter(|row| row.connected) else {
        return Ok(());
    };
    lose(tx, env, ctx, &mut row)?;
    state::save(tx, env, ctx, row)?;
    withdraw_offers(tx, env, ctx, user, Outcome::ConnectionLost)
}

/// Parlance has just started, so no desktop is connected: the grace time begins for everyone who was. What rings goes
/// on ringing until its time is over; a desktop that comes back finds it.
pub fn disconnected_by_restart(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
) -> Result<(), Refusal> {
    let Some(mut row) = tx.agent(ctx, user)?.filter(|row| row.connected) else {
        return Ok(());
    };
    lose(tx, env, ctx, &mut row)?;
    state::save(tx, env, ctx, row)
}

/// The user signed out of their last session: what rings goes back; who holds nothing is logged out at once, who holds
/// something counts as gone, and the grace time runs.
pub fn signed_out(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, user: UserId) -> Result<(), Refusal> {
    if tx.agent(ctx, user)?.is_none() {
        return Ok(());
    }
    withdraw_offers(tx, env, ctx, user, Outcome::LoggedOut)?;
    let mut row = state::load(tx, env, ctx, user)?;
    let holding = tx.holding(ctx, user)?;
    if holding.active + holding.after_call_work == 0 {
        log_out(&mut row);
    } else {
        lose(tx, env, ctx, &mut row)?;
    }
    state::save(tx, env, ctx, row)
}

/// A deadline of a lost connection has come.
pub fn deadline(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, user: UserId) -> Result<(), Refusal> {
    let due = |row: &AgentRow| row.deadline_at.is_some_and(|at| at <= env.now);
    let Some(row) = tx.agent(ctx, user)?.filter(due) else {
        return Ok(());
    };
    let holding = tx.holding(ctx, user)?;
    if row.availability == Availability::Ready || holding.active + holding.offers > 0 {
        grace_is_over(tx, env, ctx, user)
    } else {
        let mut row = row;
        log_out(&mut row);
        state::save(tx, env, ctx, row)
    }
}

/// Takes back everything that rings at an agent.
pub(crate) fn withdraw_offers(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
    cause: Outcome,
) -> Result<(), Refusal> {
    for pending in tx.pending_offers(ctx, user)? {
        offer::withdraw(tx, env, ctx, pending, cause)?;
    }
    Ok(())
}

pub(crate) fn log_out(row: &mut AgentRow) {
    row.availability = Availability::LoggedOut;
    row.reason_id = None;
    row.lost_at = None;
    row.deadline_at = None;
}

fn lose(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, row: &mut AgentRow) -> Result<(), Refusal> {
    row.connected = false;
    row.lost_at = Some(env.now);
    row.deadline_at = None;
    if row.availability != Availability::LoggedOut {
        row.deadline_at = Some(env.now.plus_ms(tx.settings(ctx)?.agent_grace_ms));
        tx.signal(Signal::Timers);
    }
    Ok(())
}

fn grace_is_over(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, user: UserId) -> Result<(), Refusal> {
    withdraw_offers(tx, env, ctx, user, Outcome::ConnectionLost)?;
    let name = tx.user(ctx, user)?.map(|user| user.name).unwrap_or_default();
    for mut interaction in tx.held_interactions(ctx, user)? {
        if !interaction.state.is_open() {
            continue;
        }
        let line = SystemLine::AgentLost { agent: name.clone() };
        if let Some(next) = together::successor(tx.as_read(), ctx, interaction.id)? {
            messages::system_line(tx, env, ctx, interaction.thread_id, interaction.id, line, env.now)?;
            together::pass(tx, env, ctx, &mut interaction, next, Outcome::ConnectionLost)?;
            continue;
        }
        lifecycle::requeue(tx, env, ctx, &mut interaction, Outcome::ConnectionLost)?;
        messages::system_line(tx, env, ctx, interaction.thread_id, interaction.id, line, env.now)?;
        let mut gone = together::over(tx, env, ctx, &mut interaction)?;
        gone.push(user);
        publish(tx, env, ctx, &interaction, &gone)?;
    }
    together::gone(tx, env, ctx, user)?;
    let mut row = state::load(tx, env, ctx, user)?;
    row.deadline_at = Some(env.now.plus_ms(LOGGED_OUT_AFTER_MS));
    if row.availability == Availability::Ready {
        row.availability = Availability::NotReady;
        let reason = tx.system_reason(ctx, SystemReason::ConnectionLost)?;
        row.reason_id = reason.map(|reason| reason.id);
    }
    tx.signal(Signal::Timers);
    state::save(tx, env, ctx, row)
}
