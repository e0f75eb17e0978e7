//! The customer changed something: a reaction, an edit, a message taken back. Any of them may come before the message
//! it is about.

use parlance_core::message::{Part, SystemLine, preview};
use parlance_store::{Tx, messages::MessageRow};
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
    let latest = format!("reaction_at:{message_id}");
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

/// An edit. The highest revision counts.
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
        if !change(&mut message, &edit) {
            return Ok(());
        }
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

/// Stores a changed message, tells the desks, and keeps lists from showing what it said before.
fn save(
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

/// A message taken back: its content goes.
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
            forget(&mut message);
            save(tx, env, arrival, message, &old)
        }
        None => arrival.remember(tx, &unsend_key(message_id), None),
    }
}

/// Applies to a new message what came before it.
pub(super) fn catch_up(
    tx: &mut dyn Tx,
    arrival: &Arrival<'_>,
    message: &mut MessageRow,
) -> Result<(), Refusal> {
    let Some(message_id) = message.provider_id.clone() else {
        return Ok(());
    };
    if let Some(row) = arrival.remembered(tx, &edit_key(&message_id))?
        && let Some(edit) = parse(row.detail.as_deref())
    {
        change(message, &edit);
    }
    if arrival.remembered(tx, &unsend_key(&message_id))?.is_some() {
        forget(message);
    }
    Ok(())
}

/// Puts a newer text in place of the old one; `false` when the message has this revision already.
fn change(message: &mut MessageRow, edit: &EarlyEdit) -> bool {
    if message.taken_back || message.edits >= edit.revision {
        return false;
    }
    message.edits = edit.revision;
    if let Some(new) = &edit.text {
        let text = message.parts.iter_mut().find_map(|part| match part {
            Part::Text { text } => Some(text),
            _ => None,
        });
        match text {
            Some(text) => text.clone_from(new),
            None => message.parts.insert(0, Part::Text { text: new.clone() }),
        }
    }
    true
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
