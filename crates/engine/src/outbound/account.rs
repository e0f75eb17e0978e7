//! What concerns the sending of a whole account.

use parlance_api::{message::SendProblem, realtime::AccountChanged};
use parlance_core::{
    AccountId, TenantCtx, Timestamp,
    account::PolicyState,
    event::{Audience, EventKind},
};
use parlance_store::{Tx, account_health::HoldRow};

use super::{NEVER, aggregate, problem};
use crate::{Env, Refusal, interactions};

/// Messages whose note is written at once when an account is paused or goes on.
const NOTED_MESSAGES: u32 = 2_000;

/// The token is dead: nothing of the account is sent until a new one is stored. Messages stay queued and say so.
pub(crate) fn pause_account(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    account: AccountId,
    error: &str,
) -> Result<(), Refusal> {
    tx.pause_sending(ctx, account, env.now)?;
    tx.note_error(ctx, account, error, env.now)?;
    tx.reschedule_account(ctx, account, NEVER)?;
    for message in tx.queued_messages_of_account(ctx, account, NOTED_MESSAGES)? {
        aggregate::refresh(tx, env, ctx, message, Some(problem::token_dead()))?;
    }
    account_changed(tx, env, ctx, account)
}

/// Lets an account send again, after a new token was stored (call it in the same unit). Does nothing when it was not
/// paused.
pub fn resume_account(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    account: AccountId,
) -> Result<(), Refusal> {
    if !tx.resume_sending(ctx, account)? {
        return Ok(());
    }
    // While the platform blocks the account, a new token changes nothing.
    account_freed(tx, env, ctx, account)
}

/// Why the account sends nothing now.
pub(crate) struct Waits {
    /// What stands beside its messages.
    pub problem: SendProblem,
    /// Until when; [`NEVER`] when somebody must act.
    pub until: Timestamp,
}

/// Why the account sends nothing; `None` when it sends.
pub(crate) fn why_waits(
    tx: &dyn Tx,
    ctx: &TenantCtx,
    account: AccountId,
    now: Timestamp,
) -> Result<Option<Waits>, Refusal> {
    if tx.sending_paused(ctx, account)?.is_some() {
        let policy = tx.account_policy(ctx, account)?;
        let blocked = policy.is_some_and(|policy| policy.state == PolicyState::Blocked);
        let problem = if blocked {
            problem::blocked()
        } else {
            problem::token_dead()
        };
        return Ok(Some(Waits {
            problem,
            until: NEVER,
        }));
    }
    let hold = tx.sending_hold(ctx, account)?.filter(|hold| hold.until > now);
    Ok(hold.map(|hold| Waits {
        problem: serde_json::from_str(&hold.problem).unwrap_or_else(|_| problem::slow_down()),
        until: hold.until,
    }))
}

/// The platform takes nothing from the account until then: it has refused one message for a reason that concerns all of
/// them, or asks for a pause. Every further call would only make it longer.
pub(crate) fn hold(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    account: AccountId,
    until: Timestamp,
    problem: SendProblem,
) -> Result<(), Refusal> {
    // Answers to calls that were under way together may each name an end: the last one counts.
    if tx
        .sending_hold(ctx, account)?
        .is_some_and(|hold| hold.until >= until)
    {
        return Ok(());
    }
    let problem = SendProblem {
        until: Some(until),
        ..problem
    };
    let problem = serde_json::to_string(&problem).map_err(|error| Refusal::Store(error.to_string()))?;
    tx.hold_sending(ctx, account, Some(&HoldRow { until, problem }))?;
    tx.reschedule_account(ctx, account, until)?;
    note_queued(tx, env, ctx, account)?;
    account_changed(tx, env, ctx, account)
}

/// The platform has blocked the account: nothing of it is sent until it is freed. Messages stay queued and say so.
pub(crate) fn account_blocked(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    account: AccountId,
) -> Result<(), Refusal> {
    tx.reschedule_account(ctx, account, NEVER)?;
    note_queued(tx, env, ctx, account)?;
    account_changed(tx, env, ctx, account)
}

/// The platform's block is over: what waits is sent, unless the token is dead as well.
pub(crate) fn account_freed(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    account: AccountId,
) -> Result<(), Refusal> {
    if tx.sending_paused(ctx, account)?.is_none() {
        tx.reschedule_account(ctx, account, env.now)?;
    }
    note_queued(tx, env, ctx, account)?;
    account_changed(tx, env, ctx, account)
}

/// Says at every message that waits why it does.
fn note_queued(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, account: AccountId) -> Result<(), Refusal> {
    let why = why_waits(tx, ctx, account, env.now)?.map(|waits| waits.problem);
    for message in tx.queued_messages_of_account(ctx, account, NOTED_MESSAGES)? {
        aggregate::refresh(tx, env, ctx, message, why.clone())?;
    }
    Ok(())
}

/// Tells administrators that an account's status changed.
pub(crate) fn account_changed(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    account_id: AccountId,
) -> Result<(), Refusal> {
    interactions::append(
        tx,
        env,
        ctx,
        EventKind::AccountChanged,
        Audience::administrators(),
        &AccountChanged { account_id },
    )
}

/// Notes an error of the account and tells administrators when it is news.
pub(crate) fn note_account_error(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    account: AccountId,
    error: &str,
) -> Result<(), Refusal> {
    if tx.note_error(ctx, account, error, env.now)? {
        account_changed(tx, env, ctx, account)?;
    }
    Ok(())
}
