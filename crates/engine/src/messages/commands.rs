//! What agents do with messages: send, write a note, try again, delete.

use parlance_api::{
    error::FieldError,
    message::{MessageView, NewMessage},
};
use parlance_channel::{AttachmentKind, Capabilities};
use parlance_core::{
    InteractionId, MessageId,
    delivery::Delivery,
    interaction::InteractionState,
    message::{Author, Direction, Part, preview},
    permission::Right,
    window::Way,
};
use parlance_store::{
    Read, Tx,
    attachments::{AttachmentRow, FileKind},
    interactions::InteractionRow,
    messages::MessageRow,
    outbox::{OutboxPayload, OutboxState},
    threads::ThreadRow,
};

use super::{blank, comment, notify, own_draft, publish, publish_deleted, quote};
use crate::{
    Engine, Env, Refusal, UseCaseError, approved, control,
    identity::Person,
    interactions, media,
    outbound::{self, Outgoing, refresh, ways},
    rich, together,
    views::message_view,
};

/// Characters of one message, at most; a channel's own limit splits it.
pub const MAX_TEXT_CHARS: usize = 20_000;
/// Files of one message, at most.
const MAX_FILES: usize = 10;
const NOT_FOUND: Refusal = Refusal::not_found("This message");

impl Engine {
    /// Sends a message to the customer, or writes a note for colleagues. `Ok` means that it is stored, and a message
    /// will be sent. The same client id again returns the same message.
    pub async fn send_message(
        &self,
        person: &Person,
        interaction_id: InteractionId,
        new: NewMessage,
    ) -> Result<MessageView, UseCaseError> {
        let person = person.clone();
        let stored = self
            .write(move |tx, env| {
                let message = send(tx, env, &person, interaction_id, new)?;
                Ok(message_view(tx.as_read(), &person.ctx, &message)?)
            })
            .await;
        parlance_failpoints::point("reply-before-answer");
        stored
    }

    /// Tries a failed message again: only the parts that failed.
    pub async fn retry_message(&self, person: &Person, id: MessageId) -> Result<MessageView, UseCaseError> {
        let person = person.clone();
        self.write(move |tx, env| {
            let message = retry(tx, env, &person, id)?;
            Ok(message_view(tx.as_read(), &person.ctx, &message)?)
        })
        .await
    }

    /// Deletes a message of which nothing has been sent.
    pub async fn delete_message(&self, person: &Person, id: MessageId) -> Result<(), UseCaseError> {
        let person = person.clone();
        self.write(move |tx, env| delete(tx, env, &person, id)).await
    }
}

/// A message that a person may see; for everybody else it does not exist.
pub(crate) fn visible(read: &dyn Read, person: &Person, id: MessageId) -> Result<MessageRow, Refusal> {
    let message = read
        .message(&person.ctx, id)?
        .filter(|message| message.deleted_at.is_none())
        .ok_or(NOT_FOUND)?;
    let sees = person.can(Right::ViewAllRecords)
        || read.agent_knows_thread(&person.ctx, message.thread_id, person.user_id)?;
    if sees { Ok(message) } else { Err(NOT_FOUND) }
}

fn send(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    person: &Person,
    interaction_id: InteractionId,
    new: NewMessage,
) -> Result<MessageRow, Refusal> {
    let ctx = &person.ctx;
    check_shape(&new)?;
    let interaction = interactions::get(tx.as_read(), ctx, interaction_id)?;
    let holds = interaction.agent_id == Some(person.user_id);
    if !holds
        && !person.can(Right::ViewAllRecords)
        && !tx.agent_knows_thread(ctx, interaction.thread_id, person.user_id)?
    {
        return Err(interactions::NOT_FOUND);
    }
    let client_msg_id = new.client_msg_id.clone();
    if let Some(known) = tx.message_by_client(ctx, interaction_id, &client_msg_id)? {
        return Ok(known);
    }
    let thread = tx
        .thread(ctx, interaction.thread_id)?
        .ok_or(interactions::NOT_FOUND)?;
    if new.note {
        return write_note(tx, env, person, &interaction, &thread, new, client_msg_id);
    }
    must_write(tx.as_read(), person, &interaction)?;
    if let Some(answer) = new.answers {
        return comment::answer(tx, env, person, &interaction, &thread, &new, answer);
    }
    comment::must_have_address(&thread)?;
    control::must_be_ours(&thread)?;
    let template = match &new.approved {
        Some(wanted) => Some(approved::wanted(tx.as_read(), ctx, &thread, wanted)?),
        None => None,
    };
    let way = match &template {
        Some(template) => Way::Approved(Some(template.state)),
        None => ways::chosen(tx.as_read(), env, ctx, &thread, new.notify)?,
    };
    outbound::must_be_open(tx.as_read(), env, ctx, &thread, way)?;
    let reply_to = quote::of(tx.as_read(), env, ctx, &thread, new.reply_to)?;
    let mut files = files(tx.as_read(), env, person, &thread, &new)?;
    let rich = match new.rich {
        Some(wanted) => {
            let (rich, file) = rich::prepare(tx.as_read(), env, person, &interaction, wanted)?;
            files.extend(file);
            media::publish_pictures(tx, ctx, Some(person.user_id), &rich, "rich.")?;
            Some(rich)
        }
        None => None,
    };
    if let Some(permission) = new.notify {
        notify::by(
            tx,
            env,
            person,
            &interaction,
            permission,
            &new.text,
            &files,
            rich.is_some(),
        )?;
    }
    let filled = match (template, &new.approved) {
        (Some(template), Some(wanted)) => {
            let filled = approved::filled(tx.as_read(), env, person, &interaction, &template, wanted)?;
            approved::note_sent(tx, env, person, &interaction, &template)?;
            Some(filled)
        }
        _ => None,
    };
    let outgoing = Outgoing {
        thread: &thread,
        interaction_id: Some(interaction_id),
        author: Author::Agent {
            user_id: person.user_id,
        },
        text: &new.text,
        files,
        rich,
        reply_to,
        permission: new.notify,
        approved: filled,
        client_msg_id: Some(client_msg_id),
        comment: None,
    };
    let message = outbound::enqueue(tx, env, ctx, outgoing)?;
    own_draft::sent(tx, env, ctx, interaction_id, person.user_id, &new.text)?;
    let line = preview(&message.parts);
    interactions::agent_wrote(tx, env, ctx, interaction_id, env.now, &line, Some(person.user_id))?;
    Ok(message)
}

fn check_shape(new: &NewMessage) -> Result<(), Refusal> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, code: &str, message: String| {
        faults.push(FieldError {
            field: field.into(),
            code: code.into(),
            message,
        });
    };
    let id = &new.client_msg_id;
    if id.is_empty() || id.len() > 64 || !id.chars().all(|c| c.is_ascii_graphic()) {
        let message = "The client's message id must be 1 to 64 visible ASCII characters, for example a UUID.";
        fault("client_msg_id", "malformed", message.into());
    }
    if let Some(message) = rich::stands_alone(new) {
        fault("rich", "unknown", message.into());
    }
    if let Some(message) = approved::stands_alone(new) {
        fault("approved", "unknown", message.into());
    }
    let empty = new.text.trim().is_empty() && new.attachment_ids.is_empty();
    if empty && new.rich.is_none() && new.approved.is_none() {
        fault("text", "missing", "Write something or attach a file.".into());
    }
    let length = new.text.chars().count();
    if length > MAX_TEXT_CHARS {
        let message =
            format!("The text has {length} characters; at most {MAX_TEXT_CHARS} can be sent at once.");
        fault("text", "too_long", message);
    }
    if new.text.contains('\0') {
        fault(
            "text",
            "malformed",
            "The text contains a character that cannot be sent (U+0000).".into(),
        );
    }
    if new.attachment_ids.len() > MAX_FILES {
        let message = format!("At most {MAX_FILES} files can be sent with one message.");
        fault("attachment_ids", "too_long", message);
    }
    if new.note && new.reply_to.is_some() {
        fault(
            "reply_to",
            "unknown",
            "A note is for colleagues: it quotes no message of the customer.".into(),
        );
    }
    if let Some(message) = comment::stands_alone(new) {
        fault("answers", "unknown", message.into());
    }
    if new.note && new.notify.is_some() {
        fault(
            "notify",
            "unknown",
            "A note is for colleagues: it notifies no customer.".into(),
        );
    }
    if new.note && !new.attachment_ids.is_empty() {
        fault("attachment_ids", "unknown", "A note is text only.".into());
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid(faults))
    }
}

fn must_write(read: &dyn Read, person: &Person, interaction: &InteractionRow) -> Result<(), Refusal> {
    if interaction.state != InteractionState::Active {
        return Err(Refusal::conflict(
            "not_active",
            "This conversation is not active any more: the customer's next message opens a new one.",
        ));
    }
    if interactions::access::writes(read, &person.ctx, person.user_id, interaction)? {
        return Ok(());
    }
    Err(Refusal::conflict(
        "not_yours",
        "Another agent holds this conversation: only they, and colleagues who joined it, can write to the customer.",
    ))
}

fn write_note(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    person: &Person,
    interaction: &InteractionRow,
    thread: &ThreadRow,
    new: NewMessage,
    client_msg_id: String,
) -> Result<MessageRow, Refusal> {
    let ctx = &person.ctx;
    let author = Author::Agent {
        user_id: person.user_id,
    };
    let mut note = blank(env, thread, Direction::Note, author, env.now);
    note.interaction_id = Some(interaction.id);
    note.client_msg_id = Some(client_msg_id);
    own_draft::sent(tx, env, ctx, interaction.id, person.user_id, &new.text)?;
    note.parts = vec![Part::Text { text: new.text }];
    tx.insert_message(ctx, &note)?;
    let note = tx.message(ctx, note.id)?.unwrap_or(note);
    publish(tx, env, ctx, &note)?;
    together::note_written(tx, env, person, interaction)?;
    Ok(note)
}

/// The files of a new message, if the person may send them and the channel takes them.
fn files(
    read: &dyn Read,
    env: &Env<'_>,
    person: &Person,
    thread: &ThreadRow,
    new: &NewMessage,
) -> Result<Vec<AttachmentRow>, Refusal> {
    let channel = env.channels.get(&thread.channel);
    let mut files = Vec::new();
    for (place, id) in new.attachment_ids.iter().enumerate() {
        let field = format!("attachment_ids[{place}]");
        let file = read
            .attachment(&person.ctx, *id)?
            .filter(|file| file.uploaded_by == Some(person.user_id))
            .ok_or_else(|| {
                Refusal::field(
                    &field,
                    "unknown",
                    "This file was not uploaded by you, or it is gone.",
                )
            })?;
        if file.thread_id.is_some() || new.attachment_ids[..place].contains(id) {
            return Err(Refusal::field(
                &field,
                "taken",
                "This file has been sent already: upload it again.",
            ));
        }
        if let Some(channel) = channel {
            check_file(&channel.descriptor().capabilities, &file)
                .map_err(|message| Refusal::field(&field, "out_of_range", message))?;
        }
        files.push(file);
    }
    Ok(files)
}

fn check_file(capabilities: &Capabilities, file: &AttachmentRow) -> Result<(), String> {
    let kind = match file.kind {
        FileKind::Image => AttachmentKind::Image,
        FileKind::Audio => AttachmentKind::Audio,
        FileKind::Video => AttachmentKind::Video,
        FileKind::File => AttachmentKind::File,
    };
    let Some(limit) = capabilities.attachment(kind) else {
        return Err(format!("'{}' cannot be sent on this channel.", file.name));
    };
    if !limit.allows(&file.mime) {
        return Err(format!(
            "Files of type {} cannot be sent on this channel: it takes {}.",
            file.mime,
            limit.mime.join(", ")
        ));
    }
    if file.size_bytes > limit.max_bytes {
        return Err(format!(
            "'{}' is too large for this channel: at most {} MB.",
            file.name,
            limit.max_bytes / 1_000_000
        ));
    }
    Ok(())
}

fn retry(tx: &mut dyn Tx, env: &Env<'_>, person: &Person, id: MessageId) -> Result<MessageRow, Refusal> {
    let ctx = &person.ctx;
    let message = own_unsent(tx.as_read(), person, id)?;
    if message.delivery != Some(Delivery::Failed) {
        return Err(Refusal::conflict(
            "not_failed",
            "This message has not failed: there is nothing to try again.",
        ));
    }
    let thread = tx.thread(ctx, message.thread_id)?.ok_or(NOT_FOUND)?;
    let parts = tx.outbox_of_message(ctx, id)?;
    if !comment::may_try_again(tx.as_read(), env, ctx, &parts)? {
        comment::must_have_address(&thread)?;
        control::must_be_ours(&thread)?;
        let permission = parts.iter().find_map(|part| part.permission);
        let template = parts
            .iter()
            .find(|part| matches!(part.payload, OutboxPayload::Approved { .. }));
        let way = match template {
            Some(part) => ways::of_part(tx.as_read(), env, ctx, &thread, part)?,
            None => ways::chosen(tx.as_read(), env, ctx, &thread, permission)?,
        };
        outbound::must_be_open(tx.as_read(), env, ctx, &thread, way)?;
        if let Some(permission) = permission {
            ways::take(tx, env, ctx, permission, id)?;
        }
    }
    for mut part in parts {
        if part.state == OutboxState::Failed {
            part.state = OutboxState::Queued;
            part.attempts = 0;
            part.due_at = env.now;
            tx.save_outbox(ctx, &part, part.fence)?;
        }
    }
    refresh(tx, env, ctx, id, None)?;
    comment::changed_by(tx, env, ctx, id)?;
    tx.message(ctx, id)?.ok_or(NOT_FOUND)
}

fn delete(tx: &mut dyn Tx, env: &Env<'_>, person: &Person, id: MessageId) -> Result<(), Refusal> {
    let ctx = &person.ctx;
    let mut message = own_unsent(tx.as_read(), person, id)?;
    let parts = tx.outbox_of_message(ctx, id)?;
    let unsent = |state| matches!(state, OutboxState::Queued | OutboxState::Failed);
    if !parts.iter().all(|part| unsent(part.state)) {
        return Err(Refusal::conflict(
            "already_sent",
            "A part of this message has reached the platform or is on its way: it cannot be deleted any more.",
        ));
    }
    for mut part in parts {
        ways::give_back(tx, env, ctx, &part)?;
        part.state = OutboxState::Cancelled;
        tx.save_outbox(ctx, &part, part.fence)?;
    }
    message.deleted_at = Some(env.now);
    tx.save_message(ctx, &message)?;
    publish_deleted(tx, env, ctx, &message)?;
    comment::changed_by(tx, env, ctx, id)?;
    if let Some(interaction_id) = message.interaction_id {
        let failed = tx.count_failed(ctx, interaction_id)?;
        interactions::set_failed_messages(tx, env, ctx, interaction_id, failed)?;
        interactions::answer_taken_back(tx, env, ctx, interaction_id)?;
    }
    Ok(())
}

/// An outbound message in an interaction in which the person writes to the customer.
fn own_unsent(read: &dyn Read, person: &Person, id: MessageId) -> Result<MessageRow, Refusal> {
    let message = visible(read, person, id)?;
    let Some(interaction_id) = message.interaction_id else {
        return Err(NOT_FOUND);
    };
    if message.direction != Direction::Outbound {
        return Err(Refusal::conflict(
            "not_outbound",
            "Only messages to the customer can be tried again or deleted.",
        ));
    }
    let interaction = interactions::get(read, &person.ctx, interaction_id)?;
    must_write(read, person, &interaction)?;
    Ok(message)
}
