//! `message` and `postback`: what the customer, or the page, said.

use parlance_channel::inbound::{Echo, InboundMessage, InboundPayload, Postback};
use parlance_core::message::Part;

use super::{Dialect, attachment, event::Reading, referral};
use crate::meta::json::{Node, Object};

/// Most commands of one message that are shown.
const MAX_COMMANDS: usize = 5;
/// Longest name of a command, by the Messenger Profile API.
const MAX_COMMAND: usize = 32;

pub(super) fn read(
    dialect: &dyn Dialect,
    event: &Object<'_>,
    message: &Object<'_>,
    from_page: bool,
) -> Result<Reading, String> {
    let is = |key: &str| message.get(key).is_some_and(Node::is_true);
    let message_id = message.id("mid");
    // What the page sent is an echo, whether or not it says so: taken for a customer's, it would be answered.
    let is_echo = is("is_echo") || from_page;
    if is("is_deleted") {
        let message_id = message_id.ok_or("a message was taken back, but not which")?;
        let payload = InboundPayload::Unsend {
            message_id: message_id.clone(),
            is_echo,
        };
        return Ok(Reading::keyed(payload, Some(message_id)));
    }
    let synthetic = dialect.is_synthetic(event);
    let mut parts = parts(dialect, message);
    if synthetic {
        parts = parts
            .into_iter()
            .map(|part| dialect.synthetic_part(part))
            .collect();
    }
    let reply_to = message.object("reply_to").and_then(|quoted| quoted.id("mid"));
    let key = message_id.clone();
    let payload = if is_echo {
        let (app_id, metadata) = (message.id("app_id"), message.text("metadata"));
        InboundPayload::Echo(Echo {
            message_id,
            app_id,
            metadata,
            parts,
            reply_to,
        })
    } else {
        InboundPayload::Message(InboundMessage {
            message_id,
            parts,
            reply_to,
            referral: message
                .object("referral")
                .map(|origin| referral::read(&origin, None)),
            opt_in_ref: event
                .object("prior_message")
                .and_then(|prior| prior.id("identifier")),
            synthetic,
        })
    };
    Ok(Reading::keyed(payload, key).of_customer())
}

pub(super) fn postback(postback: &Object<'_>) -> Reading {
    let message_id = postback.id("mid");
    let payload = postback.text("payload");
    let title = postback
        .text("title")
        .or_else(|| payload.clone())
        .unwrap_or_else(|| "Button".to_owned());
    let key = message_id.clone();
    let payload = InboundPayload::Postback(Postback {
        message_id,
        parts: vec![Part::Postback { title, payload }],
        referral: postback
            .object("referral")
            .map(|origin| referral::read(&origin, None)),
    });
    Reading::keyed(payload, key).of_customer()
}

/// What is answered to, text, what was chosen, attachments. Never empty: what cannot be shown says so.
fn parts(dialect: &dyn Dialect, message: &Object<'_>) -> Vec<Part> {
    let mut parts: Vec<Part> = dialect.answered(message).into_iter().collect();
    if let Some(text) = message
        .get("text")
        .and_then(Node::text)
        .filter(|text| !text.is_empty())
    {
        parts.push(Part::Text { text });
    }
    if let Some(payload) = message
        .object("quick_reply")
        .and_then(|chosen| chosen.text("payload"))
    {
        parts.push(Part::QuickReply { payload });
    }
    let commands = message.get("commands").and_then(Node::list).unwrap_or_default();
    let names = commands
        .into_iter()
        .filter_map(|command| command.object()?.text("name"));
    parts.extend(names.take(MAX_COMMANDS).map(|name| {
        Part::Command {
            name: name
                .chars()
                .filter(|c| !c.is_control())
                .take(MAX_COMMAND)
                .collect(),
        }
    }));
    parts.extend(attachment::parts(dialect, message));
    if parts.is_empty() {
        let unsupported = message.get("is_unsupported").is_some_and(Node::is_true);
        let platform_type = if unsupported {
            "unsupported"
        } else {
            "empty message"
        };
        parts.push(Part::Unsupported {
            platform_type: platform_type.to_owned(),
        });
    }
    parts
}
