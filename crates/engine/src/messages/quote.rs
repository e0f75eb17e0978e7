//! Answering one message: the customer sees it quoted.

use parlance_core::{MessageId, TenantCtx, message::Part};
use parlance_store::{Read, threads::ThreadRow};

use crate::{Env, Refusal};

/// The platform's id of the message that an answer quotes, if it is to quote one.
pub(super) fn of(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    wanted: Option<MessageId>,
) -> Result<Option<String>, Refusal> {
    let Some(id) = wanted else {
        return Ok(None);
    };
    let channel = env.channels.get(&thread.channel);
    if !channel.is_some_and(|channel| channel.descriptor().capabilities.reply_to) {
        let message = "This channel cannot quote a message: answer without quoting.";
        return Err(Refusal::field("reply_to", "unknown", message));
    }
    let quoted = read
        .message(ctx, id)?
        .filter(|message| message.thread_id == thread.id && message.deleted_at.is_none());
    let Some(quoted) = quoted else {
        let message = "The message to quote is not part of this conversation.";
        return Err(Refusal::field("reply_to", "unknown", message));
    };
    if let Some(id) = platform_id(read, ctx, &quoted)? {
        Ok(Some(id))
    } else {
        let message = "The platform does not know the message to quote (yet): answer without quoting.";
        Err(Refusal::field("reply_to", "unknown", message))
    }
}

/// The platform's id of a message; for one of ours, of its first part that was sent.
pub(crate) fn platform_id(
    read: &dyn Read,
    ctx: &TenantCtx,
    message: &parlance_store::messages::MessageRow,
) -> Result<Option<String>, Refusal> {
    // What stands under a post is no message there.
    let under_post = |part: &Part| matches!(part, Part::Comment(_) | Part::CommentReply { public: true });
    if message.parts.iter().any(under_post) {
        return Ok(None);
    }
    if message.provider_id.is_some() {
        return Ok(message.provider_id.clone());
    }
    let parts = read.outbox_of_message(ctx, message.id)?;
    Ok(parts.into_iter().find_map(|part| part.provider_id))
}
