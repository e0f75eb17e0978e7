//! Being notified: the customer agrees to what a page asks, stops it, and wants it again.

use serde_json::Value;

use super::receipts::mark_read;
use super::wire::page_of;
use crate::ControlError;
use crate::fanout::{Emission, emit, remember};
use crate::transaction::Tx;
use crate::webhook::event::{Body, Event, Optin};
use crate::world::{Attachment, Author, LIVES_MS, Notification};

/// What a request says when it names no topic.
const USUAL_TITLE: &str = "Updates and promotions";

/// What a message asks for: the topic and the payload.
pub(crate) fn request(attachments: &[Attachment]) -> Option<(String, String)> {
    attachments.iter().find_map(|attachment| match attachment {
        Attachment::Template { payload } if payload["template_type"] == "notification_messages" => {
            let text = |key: &str| {
                payload
                    .get(key)
                    .and_then(Value::as_str)
                    .filter(|text| !text.is_empty())
            };
            let title = text("title").unwrap_or(USUAL_TITLE);
            Some((title.to_owned(), text("payload").unwrap_or_default().to_owned()))
        }
        _ => None,
    })
}

/// The customer taps the button of a request. Being asked again renews what was agreed before. This opens no window.
pub(crate) fn agree(tx: &mut Tx<'_>, psid: &str, mid: &str) -> Result<String, ControlError> {
    let thread = tx.thread(psid)?;
    let message = thread
        .message(mid)
        .ok_or_else(|| ControlError::not_found("message", mid))?;
    let (Author::Page { app_id }, Some((title, payload))) =
        (message.author.clone(), request(&message.attachments))
    else {
        return Err(ControlError::invalid(
            "this message does not ask to notify the customer",
        ));
    };
    let mut known = thread.state.notifications.iter();
    let known = known
        .find(|one| one.app_id == app_id && one.title == title)
        .cloned();
    let renewed = known.is_some();
    let used_ms = known.as_ref().and_then(|known| known.used_ms);
    let token = match known {
        Some(known) => known.token,
        None => tx.ids().notification_token(),
    };
    let now = tx.now;
    let notification = Notification {
        token: token.clone(),
        app_id,
        title,
        payload,
        given_ms: now,
        expires_ms: now + LIVES_MS,
        stopped: false,
        used_ms,
    };
    mark_read(tx, psid);
    let kept = notification.clone();
    tx.edit_thread(psid, |state| {
        state.notifications.retain(|one| one.token != kept.token);
        state.notifications.push(kept);
    });
    let status = if renewed { "REFRESHED" } else { "NOT_REFRESHED" };
    tell(
        tx,
        psid,
        &notification,
        Optin {
            user_token_status: Some(status.to_owned()),
            ..Optin::default()
        },
    );
    Ok(token)
}

/// The customer stops being notified about a topic, or wants it again.
pub(crate) fn set_stopped(
    tx: &mut Tx<'_>,
    psid: &str,
    token: &str,
    stopped: bool,
) -> Result<(), ControlError> {
    let thread = tx.thread(psid)?;
    let known = thread.state.notifications.iter().find(|one| one.token == token);
    let Some(mut notification) = known.cloned() else {
        return Err(ControlError::not_found("notification", token));
    };
    notification.stopped = stopped;
    tx.edit_thread(psid, |state| {
        for one in &mut state.notifications {
            if one.token == token {
                one.stopped = stopped;
            }
        }
    });
    let status = if stopped {
        "STOP NOTIFICATIONS"
    } else {
        "RESUME NOTIFICATIONS"
    };
    tell(
        tx,
        psid,
        &notification,
        Optin {
            notification_messages_status: Some(status.to_owned()),
            ..Optin::default()
        },
    );
    Ok(())
}

fn tell(tx: &mut Tx<'_>, psid: &str, notification: &Notification, more: Optin) {
    let at_ms = tx.stamp(psid);
    let optin = Optin {
        r#type: Some("notification_messages".to_owned()),
        payload: Some(notification.payload.clone()),
        notification_messages_token: Some(notification.token.clone()),
        token_expiry_timestamp: Some(notification.expires_ms),
        title: Some(notification.title.clone()),
        ..more
    };
    let event = Event::from_customer(psid, &page_of(tx, psid), at_ms, Body::Optin(optin));
    let mut emission =
        Emission::new(psid, "messaging_optins", "optin", event).what(notification.title.clone());
    emission.only_app = Some(notification.app_id.clone());
    remember(tx, &emission);
    emit(tx, emission);
}
