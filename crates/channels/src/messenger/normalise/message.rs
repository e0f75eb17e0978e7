//! `message` and `postback`: what the customer, or the page, said.

use parlance_channel::inbound::{Echo, InboundMessage, InboundPayload, Postback};
use parlance_core::message::Part;

use super::{attachment, event::Reading, referral};
use crate::meta::json::{Node, Object};

/// The app that asks a lead advertisement's questions; its summary is no message of the customer.
const LEAD_APP: &str = "413038776280800";
const LEAD_DONE: &str = "messenger_lead_gen_complete";

pub(super) fn read(event: &Object<'_>, message: &Object<'_>, from_page: bool) -> Result<Reading, String> {
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
    let parts = parts(message);
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
            synthetic: is_lead_summary(event),
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

/// Text first, then what was chosen, then attachments. Never empty: what cannot be shown says so.
fn parts(message: &Object<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
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
    parts.extend(attachment::parts(message));
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

fn is_lead_summary(event: &Object<'_>) -> bool {
    event.object("hop_context").is_some_and(|hop| {
        hop.id("app_id").as_deref() == Some(LEAD_APP) || hop.text("metadata").as_deref() == Some(LEAD_DONE)
    })
}
