//! What can be done about a comment.

use parlance_api::{
    account::Wording,
    message::{CommentRefusal, CommentState, SendProblem},
};
use parlance_core::{MessageId, TenantCtx, Timestamp, delivery::Delivery, message::Part, sentence::Sentence};
use parlance_store::{Read, StoreError, Tx, comments::CommentRow, messages::MessageRow, outbox::OutboxRow};

use crate::{
    Env, Refusal, messages,
    sentences::{say, verbatim},
};

/// What the view of a comment's message says about answering it.
pub(crate) fn state(
    read: &dyn Read,
    ctx: &TenantCtx,
    message: &MessageRow,
) -> Result<Option<CommentState>, StoreError> {
    if !message.parts.iter().any(|part| matches!(part, Part::Comment(_))) && !message.taken_back {
        return Ok(None);
    }
    let Some(row) = read.comment_of_message(ctx, message.id)? else {
        return Ok(None);
    };
    Ok(Some(CommentState {
        private_until: row.private_until,
        private_refused: refused(read, ctx, &row, message.taken_back, None)?,
    }))
}

/// Why a comment cannot be answered now. `except` is the answer that asks.
pub(crate) fn why_not(
    read: &dyn Read,
    ctx: &TenantCtx,
    row: &CommentRow,
    public: bool,
    except: Option<MessageId>,
    now: Timestamp,
) -> Result<Option<CommentRefusal>, StoreError> {
    let removed = is_removed(read, ctx, row)?;
    if public {
        return Ok(removed.then(removed_words));
    }
    let refused = refused(read, ctx, row, removed, except)?;
    Ok(refused.or_else(|| (now >= row.private_until).then(too_old)))
}

fn is_removed(read: &dyn Read, ctx: &TenantCtx, row: &CommentRow) -> Result<bool, StoreError> {
    let message = read.message(ctx, row.message_id)?;
    Ok(message.is_none_or(|message| message.taken_back))
}

fn refused(
    read: &dyn Read,
    ctx: &TenantCtx,
    row: &CommentRow,
    removed: bool,
    except: Option<MessageId>,
) -> Result<Option<CommentRefusal>, StoreError> {
    if removed {
        return Ok(Some(removed_words()));
    }
    if let Some(said) = &row.private_refused {
        return Ok(Some(refusal("comment_refused", &platform_said(said))));
    }
    let Some(answer) = row.private_reply.filter(|id| Some(*id) != except) else {
        return Ok(None);
    };
    // One that failed or was deleted in time is no answer.
    let stands = read
        .message(ctx, answer)?
        .is_some_and(|answer| answer.deleted_at.is_none() && answer.delivery != Some(Delivery::Failed));
    Ok(stands.then(|| refusal("comment_answered", &say("comment.answered", &[]))))
}

/// The platform's refusal as it is kept: a sentence that can be translated.
fn platform_said(kept: &str) -> Sentence {
    serde_json::from_str(kept).unwrap_or_else(|_| verbatim(kept))
}

fn refusal(code: &str, sentence: &Sentence) -> CommentRefusal {
    CommentRefusal {
        code: code.into(),
        sentence: sentence.text.clone(),
        wording: Some(Wording::new(sentence, None)),
    }
}

fn removed_words() -> CommentRefusal {
    refusal("comment_removed", &say("comment.removed", &[]))
}

fn too_old() -> CommentRefusal {
    refusal("comment_too_old", &say("comment.too_old", &[]))
}

/// Decides about an answer to a comment at the moment it is to go out; the reason when it may not.
pub(crate) fn still_possible(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    part: &OutboxRow,
) -> Result<Option<SendProblem>, Refusal> {
    let Some(comment_id) = part.payload.comment_id() else {
        return Ok(None);
    };
    let Some(row) = read.comment(ctx, part.account_id, comment_id)? else {
        return Ok(Some(problem(removed_words())));
    };
    let public = part.payload.is_public();
    let why_not = why_not(read, ctx, &row, public, Some(part.message_id), env.now)?;
    Ok(why_not.map(problem))
}

/// The same words in the API's refusals and beside messages.
pub(crate) fn code_of(code: &str) -> &'static str {
    match code {
        "comment_answered" => "comment_answered",
        "comment_removed" => "comment_removed",
        "comment_too_old" => "comment_too_old",
        _ => "comment_refused",
    }
}

/// A refusal beside a message.
fn problem(why: CommentRefusal) -> SendProblem {
    SendProblem {
        code: why.code,
        sentence: why.sentence,
        platform: None,
        retry: false,
        until: None,
        wording: why.wording,
    }
}

/// What can be done about a comment has changed: tells the desks.
pub(crate) fn changed(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &CommentRow,
) -> Result<(), Refusal> {
    let Some(mut message) = tx.message(ctx, row.message_id)? else {
        return Ok(());
    };
    message.version = tx.save_message(ctx, &message)?;
    messages::publish(tx, env, ctx, &message)
}
