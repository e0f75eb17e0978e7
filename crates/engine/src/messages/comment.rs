//! What agents answer to comments on posts.

use parlance_api::message::{AnswerComment, NewMessage};
use parlance_channel::descriptor::TextLimit;
use parlance_core::{
    MessageId, TenantCtx,
    message::{Author, preview},
};
use parlance_store::{
    Read, Tx, comments::CommentRow, interactions::InteractionRow, messages::MessageRow, outbox::OutboxRow,
    threads::ThreadRow,
};

use crate::{
    Env, Refusal, comments,
    identity::Person,
    interactions,
    outbound::{self, AnsweredComment, Outgoing},
};

/// What does not go together with an answer to a comment.
pub(super) fn stands_alone(new: &NewMessage) -> Option<&'static str> {
    new.answers?;
    if new.note {
        return Some("A note is for colleagues: it answers no comment.");
    }
    let more = new.rich.is_some() || new.reply_to.is_some() || !new.attachment_ids.is_empty();
    more.then_some("An answer to a comment is a text alone.")
}

/// Refuses a message to somebody who has only commented.
pub(crate) fn must_have_address(thread: &ThreadRow) -> Result<(), Refusal> {
    if thread.only_comments {
        return Err(Refusal::conflict(
            "only_comments",
            "This customer has commented on a post and not written a message: answer the comment, privately once or \
             publicly.",
        ));
    }
    Ok(())
}

/// Answers a comment: once for its author alone, or under the post.
pub(super) fn answer(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    person: &Person,
    interaction: &InteractionRow,
    thread: &ThreadRow,
    new: &NewMessage,
    answer: AnswerComment,
) -> Result<MessageRow, Refusal> {
    let ctx = &person.ctx;
    let unknown = || {
        Refusal::field(
            "answers.comment",
            "unknown",
            "The comment is not part of this conversation.",
        )
    };
    let mut comment = tx
        .comment_of_message(ctx, answer.comment)?
        .filter(|comment| comment.thread_id == thread.id)
        .ok_or_else(unknown)?;
    may_answer(tx.as_read(), env, ctx, &comment, answer.public)?;
    must_fit(env, thread, &new.text, answer.public)?;
    let outgoing = Outgoing {
        thread,
        interaction_id: Some(interaction.id),
        author: Author::Agent {
            user_id: person.user_id,
        },
        text: &new.text,
        files: Vec::new(),
        rich: None,
        reply_to: Some(comment.comment_id.clone()),
        permission: None,
        client_msg_id: Some(new.client_msg_id.clone()),
        approved: None,
        comment: Some(AnsweredComment {
            comment_id: comment.comment_id.clone(),
            public: answer.public,
        }),
    };
    let message = outbound::enqueue(tx, env, ctx, outgoing)?;
    if !answer.public {
        comment.private_reply = Some(message.id);
        tx.save_comment(ctx, &comment)?;
        comments::changed(tx, env, ctx, &comment)?;
    }
    let line = preview(&message.parts);
    interactions::agent_wrote(tx, env, ctx, interaction.id, env.now, &line, Some(person.user_id))?;
    Ok(message)
}

fn may_answer(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    comment: &CommentRow,
    public: bool,
) -> Result<(), Refusal> {
    let why_not = comments::why_not(read, ctx, comment, public, None, env.now)?;
    match why_not {
        None => Ok(()),
        Some(why) => Err(Refusal::conflict(comments::code_of(&why.code), why.sentence)),
    }
}

/// A private answer is one message, and a public one is one comment: neither can be split.
fn must_fit(env: &Env<'_>, thread: &ThreadRow, text: &str, public: bool) -> Result<(), Refusal> {
    let Some(limit) = limit(env, thread, public) else {
        return Err(Refusal::field(
            "answers",
            "unknown",
            "This channel has no comments to answer.",
        ));
    };
    let length = limit.unit.count(text);
    if length > limit.max {
        let message = format!(
            "An answer to a comment may have {} characters; this has {length}.",
            limit.max
        );
        return Err(Refusal::field("text", "too_long", message));
    }
    Ok(())
}

fn limit(env: &Env<'_>, thread: &ThreadRow, public: bool) -> Option<TextLimit> {
    let capabilities = &env.channels.get(&thread.channel)?.descriptor().capabilities;
    let comments = capabilities.comments.as_ref()?;
    Some(if public {
        comments.public_text
    } else {
        capabilities.text_limit
    })
}

/// Whether these parts answer a comment, and may be tried again; refused when they may not.
pub(super) fn may_try_again(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    parts: &[OutboxRow],
) -> Result<bool, Refusal> {
    let Some(part) = parts.iter().find(|part| part.payload.comment_id().is_some()) else {
        return Ok(false);
    };
    match comments::still_possible(read, env, ctx, part)? {
        None => Ok(true),
        Some(why) => Err(Refusal::conflict(comments::code_of(&why.code), why.sentence)),
    }
}

/// What became of a private answer changes what can be done about its comment.
pub(super) fn changed_by(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    answer: MessageId,
) -> Result<(), Refusal> {
    let parts = tx.outbox_of_message(ctx, answer)?;
    let Some(part) = parts.first() else { return Ok(()) };
    let Some(comment_id) = part.payload.comment_id() else {
        return Ok(());
    };
    match tx.comment(ctx, part.account_id, comment_id)? {
        Some(comment) => comments::changed(tx, env, ctx, &comment),
        None => Ok(()),
    }
}
