//! Which parts are sent next: the heads that are due, fair over tenants, each under a lease.

use parlance_api::message::SendProblem;
use parlance_core::{
    OutboxId, TenantCtx, TenantId, Timestamp, UserId,
    window::{Closed, NotNow, Permit},
};
use parlance_store::{
    Read, Tx,
    outbox::{OutboxRow, OutboxState},
    threads::ThreadRow,
};

use secrecy::SecretString;

use super::{ECHO_WAIT_MS, LEASE_MS, NEVER, account, aggregate, problem, settle, ways, window};
use crate::{Env, Refusal, comments, personas};

/// A part that this worker may send now.
#[derive(Debug, Clone)]
pub(crate) struct Claimed {
    /// The tenant.
    pub tenant: TenantCtx,
    /// The part.
    pub id: OutboxId,
    /// The claim's number; the result is stored only under it.
    pub fence: i64,
    /// The conversation.
    pub thread: ThreadRow,
    /// What to send, as it was claimed.
    pub part: OutboxRow,
    /// The agent whose name stands above it, where names are shown.
    pub writer: Option<UserId>,
    /// By what right it goes out now.
    pub permit: Permit,
    /// The customer's permission to be notified, when it goes out by that.
    pub token: Option<SecretString>,
}

/// What a round of claiming brought.
#[derive(Debug, Default)]
pub(crate) struct Round {
    /// Parts to send.
    pub claimed: Vec<Claimed>,
    /// When the next head is due, if nothing wakes the worker before.
    pub next_due: Option<Timestamp>,
}

/// Claims at most `room` parts. Each tenant with work gets an equal share of the room, and the tenant after `last`
/// comes first; what some leave goes to the others.
pub(crate) fn claim(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    room: usize,
    last: Option<TenantId>,
) -> Result<Round, Refusal> {
    let mut tenants = tx.tenants_with_due_outbox(env.now)?;
    tenants.sort_unstable();
    let first = tenants.partition_point(|tenant| last.is_some_and(|last| *tenant <= last));
    let turn = first % tenants.len().max(1);
    tenants.rotate_left(turn);
    let mut round = Round::default();
    while !tenants.is_empty() && round.claimed.len() < room {
        let share = (room - round.claimed.len()).div_ceil(tenants.len());
        let mut hungry = Vec::new();
        for tenant in tenants {
            let share = share.min(room - round.claimed.len());
            if share == 0 {
                break;
            }
            let ctx = TenantCtx::new(tenant);
            let due = tx.due_outbox(&ctx, env.now, u32::try_from(share).unwrap_or(u32::MAX))?;
            if due.len() == share {
                hungry.push(tenant);
            }
            for row in due {
                if let Some(claimed) = take(tx, env, &ctx, row)? {
                    round.claimed.push(claimed);
                }
            }
        }
        tenants = hungry;
    }
    round.next_due = tx.next_outbox_due()?;
    Ok(round)
}

/// Decides about one head that is due.
fn take(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut row: OutboxRow,
) -> Result<Option<Claimed>, Refusal> {
    let fence = row.fence;
    match row.state {
        // The lease is over: whoever had it is gone, and the call may have arrived.
        OutboxState::Sending => {
            row.state = OutboxState::Uncertain;
            row.due_at = env.now.plus_ms(ECHO_WAIT_MS);
            tx.save_outbox(ctx, &row, fence)?;
            aggregate::refresh(tx, env, ctx, row.message_id, None)?;
            return Ok(None);
        }
        // Sent again once already, and still no echo: a person must decide.
        OutboxState::Uncertain if row.possible_duplicate => {
            settle::fail(tx, env, ctx, row, problem::no_answer())?;
            return Ok(None);
        }
        state => {
            let waits = account::why_waits(tx, ctx, row.account_id, env.now)?;
            // Nobody wakes an uncertain part when a token is replaced: it may run into the dead one and be queued.
            let waits = waits.filter(|waits| state == OutboxState::Queued || waits.until < NEVER);
            if let Some(waits) = waits {
                row.due_at = waits.until;
                tx.save_outbox(ctx, &row, fence)?;
                return Ok(None);
            }
        }
    }
    let Some(thread) = tx.thread(ctx, row.thread_id)? else {
        settle::fail(tx, env, ctx, row, problem::account_off())?;
        return Ok(None);
    };
    let permit = match permit(tx.as_read(), env, ctx, &thread, &row)? {
        Ok(permit) => permit,
        Err(why) => {
            let problem = if row.state == OutboxState::Uncertain {
                problem::no_answer()
            } else {
                why
            };
            settle::fail(tx, env, ctx, row, problem)?;
            return Ok(None);
        }
    };
    let token = match permit {
        Permit::Notification => ways::token(tx.as_read(), env, ctx, &row)?,
        _ => None,
    };
    if permit == Permit::Notification && token.is_none() {
        settle::fail(
            tx,
            env,
            ctx,
            row,
            problem::closed(Closed::Notification(NotNow::Ended)),
        )?;
        return Ok(None);
    }
    let writer = personas::writer(tx.as_read(), ctx, row.message_id)?;
    row.possible_duplicate |= row.state == OutboxState::Uncertain;
    row.state = OutboxState::Sending;
    row.attempts += 1;
    row.fence += 1;
    row.due_at = env.now.plus_ms(LEASE_MS);
    tx.save_outbox(ctx, &row, fence)?;
    aggregate::refresh(tx, env, ctx, row.message_id, None)?;
    Ok(Some(Claimed {
        tenant: *ctx,
        id: row.id,
        fence: row.fence,
        thread,
        part: row,
        writer,
        permit,
        token,
    }))
}

/// By what right a part may go out now, or why not. The reply window says nothing about comments.
fn permit(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    row: &OutboxRow,
) -> Result<Result<Permit, SendProblem>, Refusal> {
    if row.payload.comment_id().is_some() {
        let closed = comments::still_possible(read, env, ctx, row)?;
        return Ok(closed.map_or(Ok(Permit::Free), Err));
    }
    Ok(window::permit_part(read, env, ctx, thread, row)?.map_err(problem::closed))
}

/// Renews the leases of calls that are still under way.
pub(crate) fn renew(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    under_way: &[(TenantCtx, OutboxId, i64)],
) -> Result<(), Refusal> {
    for (ctx, id, fence) in under_way {
        if let Some(mut row) = tx.outbox(ctx, *id)?
            && row.state == OutboxState::Sending
            && row.fence == *fence
        {
            row.due_at = env.now.plus_ms(LEASE_MS);
            tx.save_outbox(ctx, &row, *fence)?;
        }
    }
    Ok(())
}
