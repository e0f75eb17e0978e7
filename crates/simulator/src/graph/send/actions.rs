//! Sender actions: typing, seen, reactions of the page.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::accounts::not_kept;
use super::super::error::{GraphError, GraphResult};
use super::Sender;
use super::accept::{self, reachable_thread};
use super::draft::Action;
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::world::{Change, LogTopic, Message};

/// Typing ends by itself after 20 seconds.
const TYPING_MS: i64 = 20_000;

/// Carries out an action; the answer names the recipient only.
pub(super) async fn act(
    platform: &Arc<Platform>,
    sender: &Sender,
    psid: &str,
    action: Action,
    persona: Option<&str>,
) -> GraphResult<Value> {
    let (result, receipt) = platform.transact(|tx| {
        reachable_thread(tx, sender, psid)?;
        let shown = accept::persona(tx, sender, persona)?;
        let kind = match action {
            Action::TypingOn => {
                let until = tx.now + TYPING_MS;
                tx.edit_thread(psid, |state| {
                    state.page_typing_until_ms = until;
                    state.page_typing_as = shown.map(|persona| persona.name);
                });
                "typing_on"
            }
            Action::TypingOff => {
                tx.edit_thread(psid, |state| state.page_typing_until_ms = 0);
                "typing_off"
            }
            Action::MarkSeen => {
                mark_seen(tx, psid);
                "mark_seen"
            }
            Action::React { mid, emoji } => {
                let emoji = given(sender, emoji)?;
                react(tx, psid, &mid, Some(emoji))?;
                "react"
            }
            Action::Unreact { mid } => {
                react(tx, psid, &mid, None)?;
                "unreact"
            }
        };
        tx.log(
            LogTopic::Send,
            kind,
            format!("from {}", sender.app.name),
            |entry| {
                "ok".clone_into(&mut entry.answer);
                entry.psid = Some(psid.to_owned());
                entry.page_id = Some(sender.page.id.clone());
                entry.app_id = Some(sender.app.id.clone());
            },
        );
        Ok(json!({"recipient_id": psid}))
    });
    receipt.durable().await.map_err(not_kept)?;
    result
}

/// An Instagram account can give one reaction, by its name.
fn given(sender: &Sender, word: String) -> GraphResult<String> {
    if sender.page.connected_to.is_none() {
        return Ok(word);
    }
    let (name, emoji) = crate::instagram::LOVE;
    if word == name {
        Ok(emoji.to_owned())
    } else {
        Err(GraphError::param(
            "param payload[reaction] must be one of {love} on Instagram.",
        ))
    }
}

fn mark_seen(tx: &mut Tx<'_>, psid: &str) {
    let now = tx.now;
    let newest = tx
        .world
        .threads
        .get(psid)
        .and_then(|thread| {
            thread
                .messages
                .iter()
                .filter(|m| !m.by_page() && !m.held)
                .map(|m| m.at_ms)
                .max()
        })
        .unwrap_or(now);
    tx.edit_thread(psid, |state| state.seen_by_page_ms = newest.max(now));
}

fn react(tx: &mut Tx<'_>, psid: &str, mid: &str, emoji: Option<String>) -> GraphResult<()> {
    let message = tx
        .world
        .threads
        .get(psid)
        .and_then(|thread| thread.message(mid))
        .cloned();
    let Some(message) = message else {
        return Err(GraphError::param(
            "param payload[message_id] is not a message of this thread.",
        ));
    };
    tx.apply(Change::MessagePut {
        psid: psid.to_owned(),
        message: Message {
            page_reaction: emoji,
            ..message
        },
    });
    Ok(())
}
