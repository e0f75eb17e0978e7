//! Everything that is not a message: receipts, reactions, changes, opt-ins, control, policy.

use parlance_channel::inbound::{InboundPayload, OptIn, ThreadAction, ThreadControl};

use super::event::Reading;
use crate::meta::json::{Node, Object};

/// Longest token kept, bytes; documented ones have some twenty digits.
const MAX_TOKEN: usize = 4_096;
/// Longest emoji, bytes: a family of four with skin tones has 41. What is longer is no emoji.
const MAX_EMOJI: usize = 64;

pub(super) fn delivery(body: &Object<'_>) -> Reading {
    let message_ids: Vec<String> = body
        .get("mids")
        .and_then(Node::list)
        .unwrap_or_default()
        .into_iter()
        .filter_map(Node::id)
        .collect();
    let named = !message_ids.is_empty();
    let watermark = body.get("watermark").and_then(Node::moment);
    let reading = Reading::new(InboundPayload::Delivery {
        message_ids,
        watermark,
    });
    if named { reading } else { reading.of_customer() }
}

pub(super) fn read(body: &Object<'_>) -> Result<Reading, String> {
    let watermark = body.get("watermark").and_then(Node::moment);
    let message_id = body.id("mid");
    if watermark.is_none() && message_id.is_none() {
        return Err("'read' says neither until when nor which message".to_owned());
    }
    Ok(Reading::new(InboundPayload::Read {
        watermark,
        message_id,
    })
    .of_customer())
}

pub(super) fn reaction(body: &Object<'_>) -> Result<Reading, String> {
    let message_id = body.id("mid").ok_or("'reaction' does not name the message")?;
    let removed = body
        .text("action")
        .is_some_and(|action| action.eq_ignore_ascii_case("unreact"));
    let short = |key: &str| body.text(key).filter(|word| word.len() <= MAX_EMOJI);
    let name = short("reaction");
    let emoji = short("emoji").or_else(|| emoji_of(name.as_deref()?).map(str::to_owned));
    let emoji = emoji.filter(|_| !removed);
    Ok(Reading::new(InboundPayload::Reaction {
        message_id,
        emoji,
        name,
        removed,
    }))
}

/// The emoji behind a word, for reactions that come with the word alone.
fn emoji_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "love" => "❤️",
        "smile" | "laugh" => "😆",
        "wow" => "😮",
        "sad" => "😢",
        "angry" => "😠",
        "like" | "yes" => "👍",
        "dislike" | "no" => "👎",
        _ => return None,
    })
}

pub(super) fn edit(body: &Object<'_>) -> Result<Reading, String> {
    let message_id = body.id("mid").ok_or("'message_edit' does not name the message")?;
    let revision = body
        .get("num_edit")
        .and_then(Node::integer)
        .and_then(|number| u32::try_from(number).ok());
    let revision = revision.unwrap_or(1);
    let key = format!("{message_id}#{revision}");
    let text = body.get("text").and_then(Node::text);
    Ok(Reading::keyed(
        InboundPayload::Edit {
            message_id,
            text,
            revision,
        },
        Some(key),
    ))
}

pub(super) fn opt_in(body: &Object<'_>) -> Reading {
    let status = body.text("notification_messages_status").unwrap_or_default();
    let begins = |word: &str| {
        status
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    Reading::new(InboundPayload::OptIn(OptIn {
        reference: body.text("ref").or_else(|| body.text("payload")),
        user_ref: body.id("user_ref"),
        kind: body.text("type"),
        title: body.text("title"),
        token: body
            .id("notification_messages_token")
            .filter(|token| token.len() <= MAX_TOKEN),
        frequency: body.text("notification_messages_frequency"),
        expires_at: body.get("token_expiry_timestamp").and_then(Node::moment),
        stopped: if begins("stop") {
            Some(true)
        } else {
            begins("resume").then_some(false)
        },
    }))
}

pub(super) fn policy(body: &Object<'_>) -> Reading {
    let action = body
        .text("action")
        .map_or_else(|| "unknown".to_owned(), |action| action.to_ascii_lowercase());
    Reading::new(InboundPayload::Policy {
        action,
        reason: body.text("reason"),
    })
}

pub(super) fn thread_control(kind: &str, value: Node<'_>, body: &Object<'_>) -> Reading {
    let (action, new_owner) = match kind {
        "pass_thread_control" => (ThreadAction::Passed, "new_owner_app_id"),
        "take_thread_control" => (ThreadAction::Taken, "new_owner_app_id"),
        "request_thread_control" => (ThreadAction::Requested, "requested_owner_app_id"),
        _ => (ThreadAction::Roles, ""),
    };
    let metadata = if action == ThreadAction::Roles {
        Some(value.compact())
    } else {
        body.text("metadata")
    };
    Reading::new(InboundPayload::ThreadControl(ThreadControl {
        action,
        previous_owner: body.id("previous_owner_app_id"),
        new_owner: body.id(new_owner),
        metadata,
    }))
}
