//! One element of `messaging` or `standby`.

use parlance_channel::inbound::{InboundEvent, InboundPayload};
use parlance_core::Timestamp;
use sha2::{Digest as _, Sha256};

use super::{Dialect, message, referral, signals};
use crate::meta::json::{Node, Object};

/// The dedupe key's length the port allows.
const MAX_KEY: usize = 600;
/// Longest id of a person or page; documented ones have some twenty digits.
const MAX_ID: usize = 256;
/// Longest word kept for a kind of event nobody knows.
const MAX_KIND: usize = 64;

/// Keys that stand beside what happened.
const COMPANIONS: [&str; 7] = [
    "sender",
    "recipient",
    "timestamp",
    "prior_message",
    "hop_context",
    "lead",
    "field",
];

/// What a reader of one kind gives: what happened, and the platform's own key for it, when there is one.
pub(crate) struct Reading {
    pub payload: InboundPayload,
    pub key: Option<String>,
    /// Nothing can be done with it unless the customer is known.
    pub needs_customer: bool,
}

impl Reading {
    pub(crate) fn new(payload: InboundPayload) -> Self {
        Self {
            payload,
            key: None,
            needs_customer: false,
        }
    }

    pub(crate) fn keyed(payload: InboundPayload, key: Option<String>) -> Self {
        Self {
            payload,
            key,
            needs_customer: false,
        }
    }

    pub(crate) fn of_customer(mut self) -> Self {
        self.needs_customer = true;
        self
    }
}

/// Reads one event of a page; the reason when it cannot be understood.
pub(super) fn read(
    dialect: &dyn Dialect,
    event: &Object<'_>,
    node: Node<'_>,
    page: &str,
    standby: bool,
    index: u32,
) -> Result<InboundEvent, String> {
    let (sender, recipient) = (party(event, "sender"), party(event, "recipient"));
    let from_page = sender.as_deref() == Some(page);
    let (kind, value) = what_happened(dialect, event).ok_or("the event says nothing that happened")?;
    let reading = reading(dialect, event, node, kind, value, from_page)?;
    // The customer is whoever is not the page.
    let by_us = matches!(
        reading.payload,
        InboundPayload::Echo(_) | InboundPayload::Unsend { is_echo: true, .. }
    );
    let order = if by_us {
        [recipient, sender]
    } else {
        [sender, recipient]
    };
    let customer_id = order.into_iter().flatten().find(|id| id != page);
    if reading.needs_customer && customer_id.is_none() {
        return Err(format!("'{kind}' does not name the customer"));
    }
    let provider_at = event.get("timestamp").and_then(Node::moment);
    let key = reading.key.filter(|key| key.len() <= MAX_KEY);
    let provider_id = key.unwrap_or_else(|| digest(page, kind, customer_id.as_deref(), provider_at, value));
    Ok(InboundEvent {
        index,
        customer_id,
        provider_id,
        provider_at,
        standby,
        payload: reading.payload,
    })
}

fn party(event: &Object<'_>, key: &str) -> Option<String> {
    event.object(key)?.id("id").filter(|id| id.len() <= MAX_ID)
}

/// The key that says what happened: what the customer said before every other known one, else the first that is no
/// companion.
fn what_happened<'a, 'o>(dialect: &dyn Dialect, event: &'o Object<'a>) -> Option<(&'o str, Node<'a>)> {
    let first =
        |wanted: &dyn Fn(&str) -> bool| event.iter().find(|(key, value)| wanted(key) && !value.is_null());
    let said = first(&|key| matches!(key, "message" | "postback"));
    said.or_else(|| first(&|key| is_known(dialect, key))).or_else(|| {
        event
            .iter()
            .find(|(key, value)| !COMPANIONS.contains(key) && !value.is_null())
    })
}

fn is_known(dialect: &dyn Dialect, key: &str) -> bool {
    matches!(
        key,
        "message"
            | "postback"
            | "delivery"
            | "read"
            | "reaction"
            | "message_edit"
            | "optin"
            | "referral"
            | "pass_thread_control"
            | "take_thread_control"
            | "request_thread_control"
            | "app_roles"
            | "policy_enforcement"
    ) || dialect.knows(key)
}

fn reading(
    dialect: &dyn Dialect,
    event: &Object<'_>,
    node: Node<'_>,
    kind: &str,
    value: Node<'_>,
    from_page: bool,
) -> Result<Reading, String> {
    if !is_known(dialect, kind) {
        return Ok(other(kind, node));
    }
    let body = value
        .object()
        .ok_or_else(|| format!("'{kind}' is not an object"))?;
    match kind {
        "message" => message::read(dialect, event, &body, from_page),
        "postback" => Ok(message::postback(&body)),
        "delivery" => Ok(signals::delivery(&body)),
        "read" => signals::read(&body),
        "reaction" => signals::reaction(&body),
        "message_edit" => signals::edit(&body),
        "optin" => Ok(signals::opt_in(&body)),
        "referral" => Ok(Reading::new(InboundPayload::Referral(referral::read(
            &body,
            event.object("lead").as_ref(),
        )))
        .of_customer()),
        "policy_enforcement" => Ok(signals::policy(&body)),
        own if dialect.knows(own) => dialect.read(own, &body).unwrap_or_else(|| Ok(other(own, node))),
        control => Ok(signals::thread_control(control, value, &body)),
    }
}

fn other(kind: &str, node: Node<'_>) -> Reading {
    let word: String = kind.chars().filter(|c| !c.is_control()).take(MAX_KIND).collect();
    let kind = if word.trim().is_empty() {
        "unnamed".to_owned()
    } else {
        word
    };
    Reading::new(InboundPayload::Other {
        kind,
        raw: node.raw().to_owned(),
    })
}

/// A key for events without an id of their own: the same event always has the same one, however it is spaced.
pub(crate) fn digest(
    page: &str,
    kind: &str,
    customer: Option<&str>,
    at: Option<Timestamp>,
    value: Node<'_>,
) -> String {
    let at = at.map(|at| at.as_millis().to_string());
    let mut hash = Sha256::new();
    for part in [
        page,
        kind,
        customer.unwrap_or_default(),
        at.as_deref().unwrap_or_default(),
        &value.compact(),
    ] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    format!("sha256:{}", hex::encode(hash.finalize()))
}
