//! Messages by a customer's permission to be notified, and asking for it.

use super::super::error::{GraphError, GraphResult};
use super::draft::{Draft, Messaging, WantedAttachment, WantedMessage};
use super::{Sender, templates};
use crate::phone;
use crate::world::{Attachment, Thread, World};

/// The same topic may be asked for once in so many milliseconds.
const ASK_EVERY_MS: i64 = 7 * 86_400_000;

/// The customer behind a token of this page and app.
pub(super) fn customer(world: &World, sender: &Sender, token: &str) -> GraphResult<String> {
    let mut threads = world
        .threads
        .values()
        .filter(|thread| thread.page_id == sender.page.id);
    let thread = threads.find(|thread| {
        let mut given = thread.state.notifications.iter();
        given.any(|one| one.token == token && one.app_id == sender.app.id)
    });
    thread
        .map(|thread| thread.psid.clone())
        .ok_or_else(|| GraphError::param("Invalid notification_messages_token."))
}

/// Whether a message may go out by the token now.
pub(super) fn check(thread: &Thread, token: &str, draft: &Draft, now: i64) -> GraphResult<()> {
    if draft.messaging != Messaging::Standard {
        return Err(GraphError::param("A notification token takes no tag."));
    }
    let Some(given) = thread.state.notifications.iter().find(|one| one.token == token) else {
        return Err(GraphError::param("Invalid notification_messages_token."));
    };
    if given.expires_ms <= now {
        return Err(GraphError::param("The notification_messages_token has expired."));
    }
    if given.stopped {
        return Err(GraphError::new(
            10,
            1_893_015,
            "(#10) The person has stopped notifications about this topic.",
        ));
    }
    if now < given.next_ms() {
        return Err(GraphError::new(
            613,
            1_893_016,
            "(#613) A message was sent to this token less than 48 hours ago.",
        ));
    }
    Ok(())
}

/// The same topic is asked for once a week.
pub(super) fn may_ask(thread: &Thread, message: &WantedMessage, now: i64) -> GraphResult<()> {
    let Some(WantedAttachment::Template(payload)) = &message.attachment else {
        return Ok(());
    };
    let wanted = [Attachment::Template {
        payload: payload.clone(),
    }];
    let Some((title, _)) = phone::request(&wanted) else {
        return Ok(());
    };
    let asked = thread.messages.iter().any(|known| {
        known.by_page()
            && known.at_ms + ASK_EVERY_MS > now
            && phone::request(&known.attachments).is_some_and(|(known, _)| known == title)
    });
    if asked {
        return Err(GraphError::new(
            9,
            2_018_352,
            "(#9) This person was asked about the same topic less than a week ago.",
        ));
    }
    Ok(())
}

/// The template that asks.
pub(super) fn check_request(payload: &serde_json::Value) -> GraphResult<()> {
    const WORDS: [&str; 6] = ["ALLOW", "FREQUENCY", "GET", "GET_UPDATES", "OPT_IN", "SIGN_UP"];
    let name = |field: &str| format!("{}[{field}]", templates::PATH);
    templates::length(payload.get("title"), &name("title"), 65)?;
    if templates::length(payload.get("payload"), &name("payload"), 1_000)? == 0 {
        return Err(GraphError::param(format!(
            "Param {} is required.",
            name("payload")
        )));
    }
    templates::length(payload.get("image_url"), &name("image_url"), 2_048)?;
    match payload
        .get("notification_messages_cta_text")
        .and_then(serde_json::Value::as_str)
    {
        Some(word) if !WORDS.contains(&word) => Err(GraphError::param(format!(
            "Param {} must be one of {{{}}} - got \"{word}\".",
            name("notification_messages_cta_text"),
            WORDS.join(", ")
        ))),
        _ => Ok(()),
    }
}
