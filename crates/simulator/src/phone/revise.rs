//! Changing what was written: edits, taking back, reactions; and sending an event a second time.

use super::wire;
use crate::ControlError;
use crate::fanout::{Emission, emit, remember};
use crate::instagram;
use crate::transaction::Tx;
use crate::webhook::event::{Body, Event, Reaction, reaction_name};
use crate::world::{Change, LogTopic, Message, QueuedEvent};

/// Most edits a phone allows.
const MAX_EDITS: u32 = 5;

fn last_own(tx: &Tx<'_>, psid: &str) -> Result<Message, ControlError> {
    let last = tx
        .thread(psid)?
        .last_of_customer()
        .filter(|message| !message.held);
    last.cloned()
        .ok_or_else(|| ControlError::Conflict("the customer has not written anything yet".into()))
}

/// The customer edits their last text.
pub(crate) fn edit_last(tx: &mut Tx<'_>, psid: &str, text: &str) -> Result<(), ControlError> {
    let last = last_own(tx, psid)?;
    if last.text.is_none() || text.trim().is_empty() {
        return Err(ControlError::invalid(
            "only a text can be edited, and it cannot become empty",
        ));
    }
    if last.edits >= MAX_EDITS {
        return Err(ControlError::Conflict(format!(
            "a message can be edited {MAX_EDITS} times"
        )));
    }
    let edited = Message {
        text: Some(text.to_owned()),
        edits: last.edits + 1,
        ..last
    };
    let body = Body::MessageEdit {
        mid: edited.mid.clone(),
        text: text.to_owned(),
        num_edit: edited.edits,
    };
    let at_ms = tx.stamp(psid);
    let event = Event::from_customer(psid, &wire::page_of(tx, psid), at_ms, body);
    let what = crate::world::quote(text);
    tx.apply(Change::MessagePut {
        psid: psid.to_owned(),
        message: edited,
    });
    let emission = Emission::new(psid, "message_edits", "message_edit", event).what(what);
    remember(tx, &emission);
    emit(tx, emission);
    Ok(())
}

/// The customer takes back their last message.
pub(crate) fn take_back_last(tx: &mut Tx<'_>, psid: &str) -> Result<(), ControlError> {
    let last = last_own(tx, psid)?;
    let what = last.gist();
    let gone = Message {
        taken_back: true,
        ..last
    };
    let at_ms = tx.stamp(psid);
    let emission = wire::taken_back(tx, psid, &gone.mid, at_ms).what(what);
    tx.apply(Change::MessagePut {
        psid: psid.to_owned(),
        message: gone,
    });
    remember(tx, &emission);
    emit(tx, emission);
    Ok(())
}

/// The customer reacts to a message, changes the reaction, or removes it (`None`).
pub(crate) fn react(tx: &mut Tx<'_>, psid: &str, mid: &str, emoji: Option<&str>) -> Result<(), ControlError> {
    let Some(message) = tx.thread(psid)?.message(mid).cloned() else {
        return Err(ControlError::not_found("message", mid));
    };
    if emoji.is_some_and(|emoji| emoji.is_empty() || emoji.chars().count() > 16) {
        return Err(ControlError::invalid("a reaction is one emoji"));
    }
    let at_ms = tx.stamp(psid);
    let reaction = Reaction {
        reaction: emoji.map(|emoji| reaction_name(emoji).to_owned()),
        emoji: emoji.map(str::to_owned),
        action: if emoji.is_some() { "react" } else { "unreact" }.to_owned(),
        mid: mid.to_owned(),
    };
    let what = format!("{} on {}", emoji.unwrap_or("none"), message.gist());
    tx.apply(Change::MessagePut {
        psid: psid.to_owned(),
        message: Message {
            customer_reaction: emoji.map(str::to_owned),
            ..message
        },
    });
    if emoji.is_some() {
        // A reaction opens the 24-hour window.
        tx.edit_thread(psid, |state| state.last_act_ms = Some(at_ms));
    }
    let event = Event::from_customer(psid, &wire::page_of(tx, psid), at_ms, Body::Reaction(reaction));
    let emission = Emission::new(psid, "message_reactions", "reaction", event).what(what);
    remember(tx, &emission);
    emit(tx, emission);
    Ok(())
}

/// Sends the customer's last event again, byte for byte: `copies` times, one after the other in the
/// thread's order, or all at once on connections of their own.
pub(crate) fn repeat(
    tx: &mut Tx<'_>,
    psid: &str,
    copies: usize,
    concurrent: bool,
) -> Result<(), ControlError> {
    let thread = tx.thread(psid)?;
    let page_id = thread.page_id.clone();
    let Some(last) = thread.state.last_event.clone() else {
        return Err(ControlError::Conflict(
            "nothing was sent yet that could be sent again".into(),
        ));
    };
    let Some(page) = tx.world.pages.get(&page_id) else {
        return Err(ControlError::not_found("page", page_id));
    };
    let account = instagram::is_account(&page_id);
    let heard: Vec<String> = instagram::page_behind(tx.world, page)
        .subscriptions
        .keys()
        .filter(|id| {
            tx.world.apps.get(*id).is_some_and(|app| {
                let chosen = if account {
                    &app.instagram_fields
                } else {
                    &app.fields
                };
                app.webhook.is_some() && chosen.contains(&last.field)
            })
        })
        .cloned()
        .collect();
    if heard.is_empty() {
        return Err(ControlError::Conflict("no app hears of this page".into()));
    }
    for app_id in heard {
        for _ in 0..copies.clamp(1, 20) {
            let event = QueuedEvent {
                seq: tx.ids().number(),
                app_id: app_id.clone(),
                page_id: page_id.clone(),
                psid: Some(psid.to_owned()),
                field: last.field.clone(),
                standby: false,
                kind: format!("{} again", last.kind),
                what: last.what.clone(),
                mid: last.mid.clone(),
                value: last.value.clone(),
                queued_ms: tx.now,
                loose: concurrent,
            };
            tx.queue(event, 0);
        }
    }
    tx.log(
        LogTopic::Notice,
        "repeat",
        "the last event is sent again",
        |entry| {
            entry.psid = Some(psid.to_owned());
            entry.page_id = Some(page_id);
        },
    );
    Ok(())
}
