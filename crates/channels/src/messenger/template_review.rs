//! What Meta says of a template after it was looked at.
//!
//! Source: Meta, "Webhooks for Pages", field `message_template_status_update`; another page writes
//! `messenger_template_status_update`. The value is not documented for pages: its names are those of the family's other
//! platforms, whose templates these are.

use parlance_channel::{InboundEvent, InboundPayload, inbound::TemplateReview};
use parlance_core::{Timestamp, approved::ReviewState};

use crate::meta::{
    json::{Node, Object},
    messaging::{Change, digest},
};

/// Longest reason kept, characters.
const MAX_REASON: usize = 300;

pub(super) fn is_field(field: &str) -> bool {
    matches!(
        field,
        "message_template_status_update" | "messenger_template_status_update"
    )
}

/// Meta's word for where a template stands. What is new is not to be sent.
pub(super) fn state(word: &str) -> ReviewState {
    match word.to_ascii_uppercase().as_str() {
        "APPROVED" | "ACTIVE" | "REINSTATED" => ReviewState::Approved,
        "PENDING" | "IN_APPEAL" | "PENDING_REVIEW" | "IN_REVIEW" => ReviewState::Pending,
        "REJECTED" => ReviewState::Rejected,
        "PAUSED" | "FLAGGED" | "LIMIT_EXCEEDED" => ReviewState::Paused,
        _ => ReviewState::Disabled,
    }
}

/// Meta writes `NONE` for no reason.
pub(super) fn reason(object: &Object<'_>) -> Option<String> {
    let keys = ["reason", "rejected_reason", "rejection_reason"];
    let told = keys.iter().find_map(|key| object.text(key))?;
    let told: String = told
        .chars()
        .filter(|c| !c.is_control())
        .take(MAX_REASON)
        .collect();
    Some(told).filter(|told| !told.trim().is_empty() && !told.eq_ignore_ascii_case("none"))
}

pub(super) fn read(value: Node<'_>, page: &str, told_at: Option<Timestamp>) -> Change {
    let Some(body) = value.object() else {
        return Change::PageUpdate;
    };
    let text = |keys: &[&str]| keys.iter().find_map(|key| body.text(key));
    let remote_id = ["message_template_id", "template_id", "id"]
        .iter()
        .find_map(|key| body.id(key));
    let name = text(&["message_template_name", "template_name", "name"]).unwrap_or_default();
    let word = text(&["event", "message_template_status", "status"]);
    let (Some(word), true) = (word, remote_id.is_some() || !name.is_empty()) else {
        return Change::Unreadable("the review names no template or says nothing of it".into());
    };
    let gone = matches!(word.to_ascii_uppercase().as_str(), "DELETED" | "PENDING_DELETION");
    Change::Event(Box::new(InboundEvent {
        index: 0,
        customer_id: None,
        provider_id: digest(page, "template_review", None, told_at, value),
        provider_at: told_at,
        standby: false,
        payload: InboundPayload::TemplateReview(TemplateReview {
            remote_id,
            name,
            language: text(&["message_template_language", "template_language", "language"]),
            state: (!gone).then(|| state(&word)),
            reason: reason(&body),
        }),
    }))
}
