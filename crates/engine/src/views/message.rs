//! A message as the API shows it.

use crate::comments;
use parlance_api::config::TakenBack;
use parlance_api::message::{AttachmentView, MessageView, QuotedMessage};
use parlance_core::{
    MessageId, TenantCtx,
    message::{MediaState, Part, preview},
};
use parlance_store::{Read, StoreError, attachments::AttachmentRow, messages::MessageRow};

/// Builds the view of a message. The platform's addresses of files are left out: browsers fetch from Parlance.
pub fn message_view(read: &dyn Read, ctx: &TenantCtx, row: &MessageRow) -> Result<MessageView, StoreError> {
    let reply_to = match &row.reply_to_provider_id {
        None => None,
        Some(provider_id) => {
            let quoted = read.message_by_provider(ctx, row.account_id, provider_id)?;
            Some(QuotedMessage {
                id: quoted.as_ref().map(|message| message.id),
                preview: quoted.map(|message| preview(&message.parts)).unwrap_or_default(),
            })
        }
    };
    let mut parts = row.parts.clone();
    for (place, part) in parts.iter_mut().enumerate() {
        hide_addresses(row.id, place, part);
    }
    Ok(MessageView {
        id: row.id,
        interaction_id: row.interaction_id,
        thread_id: row.thread_id,
        direction: row.direction,
        author: row.author,
        author_name: row.author_name.clone(),
        sent_by: row.sent_by.clone(),
        parts,
        at: row.at,
        client_msg_id: row.client_msg_id.clone(),
        delivery: row.delivery,
        problem: row.problem.clone(),
        possible_duplicate: row.possible_duplicate,
        reply_to,
        reactions: row.reactions.clone(),
        own_reaction: row.own_reaction.clone(),
        edits: row.edits,
        taken_back: row.taken_back,
        kept: row.taken_back && read.settings(ctx)?.taken_back == TakenBack::KeepForSupervisors,
        imported: row.imported,
        comment: comments::state(read, ctx, row)?,
        version: row.version,
    })
}

/// Leaves out the platform's addresses. What it alone keeps is looked at through Parlance.
fn hide_addresses(message: MessageId, place: usize, part: &mut Part) {
    let Some(media) = part.media_mut() else { return };
    let source = media.source_url.take();
    if media.state != MediaState::Linked || source.is_none() {
        return;
    }
    media.shown_at = Some(format!("/api/v1/messages/{message}/media?place={place}"));
    if let Part::Shared { url, .. } = part
        && *url == source
    {
        *url = None;
    }
}

/// Builds the view of a stored file.
#[must_use]
pub fn attachment_view(row: &AttachmentRow) -> AttachmentView {
    AttachmentView {
        id: row.id,
        name: row.name.clone(),
        mime: row.mime.clone(),
        kind: row.kind.as_str().to_owned(),
        size_bytes: row.size_bytes,
        picture: row.picture_size(),
    }
}
