//! From a message to its rows in the outbox.

use parlance_channel::split_text;
use parlance_core::{
    ApprovedTemplateId, InteractionId, OutboxId, PermissionId, TenantCtx,
    approved::{ApprovedCall, ApprovedMessage},
    delivery::Delivery,
    message::{Author, Direction, Media, MediaState, Part},
    rich::Rich,
};
use parlance_store::{
    Tx,
    attachments::{AttachmentRow, FileKind},
    messages::MessageRow,
    outbox::{NewOutbox, OutboxPayload},
    threads::ThreadRow,
};

use super::{account, ways};
use crate::{Env, Refusal, messages};

/// A message to be sent.
pub struct Outgoing<'a> {
    /// To whom.
    pub thread: &'a ThreadRow,
    /// In which interaction.
    pub interaction_id: Option<InteractionId>,
    /// By whom.
    pub author: Author,
    /// The text; may be empty when there are files.
    pub text: &'a str,
    /// The files.
    pub files: Vec<AttachmentRow>,
    /// A rich message instead of a text; its file, if it shows one, is among `files`.
    pub rich: Option<Rich>,
    /// The platform's id of the message that it quotes.
    pub reply_to: Option<String>,
    /// The customer's permission to be notified that it may go out by; then it is one part.
    pub permission: Option<PermissionId>,
    /// A template that the platform has approved, instead of everything else.
    pub approved: Option<Approved>,
    /// The client's own id of the message.
    pub client_msg_id: Option<String>,
    /// The comment it answers, instead of writing to the customer's address: a text within the limit, alone.
    pub comment: Option<AnsweredComment>,
}

/// A filled template.
#[derive(Debug, Clone)]
pub struct Approved {
    /// The template.
    pub template_id: ApprovedTemplateId,
    /// What is sent.
    pub call: ApprovedCall,
    /// What the customer sees.
    pub shown: ApprovedMessage,
}

/// A comment that is answered.
#[derive(Debug, Clone)]
pub struct AnsweredComment {
    /// The comment at the platform.
    pub comment_id: String,
    /// Under the post, for everybody to see.
    pub public: bool,
}

/// Stores a message with its rows in the outbox, and tells the desks. The caller has checked that it may be sent.
///
/// A text over the channel's limit becomes several rows of one message; each file is a row of its own.
pub fn enqueue(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    outgoing: Outgoing<'_>,
) -> Result<MessageRow, Refusal> {
    let thread = outgoing.thread;
    let channel = env
        .channels
        .get(&thread.channel)
        .ok_or_else(|| Refusal::Store(format!("there is no channel '{}' here", thread.channel)))?;
    let limit = channel.descriptor().capabilities.text_limit;
    let mut message = messages::blank(env, thread, Direction::Outbound, outgoing.author, env.now);
    // A person's own message may be taken back for a moment; an answer to a comment is tied to its place.
    let is_held = matches!(outgoing.author, Author::Agent { .. })
        && outgoing.client_msg_id.is_some()
        && outgoing.comment.is_none();
    let mut payloads: Vec<OutboxPayload> = match outgoing.comment {
        Some(comment) => {
            message.parts.push(Part::CommentReply {
                public: comment.public,
            });
            vec![answer(comment, outgoing.text)]
        }
        None => split_text(outgoing.text, limit)
            .into_iter()
            .map(|text| OutboxPayload::Text { text })
            .collect(),
    };
    if !payloads.is_empty() {
        let text = outgoing.text.to_owned();
        message.parts.push(Part::Text { text });
    }
    if let Some(Approved {
        template_id,
        call,
        shown,
    }) = outgoing.approved
    {
        message.parts.push(Part::Approved(shown));
        payloads.push(OutboxPayload::Approved { template_id, call });
    }
    if let Some(content) = outgoing.rich {
        for file in &outgoing.files {
            tx.set_attachment_thread(ctx, file.id, thread.id)?;
        }
        message.parts.push(Part::Rich(content.clone()));
        payloads.push(OutboxPayload::Rich { content });
    } else {
        for file in &outgoing.files {
            payloads.push(OutboxPayload::Attachment {
                attachment_id: file.id,
            });
            message.parts.push(file_part(file));
            tx.set_attachment_thread(ctx, file.id, thread.id)?;
        }
    }
    message.interaction_id = outgoing.interaction_id;
    message.client_msg_id = outgoing.client_msg_id;
    message.reply_to_provider_id.clone_from(&outgoing.reply_to);
    message.delivery = Some(Delivery::Queued);
    let waits = account::why_waits(tx, ctx, thread.account_id, env.now)?;
    let held_ms = if is_held {
        tx.settings(ctx)?.undo_send_ms
    } else {
        0
    };
    let due_at = waits
        .as_ref()
        .map_or(env.now, |waits| waits.until)
        .max(env.now.plus_ms(held_ms));
    message.problem = waits.map(|waits| waits.problem);
    tx.insert_message(ctx, &message)?;
    for (part, payload) in (0..).zip(payloads) {
        let row = NewOutbox {
            id: OutboxId::new(env.now, env.id_bytes()),
            account_id: thread.account_id,
            thread_id: thread.id,
            message_id: message.id,
            part,
            // The first part quotes; the others follow it.
            reply_to: outgoing
                .reply_to
                .clone()
                .filter(|_| part == 0 && payload.comment_id().is_none()),
            payload,
            permission: outgoing.permission,
            due_at,
            created_at: env.now,
        };
        tx.insert_outbox(ctx, &row)?;
    }
    if let Some(permission) = outgoing.permission {
        ways::take(tx, env, ctx, permission, message.id)?;
    }
    // Read back for the author's name.
    let message = tx.message(ctx, message.id)?.unwrap_or(message);
    messages::publish(tx, env, ctx, &message)?;
    Ok(message)
}

fn answer(comment: AnsweredComment, text: &str) -> OutboxPayload {
    let (comment_id, text) = (comment.comment_id, text.to_owned());
    if comment.public {
        OutboxPayload::PublicReply { comment_id, text }
    } else {
        OutboxPayload::PrivateReply { comment_id, text }
    }
}

/// Stores a text to be sent; nothing when it is blank.
pub fn enqueue_text(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    interaction_id: impl Into<Option<InteractionId>>,
    author: Author,
    text: &str,
) -> Result<Option<MessageRow>, Refusal> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let outgoing = Outgoing {
        thread,
        interaction_id: interaction_id.into(),
        author,
        text,
        files: Vec::new(),
        rich: None,
        reply_to: None,
        permission: None,
        approved: None,
        client_msg_id: None,
        comment: None,
    };
    enqueue(tx, env, ctx, outgoing).map(Some)
}

/// How a stored file stands in a message.
pub(crate) fn file_part(file: &AttachmentRow) -> Part {
    let media = Media {
        state: MediaState::Stored,
        attachment_id: Some(file.id),
        name: Some(file.name.clone()),
        mime: Some(file.mime.clone()),
        size_bytes: Some(file.size_bytes),
        source_url: None,
        shown_at: None,
        picture: file.picture_size(),
    };
    match file.kind {
        FileKind::Image => Part::Image(media),
        FileKind::Audio => Part::Audio(media),
        FileKind::Video => Part::Video(media),
        FileKind::File => Part::File(media),
    }
}
