//! Writing: the customer's messages and taps, and answers typed in the page inbox.

use serde_json::Value;

use super::receipts::mark_read;
use super::wire;
use crate::ControlError;
use crate::fanout::{emit, remember};
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::world::{Attachment, Author, Change, Message, Referral};

/// The app id under which a person answers in Meta Business Suite.
pub(crate) const INBOX_APP: &str = "263902037430900";

const MAX_TEXT: usize = 20_000;

/// What a customer sends.
#[derive(Debug, Default)]
pub(crate) struct Writing {
    pub text: Option<String>,
    pub attachments: Vec<Attachment>,
    pub reply_to: Option<String>,
    pub referral: Option<Referral>,
    /// Payload of a tapped quick reply.
    pub quick_reply: Option<String>,
}

impl Writing {
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: Some(text.into()),
            ..Self::default()
        }
    }

    pub fn attachment(attachment: Attachment) -> Self {
        Self {
            attachments: vec![attachment],
            ..Self::default()
        }
    }

    fn message(self, mid: String, author: Author, at_ms: i64) -> Message {
        Message {
            mid,
            at_ms,
            author,
            text: self.text,
            attachments: self.attachments,
            quick_replies: Vec::new(),
            tapped: self.quick_reply,
            metadata: None,
            reply_to: self.reply_to,
            referral: self.referral,
            held: false,
            delivered_ms: None,
            customer_reaction: None,
            page_reaction: None,
            edits: 0,
            taken_back: false,
            persona: None,
        }
    }
}

/// The customer sends a message. Without signal it waits on the phone. Returns its id.
pub(crate) fn write(
    platform: &Platform,
    tx: &mut Tx<'_>,
    psid: &str,
    writing: Writing,
) -> Result<String, ControlError> {
    check(&writing)?;
    let no_signal = tx.holder(psid)?.phone.no_signal;
    let mid = tx.ids().mid();
    let now = tx.now;
    let mut message = writing.message(mid.clone(), Author::Customer, now);
    if no_signal {
        message.held = true;
        tx.apply(Change::MessagePut {
            psid: psid.to_owned(),
            message,
        });
    } else {
        leave_phone(platform, tx, psid, message);
    }
    Ok(mid)
}

fn check(writing: &Writing) -> Result<(), ControlError> {
    let length = writing.text.as_deref().map_or(0, |text| text.chars().count());
    let blank = writing.text.as_deref().is_none_or(|text| text.trim().is_empty());
    if blank && writing.attachments.is_empty() {
        return Err(ControlError::invalid(
            "write something first: the message is empty",
        ));
    }
    if length > MAX_TEXT {
        return Err(ControlError::invalid(format!(
            "{length} characters; a phone sends at most {MAX_TEXT}"
        )));
    }
    Ok(())
}

/// A message reaches the platform: it gets its time, opens the window and is told to the apps.
fn leave_phone(platform: &Platform, tx: &mut Tx<'_>, psid: &str, mut message: Message) {
    // Who writes has read.
    mark_read(tx, psid);
    message.held = false;
    message.at_ms = tx.stamp(psid);
    let at_ms = message.at_ms;
    tx.apply(Change::MessagePut {
        psid: psid.to_owned(),
        message: message.clone(),
    });
    tx.edit_thread(psid, |state| state.last_act_ms = Some(at_ms));
    let emission = wire::message(platform, tx, psid, &message);
    remember(tx, &emission);
    emit(tx, emission);
}

/// Sends everything that waited for a signal, oldest first.
pub(crate) fn release_held(platform: &Platform, tx: &mut Tx<'_>, psid: &str) {
    let Ok(thread) = tx.thread(psid) else { return };
    let held: Vec<Message> = thread
        .messages
        .iter()
        .filter(|message| message.held)
        .cloned()
        .collect();
    for message in held {
        leave_phone(platform, tx, psid, message);
    }
}

/// The customer taps a quick reply; it arrives as a message that carries the payload.
pub(crate) fn tap_quick_reply(
    platform: &Platform,
    tx: &mut Tx<'_>,
    psid: &str,
    mid: &str,
    payload: &str,
) -> Result<String, ControlError> {
    let thread = tx.thread(psid)?;
    let Some(offering) = thread.message(mid).cloned() else {
        return Err(ControlError::not_found("message", mid));
    };
    let Some(choice) = offering
        .quick_replies
        .iter()
        .find(|choice| choice.payload == payload)
        .cloned()
    else {
        return Err(ControlError::invalid("this message offers no such quick reply"));
    };
    let later = thread
        .messages
        .iter()
        .rev()
        .take_while(|message| message.mid != mid);
    if offering.tapped.is_some() || later.clone().any(|message| message.author == Author::Customer) {
        return Err(ControlError::Conflict(
            "the quick replies are gone: something was written since".into(),
        ));
    }
    tx.apply(Change::MessagePut {
        psid: psid.to_owned(),
        message: Message {
            tapped: Some(payload.to_owned()),
            ..offering
        },
    });
    let writing = Writing {
        text: Some(choice.title),
        quick_reply: Some(choice.payload),
        ..Writing::default()
    };
    write(platform, tx, psid, writing)
}

/// The customer taps a button of a template; the app that sent it hears of it.
pub(crate) fn tap_button(
    tx: &mut Tx<'_>,
    psid: &str,
    mid: &str,
    payload: &str,
) -> Result<String, ControlError> {
    let thread = tx.thread(psid)?;
    let Some(offering) = thread.message(mid) else {
        return Err(ControlError::not_found("message", mid));
    };
    let Author::Page { app_id } = offering.author.clone() else {
        return Err(ControlError::invalid("only a page's message has buttons"));
    };
    let templates = offering
        .attachments
        .iter()
        .filter_map(|attachment| match attachment {
            Attachment::Template { payload } => Some(payload),
            _ => None,
        });
    let Some(title) = templates
        .flat_map(buttons)
        .find(|(known, _)| known == payload)
        .map(|(_, title)| title)
    else {
        return Err(ControlError::invalid("this message has no such button"));
    };
    let mut emission = postback(tx, psid, &title, payload, None);
    emission.only_app = Some(app_id);
    let mid = emission.mid.clone().unwrap_or_default();
    remember(tx, &emission);
    emit(tx, emission);
    Ok(mid)
}

/// A tap that says something: shown as the customer's words, told as a postback.
pub(super) fn postback(
    tx: &mut Tx<'_>,
    psid: &str,
    title: &str,
    payload: &str,
    referral: Option<Referral>,
) -> crate::fanout::Emission {
    mark_read(tx, psid);
    let mid = tx.ids().mid();
    let at_ms = tx.stamp(psid);
    let writing = Writing {
        referral,
        ..Writing::text(title)
    };
    let message = writing.message(mid, Author::Customer, at_ms);
    tx.apply(Change::MessagePut {
        psid: psid.to_owned(),
        message: message.clone(),
    });
    tx.edit_thread(psid, |state| state.last_act_ms = Some(at_ms));
    wire::postback(tx, psid, &message, payload)
}

/// Payloads and titles of a template's postback buttons, wherever they stand in it.
fn buttons(template: &Value) -> Vec<(String, String)> {
    match template {
        Value::Object(map) => {
            if map.get("type").and_then(Value::as_str) == Some("postback") {
                let text = |key| {
                    map.get(key)
                        .and_then(Value::as_str)
                        .unwrap_or_default()
                        .to_owned()
                };
                return vec![(text("payload"), text("title"))];
            }
            map.values().flat_map(buttons).collect()
        }
        Value::Array(list) => list.iter().flat_map(buttons).collect(),
        _ => Vec::new(),
    }
}

/// Somebody answers in the page inbox, beside all apps; apps see it as an echo.
pub(crate) fn inbox_reply(
    platform: &Platform,
    tx: &mut Tx<'_>,
    psid: &str,
    text: &str,
) -> Result<String, ControlError> {
    let writing = Writing::text(text);
    check(&writing)?;
    tx.thread(psid)?;
    let mid = tx.ids().mid();
    let at_ms = tx.stamp(psid);
    let author = Author::Page {
        app_id: INBOX_APP.to_owned(),
    };
    let message = writing.message(mid.clone(), author, at_ms);
    tx.apply(Change::MessagePut {
        psid: psid.to_owned(),
        message: message.clone(),
    });
    emit(tx, wire::echo(platform, tx, psid, &message));
    Ok(mid)
}
