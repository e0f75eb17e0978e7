//! Any event body, as somebody writes it: what the phone has no buttons for, and what the platform has not made yet.

use serde_json::{Map, Value};

use super::wire::page_of;
use crate::ControlError;
use crate::fanout::{Emission, emit, remember};
use crate::transaction::Tx;
use crate::webhook::event::{Body, Event};

/// Which field of a subscription brings which key of an event (the platform's table of webhook fields).
const FIELDS: [(&str, &str); 16] = [
    ("message", "messages"),
    ("postback", "messaging_postbacks"),
    ("optin", "messaging_optins"),
    ("delivery", "message_deliveries"),
    ("read", "message_reads"),
    ("reaction", "message_reactions"),
    ("message_edit", "message_edits"),
    ("referral", "messaging_referrals"),
    ("account_linking", "messaging_account_linking"),
    ("pass_thread_control", "messaging_handovers"),
    ("take_thread_control", "messaging_handovers"),
    ("request_thread_control", "messaging_handovers"),
    ("policy_enforcement", "messaging_policy_enforcement"),
    ("messaging_feedback", "messaging_feedback"),
    ("response_feedback", "response_feedback"),
    ("messaging_customer_information", "messaging_customer_information"),
];

/// Sends an event of the customer with these keys. Everything without a field of its own comes with `messages`.
pub(crate) fn raw(tx: &mut Tx<'_>, psid: &str, value: Map<String, Value>) -> Result<(), ControlError> {
    tx.thread(psid)?;
    let Some(key) = value.keys().next().cloned() else {
        return Err(ControlError::invalid(
            "an event needs at least one key beside its parties",
        ));
    };
    if let Some(taken) = ["sender", "recipient", "timestamp"]
        .into_iter()
        .find(|key| value.contains_key(*key))
    {
        return Err(ControlError::invalid(format!(
            "'{taken}' is filled in by the simulator: leave it out"
        )));
    }
    let field = FIELDS
        .iter()
        .find(|(known, _)| value.contains_key(*known))
        .map_or("messages", |(_, field)| field);
    let at_ms = tx.stamp(psid);
    if ["message", "postback", "reaction", "order"]
        .into_iter()
        .any(|act| value.contains_key(act))
    {
        tx.edit_thread(psid, |state| state.last_act_ms = Some(at_ms));
    }
    let event = Event::from_customer(psid, &page_of(tx, psid), at_ms, Body::Raw(value));
    let emission = Emission::new(psid, field, "raw event", event).what(key);
    remember(tx, &emission);
    emit(tx, emission);
    Ok(())
}
