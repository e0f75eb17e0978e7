//! The end of a part: the platform has it, or will not take it.

use parlance_api::message::SendProblem;
use parlance_core::{AccountId, TenantCtx, Timestamp};
use parlance_store::{
    Tx,
    outbox::{OutboxPayload, OutboxRow, OutboxState, Receipt},
};

use super::{account::account_changed, aggregate, ways};
use crate::{Env, Refusal, comments, messages};

/// The platform's echo of one of our parts: it has it, whatever we believed.
pub(crate) fn echoed(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut row: OutboxRow,
    provider_id: Option<&str>,
    provider_at: Timestamp,
) -> Result<(), Refusal> {
    let fence = row.fence;
    row.provider_at.get_or_insert(provider_at);
    if row.provider_id.is_none() {
        row.provider_id = unused(tx, ctx, row.account_id, provider_id)?;
    }
    if row.state != OutboxState::Sent {
        row.state = OutboxState::Sent;
        row.sent_at = Some(env.now);
    }
    // A receipt may have come before the echo that says what it is about.
    if !row.payload.is_public()
        && let Some(thread) = tx.thread(ctx, row.thread_id)?
    {
        let at = row.provider_at.unwrap_or(provider_at);
        if at <= thread.read_watermark {
            row.receipt = Receipt::Read;
        } else if at <= thread.delivered_watermark {
            row.receipt = row.receipt.max(Receipt::Delivered);
        }
    }
    tx.save_outbox(ctx, &row, fence)?;
    aggregate::refresh(tx, env, ctx, row.message_id, None)?;
    named(tx, env, ctx, &row)
}

/// What came about the message before its name was known.
fn named(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, row: &OutboxRow) -> Result<(), Refusal> {
    match &row.provider_id {
        Some(provider_id) => {
            messages::attach_reaction(tx, env, ctx, row.account_id, provider_id, row.message_id)
        }
        None => Ok(()),
    }
}

/// The platform's own answer: it has the part.
pub(crate) fn accepted(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut row: OutboxRow,
    provider_id: &str,
) -> Result<(), Refusal> {
    let fence = row.fence;
    row.provider_id = unused(tx, ctx, row.account_id, Some(provider_id))?;
    row.state = OutboxState::Sent;
    row.sent_at = Some(env.now);
    tx.save_outbox(ctx, &row, fence)?;
    if tx.note_sent(ctx, row.account_id, env.now)? {
        account_changed(tx, env, ctx, row.account_id)?;
    }
    aggregate::refresh(tx, env, ctx, row.message_id, None)?;
    named(tx, env, ctx, &row)
}

/// The part will not be sent; neither will those of the same message that still wait behind it.
pub(crate) fn fail(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: OutboxRow,
    problem: SendProblem,
) -> Result<(), Refusal> {
    let message_id = row.message_id;
    ways::given_up(tx, env, ctx, &row)?;
    let comment = match &row.payload {
        OutboxPayload::PrivateReply { comment_id, .. } => tx.comment(ctx, row.account_id, comment_id)?,
        _ => None,
    };
    for mut part in tx.outbox_of_message(ctx, message_id)? {
        if part.id == row.id || part.state == OutboxState::Queued {
            part.state = OutboxState::Failed;
            tx.save_outbox(ctx, &part, part.fence)?;
        }
    }
    aggregate::refresh(tx, env, ctx, message_id, Some(problem))?;
    // It can be answered privately again.
    comment.map_or(Ok(()), |comment| comments::changed(tx, env, ctx, &comment))
}

/// The platform's id, unless another part has it already: platforms promise unique ids, but a broken promise must not
/// cost the message.
fn unused(
    tx: &mut dyn Tx,
    ctx: &TenantCtx,
    account: AccountId,
    provider_id: Option<&str>,
) -> Result<Option<String>, Refusal> {
    let Some(provider_id) = provider_id else {
        return Ok(None);
    };
    let taken = tx.outbox_by_provider(ctx, account, provider_id)?.is_some();
    Ok((!taken).then(|| provider_id.to_owned()))
}
