//! The customer changed something: a reaction, an edit, a message taken back. Any of them may come before the message
//! it is about.

use parlance_api::config::TakenBack;
use parlance_core::{
    MessageId, TenantCtx, Timestamp,
    message::{Part, SystemLine, preview},
};
use parlance_store::{Tx, messages::MessageRow, versions::VersionRow};
use serde::{Deserialize, Serialize};

use super::{Arrival, acts::window_opened, message, thread};
use crate::{Env, Refusal, interactions, messages};

/// An edit that came before its message.
#[derive(Debug, Serialize, Deserialize)]
struct EarlyEdit {
    text: Option<String>,
    revision: u32,
}

/// A reaction, or `None` when it was taken away. The newest by the platform's clock counts.
pub(super) fn reacted(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    message_id: &str,
    emoji: Option<&str>,
) -> Result<(), Refusal> {
    if !arrival.first_time(tx)? {
        return Ok(());
    }
    let ctx = &arrival.ctx;
    let latest = messages::reaction_key(message_id);
    let overtaken = arrival
        .remembered(tx, &latest)?
        .is_some_and(|newest| newest.at > arrival.at);
    let Some(thread) = thread::known_or_new(tx, env, arrival)? else {
        return Ok(());
    };
    window_opened(tx, env, arrival, &thread)?;
    if overtaken {
        return Ok(());
    }
    arrival.remember(tx, &latest, emoji.map(str::to_owned))?;
    let found = tx.message_by_provider(ctx, arrival.account.id, message_id)?;
    if let Some(mut message) = found.filter(|message| message.deleted_at.is_none()) {
        message.reactions = emoji.map(str::to_owned).into_iter().collect();
        message.version = tx.save_message(ctx, &message)?;
        return messages::publish(tx, env, ctx, &message);
    }
    let emoji = emoji.map(str::to_owned);
    message::line(tx, env, arrival, &thread, SystemLine::Reacted { emoji })
}

/// An edit. The highest revision counts; all of them are kept.
pub(super) fn edited(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    message_id: &str,
    text: Option<&str>,
    revision: u32,
) -> Result<(), Refusal> {
    let ctx = &arrival.ctx;
    let edit = EarlyEdit {
        text: text.map(str::to_owned),
        revision,
    };
    if let Some(mut message) = tx.message_by_provider(ctx, arrival.account.id, message_id)? {
        let old = preview(&message.parts);
        let before = version(&message, arrival.at);
        if !change(&mut message, &edit) {
            return overtaken(tx, arrival, &message, &edit);
        }
        tx.keep_version(ctx, message.id, &before)?;
        return save(tx, env, arrival, message, &old);
    }
    let key = edit_key(message_id);
    let known = arrival
        .remembered(tx, &key)?
        .and_then(|row| parse(row.detail.as_deref()));
    if known.is_some_and(|known| known.revision >= revision) {
        return Ok(());
    }
    arrival.remember(tx, &key, serde_json::to_string(&edit).ok())
}

/// An edit that a newer one has overtaken belongs between the versions.
fn overtaken(
    tx: &mut dyn Tx,
    arrival: &Arrival<'_>,
    message: &MessageRow,
    edit: &EarlyEdit,
) -> Result<(), Refusal> {
    if message.taken_back || edit.revision >= message.edits {
        return Ok(());
    }
    let Some(text) = &edit.text else { return Ok(()) };
    let between = VersionRow {
        revision: edit.revision,
        parts: with_text(message.parts.clone(), text),
        until: arrival.at,
    };
    Ok(tx.keep_version(&arrival.ctx, message.id, &between)?)
}

/// What a message says now, as a version that is outdated from a moment on.
fn version(message: &MessageRow, until: Timestamp) -> VersionRow {
    VersionRow {
        revision: message.edits,
        parts: message.parts.clone(),
        until,
    }
}

/// Keeps versions of a message.
pub(super) fn keep(
    tx: &mut dyn Tx,
    ctx: &TenantCtx,
    message: MessageId,
    versions: &[VersionRow],
) -> Result<(), Refusal> {
    for version in versions {
        tx.keep_version(ctx, message, version)?;
    }
    Ok(())
}

/// Stores a changed message, tells the desks, and keeps lists from showing what it said before.
pub(super) fn save(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    mut message: MessageRow,
    old: &str,
) -> Result<(), Refusal> {
    let ctx = &arrival.ctx;
    message.version = tx.save_message(ctx, &message)?;
    messages::publish(tx, env, ctx, &message)?;
    match message.interaction_id {
        Some(id) if !old.is_empty() => {
            interactions::line_changed(tx, env, ctx, id, old, &preview(&message.parts))
        }
        _ => Ok(()),
    }
}

/// A message taken back: its content goes out of sight, or for good, as the tenant has decided.
pub(super) fn taken_back(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    message_id: &str,
) -> Result<(), Refusal> {
    let ctx = &arrival.ctx;
    match tx.message_by_provider(ctx, arrival.account.id, message_id)? {
        Some(message) if message.taken_back => Ok(()),
        Some(mut message) => {
            let old = preview(&message.parts);
            if tx.settings(ctx)?.taken_back == TakenBack::Erase {
                erase(tx, ctx, &message)?;
            } else {
                tx.keep_version(ctx, message.id, &version(&message, arrival.at))?;
            }
            forget(&mut message);
            save(tx, env, arrival, message, &old)
        }
        None => arrival.remember(tx, &unsend_key(message_id), None),
    }
}

/// Files and earlier versions of a message go.
fn erase(tx: &mut dyn Tx, ctx: &TenantCtx, message: &MessageRow) -> Result<(), Refusal> {
    let versions = tx.versions(ctx, message.id)?;
    let parts = versions
        .iter()
        .flat_map(|version| &version.parts)
        .chain(&message.parts);
    for file in parts.filter_map(|part| part.media()?.attachment_id) {
        tx.forget_attachment(ctx, file)?;
    }
    Ok(tx.forget_versions(ctx, message.id)?)
}

/// Applies to a new message what came before it; returns what it said until then.
pub(super) fn catch_up(
    tx: &mut dyn Tx,
    arrival: &Arrival<'_>,
    message: &mut MessageRow,
) -> Result<Vec<VersionRow>, Refusal> {
    let mut outdated = Vec::new();
    let Some(message_id) = message.provider_id.clone() else {
        return Ok(outdated);
    };
    let keys = [
        edit_key(&message_id),
        messages::reaction_key(&message_id),
        unsend_key(&message_id),
    ];
    let [edit, reaction, unsend] = tx.applied_of(
        &arrival.ctx,
        arrival.account.id,
        keys.each_ref().map(String::as_str),
    )?;
    if let Some(row) = edit
        && let Some(edit) = parse(row.detail.as_deref())
    {
        let before = version(message, row.at);
        if change(message, &edit) {
            outdated.push(before);
        }
    }
    message.reactions = reaction.and_then(|row| row.detail).into_iter().collect();
    if let Some(row) = unsend {
        outdated.push(version(message, row.at));
        forget(message);
        if tx.settings(&arrival.ctx)?.taken_back == TakenBack::Erase {
            outdated.clear();
        }
    }
    Ok(outdated)
}

/// Puts a newer text in place of the old one; `false` when the message has this revision already.
fn change(message: &mut MessageRow, edit: &EarlyEdit) -> bool {
    if message.taken_back || message.edits >= edit.revision {
        return false;
    }
    message.edits = edit.revision;
    if let Some(new) = &edit.text {
        message.parts = with_text(std::mem::take(&mut message.parts), new);
    }
    true
}

/// These parts with another text.
pub(super) fn with_text(mut parts: Vec<Part>, new: &str) -> Vec<Part> {
    let text = parts.iter_mut().find_map(|part| match part {
        Part::Text { text } => Some(text),
        _ => None,
    });
    match text {
        Some(text) => new.clone_into(text),
        None => parts.insert(0, Part::Text { text: new.to_owned() }),
    }
    parts
}

fn forget(message: &mut MessageRow) {
    message.taken_back = true;
    message.parts.clear();
    message.reactions.clear();
}

fn parse(detail: Option<&str>) -> Option<EarlyEdit> {
    serde_json::from_str(detail?).ok()
}

fn edit_key(message_id: &str) -> String {
    format!("early_edit:{message_id}")
}

fn unsend_key(message_id: &str) -> String {
    format!("early_unsend:{message_id}")
}
