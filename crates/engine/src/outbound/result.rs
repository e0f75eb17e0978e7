//! What a call's result does to its part.

use parlance_api::message::SendProblem;
use parlance_channel::{SendError, SendErrorKind, Sent};
use parlance_core::{
    Timestamp,
    window::{Closed, Permit},
};
use parlance_store::{
    Tx,
    outbox::{OutboxPayload, OutboxRow, OutboxState},
};

use super::{
    ECHO_WAIT_MS, NEVER, account, aggregate,
    backoff::pause_ms,
    claim::Claimed,
    person,
    problem::{self, problem_of},
    send::Failure,
    settle, ways, window,
};
use crate::{Env, Refusal, comments, health, interactions};

/// How long an account that the platform restricts is left alone, milliseconds.
const POLICY_PAUSE_MS: i64 = 30 * 60_000;
/// A public reply is tried for so many hours: as long as a message may be answered freely.
const PUBLIC_HOURS: i64 = 24;
/// Tries of a part whose file the platform does not find although it has just taken it.
const UPLOAD_TRIES: u32 = 3;

/// Stores the result of a call, unless the part was settled meanwhile (by its echo) or claimed anew.
pub(crate) fn store(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    claimed: &Claimed,
    result: Result<Sent, Failure>,
) -> Result<(), Refusal> {
    let ctx = &claimed.tenant;
    let Some(row) = tx.outbox(ctx, claimed.id)? else {
        return Ok(());
    };
    if result.is_ok() && claimed.permit == Permit::Free {
        ways::give_back(tx, env, ctx, &row)?;
    }
    // A late answer is still an answer while nobody has claimed the part again.
    let ours =
        row.fence == claimed.fence && matches!(row.state, OutboxState::Sending | OutboxState::Uncertain);
    if !ours {
        return Ok(());
    }
    health::note_result(env, ctx, row.account_id, &result);
    match result {
        Ok(sent) => {
            let account_id = row.account_id;
            let (thread, private) = (row.thread_id, is_private_reply(&row));
            settle::accepted(tx, env, ctx, row, &sent.provider_id)?;
            if let Some(author) = sent.recipient_id.filter(|_| private) {
                comments::author_is(tx, env, ctx, thread, &author)?;
            }
            if let Some(wait) = sent.slow_down_ms {
                account::hold(tx, env, ctx, account_id, later(env, wait), problem::slow_down())?;
            }
            Ok(())
        }
        Err(Failure::Platform(error)) => refused(tx, env, claimed, row, &error),
        Err(Failure::Here(problem)) => settle::fail(tx, env, ctx, row, problem),
    }
}

fn is_private_reply(row: &OutboxRow) -> bool {
    matches!(row.payload, OutboxPayload::PrivateReply { .. })
}

fn later(env: &Env<'_>, wait_ms: u64) -> Timestamp {
    env.now.plus_ms(i64::try_from(wait_ms).unwrap_or(i64::MAX / 2))
}

fn refused(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    claimed: &Claimed,
    row: OutboxRow,
    error: &SendError,
) -> Result<(), Refusal> {
    let ctx = &claimed.tenant;
    let sentence = &error.sentence.text;
    let account_id = row.account_id;
    match error.kind {
        SendErrorKind::Retry {
            after_ms,
            max_tries,
            then,
        } => {
            if max_tries.is_some_and(|most| row.attempts >= most) {
                return settle::fail(tx, env, ctx, row, problem::given_up(error, then));
            }
            let due_at = env.now.plus_ms(pause_ms(env.random, row.attempts, after_ms));
            retry(tx, env, claimed, row, due_at, problem_of(error))
        }
        // Even a fresh upload is gone: the platform may need a moment, and is not asked for ever.
        SendErrorKind::UploadForgotten if row.attempts < UPLOAD_TRIES => {
            let due_at = env.now.plus_ms(pause_ms(env.random, row.attempts, None));
            retry(tx, env, claimed, row, due_at, problem_of(error))
        }
        SendErrorKind::SlowDown { wait_ms } => {
            let due_at = later(env, wait_ms);
            account::hold(tx, env, ctx, account_id, due_at, problem_of(error))?;
            retry_at(tx, env, claimed, row, due_at, error)
        }
        SendErrorKind::ThreadControlled {
            retry_after_ms: Some(wait_ms),
        } => retry_at(tx, env, claimed, row, later(env, wait_ms), error),
        SendErrorKind::Uncertain => uncertain(tx, env, claimed, row),
        SendErrorKind::Reauth => {
            put_back(tx, claimed, row, NEVER)?;
            account::pause_account(tx, env, ctx, account_id, sentence)
        }
        SendErrorKind::Policy => {
            let due_at = env.now.plus_ms(POLICY_PAUSE_MS);
            account::note_account_error(tx, env, ctx, account_id, sentence)?;
            account::hold(tx, env, ctx, account_id, due_at, problem_of(error))?;
            retry_at(tx, env, claimed, row, due_at, error)
        }
        SendErrorKind::Permission if claimed.permit == Permit::Person => {
            person::lost(tx, env, ctx, account_id, sentence)?;
            tell_desk(tx, env, claimed)?;
            decide_again(tx, env, claimed, row, error)
        }
        SendErrorKind::CommentClosed { answered } => {
            comments::closed_by_platform(tx, env, ctx, row, error, answered)
        }
        SendErrorKind::WindowClosed if row.payload.comment_id().is_none() => {
            refused_window(tx, env, claimed)?;
            decide_again(tx, env, claimed, row, error)
        }
        SendErrorKind::Permission | SendErrorKind::Warned => {
            account::note_account_error(tx, env, ctx, account_id, sentence)?;
            settle::fail(tx, env, ctx, row, problem_of(error))
        }
        SendErrorKind::Permanent
        | SendErrorKind::UploadForgotten
        | SendErrorKind::RecipientUnavailable
        | SendErrorKind::WindowClosed
        | SendErrorKind::ThreadControlled { retry_after_ms: None } => {
            settle::fail(tx, env, ctx, row, problem_of(error))
        }
    }
}

/// The platform's clock, or its knowledge of what the customer did, is not ours: free answering is over until the
/// customer acts again.
fn refused_window(tx: &mut dyn Tx, env: &Env<'_>, claimed: &Claimed) -> Result<(), Refusal> {
    if claimed.permit != Permit::Free {
        return Ok(());
    }
    let (ctx, thread) = (&claimed.tenant, &claimed.thread);
    tx.note_free_refused(ctx, thread.id, thread.last_customer_at)?;
    tell_desk(tx, env, claimed)
}

/// The window that the desk shows has changed.
fn tell_desk(tx: &mut dyn Tx, env: &Env<'_>, claimed: &Claimed) -> Result<(), Refusal> {
    let ctx = &claimed.tenant;
    let thread = tx.thread(ctx, claimed.thread.id)?;
    match thread.and_then(|thread| thread.open_interaction_id) {
        Some(interaction) => interactions::touched(tx, env, ctx, interaction),
        None => Ok(()),
    }
}

/// What is known of the window has changed: the part goes out by another right, or fails with the platform's words.
fn decide_again(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    claimed: &Claimed,
    row: OutboxRow,
    error: &SendError,
) -> Result<(), Refusal> {
    let ctx = &claimed.tenant;
    let decision = match tx.thread(ctx, row.thread_id)? {
        Some(thread) => window::permit_part(tx.as_read(), env, ctx, &thread, &row)?,
        None => Err(Closed::UntilCustomerActs),
    };
    match decision {
        // The same right again would meet the same refusal.
        Ok(permit) if permit != claimed.permit => {
            let message_id = row.message_id;
            put_back(tx, claimed, row, env.now)?;
            aggregate::refresh(tx, env, ctx, message_id, None)
        }
        Ok(_) | Err(Closed::UntilCustomerActs) => settle::fail(tx, env, ctx, row, problem_of(error)),
        Err(why) => {
            let platform = problem_of(error).platform;
            let problem = SendProblem {
                platform,
                ..problem::closed(why)
            };
            settle::fail(tx, env, ctx, row, problem)
        }
    }
}

/// The call may have reached the platform. The first time its echo is waited for before it is sent once more.
fn uncertain(tx: &mut dyn Tx, env: &Env<'_>, claimed: &Claimed, mut row: OutboxRow) -> Result<(), Refusal> {
    let fence = row.fence;
    row.state = OutboxState::Uncertain;
    row.due_at = env.now.plus_ms(ECHO_WAIT_MS);
    tx.save_outbox(&claimed.tenant, &row, fence)?;
    aggregate::refresh(tx, env, &claimed.tenant, row.message_id, None)
}

/// Back to the queue until a moment that people can be told.
fn retry_at(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    claimed: &Claimed,
    row: OutboxRow,
    due_at: Timestamp,
    error: &SendError,
) -> Result<(), Refusal> {
    let problem = SendProblem {
        until: Some(due_at),
        ..problem_of(error)
    };
    retry(tx, env, claimed, row, due_at, problem)
}

/// Back to the queue until `due_at`; not beyond the end of the reply window. What stands under a post has no window: it
/// is tried for [`PUBLIC_HOURS`].
fn retry(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    claimed: &Claimed,
    row: OutboxRow,
    due_at: Timestamp,
    problem: SendProblem,
) -> Result<(), Refusal> {
    let until = match &row.payload {
        OutboxPayload::PrivateReply { comment_id, .. } => tx
            .comment(&claimed.tenant, row.account_id, comment_id)?
            .map(|comment| comment.private_until),
        OutboxPayload::PublicReply { .. } => {
            if row.created_at.plus_ms(PUBLIC_HOURS * 3_600_000) <= due_at {
                let problem = problem::tried_too_long(problem, PUBLIC_HOURS);
                return settle::fail(tx, env, &claimed.tenant, row, problem);
            }
            None
        }
        _ => {
            let (read, thread) = (tx.as_read(), &claimed.thread);
            window::last_moment(read, env, &claimed.tenant, thread, &row)?
        }
    };
    if until.is_some_and(|until| until <= due_at) {
        let problem = problem::closed(Closed::UntilCustomerActs);
        return settle::fail(tx, env, &claimed.tenant, row, problem);
    }
    let message_id = row.message_id;
    put_back(tx, claimed, row, due_at)?;
    aggregate::refresh(tx, env, &claimed.tenant, message_id, Some(problem))
}

fn put_back(
    tx: &mut dyn Tx,
    claimed: &Claimed,
    mut row: OutboxRow,
    due_at: Timestamp,
) -> Result<(), Refusal> {
    let fence = row.fence;
    row.state = OutboxState::Queued;
    row.due_at = due_at;
    tx.save_outbox(&claimed.tenant, &row, fence)?;
    Ok(())
}
