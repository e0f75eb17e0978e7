//! P1 and P3, inbound: an event that was answered 200 is stored, and stands once.

use std::collections::{HashMap, HashSet};

use parlance_simulator::Told;
use serde_json::Value;

use crate::evidence::Evidence;

/// A customer's message that was acknowledged and is not among the messages, or says something else.
pub(super) fn lost(evidence: &Evidence) -> Vec<String> {
    let stored: HashMap<&str, _> = evidence
        .stored
        .messages
        .iter()
        .filter_map(|message| Some((message.provider_id.as_deref()?, message)))
        .collect();
    // What is stored and waits to be applied is not lost; what waits for ever is stuck.
    let waiting = events_in(evidence, |state| state == "new");
    let mut problems = Vec::new();
    for told in acknowledged(evidence) {
        let Some((mid, text)) = written(told) else {
            continue;
        };
        match stored.get(mid) {
            None if waiting.contains(&told.value.to_string()) => {}
            None => problems.push(format!(
                "event {} ({mid}, {text:?}) was answered 200 and is no message",
                told.seq
            )),
            Some(message) if !message.changed && message.text.as_deref().unwrap_or_default() != text => {
                problems.push(format!("{mid} says {:?} instead of {text:?}", message.text));
            }
            Some(_) => {}
        }
    }
    problems
}

/// A message of the platform that stands twice.
pub(super) fn doubled(evidence: &Evidence) -> Vec<String> {
    let mut ids = HashSet::new();
    let mut texts = HashMap::new();
    let mut problems = Vec::new();
    for message in &evidence.stored.messages {
        if let Some(id) = &message.provider_id
            && !ids.insert(id)
        {
            problems.push(format!("{id} is stored twice"));
        }
        // Customers say nothing twice here: the same words are the same message under another id.
        if message.direction == "inbound"
            && let Some(text) = message.text.as_deref().filter(|text| !text.is_empty())
            && let Some(other) = texts.insert((&message.thread_id, text), &message.id)
        {
            problems.push(format!("{text:?} stands twice: {other} and {}", message.id));
        }
    }
    problems
}

/// An acknowledged event whose raw delivery is not in the log of deliveries.
pub(super) fn delivery_lost(evidence: &Evidence) -> Vec<String> {
    let kept = events_in(evidence, |_| true);
    acknowledged(evidence)
        .filter(|told| !told.value.is_null() && !kept.contains(&told.value.to_string()))
        .map(|told| {
            format!(
                "event {} ({}) was answered 200 and is in no delivery",
                told.seq, told.kind
            )
        })
        .collect()
}

fn acknowledged(evidence: &Evidence) -> impl Iterator<Item = &Told> {
    evidence.platform.told.iter().filter(|told| told.acknowledged)
}

/// The id and text of an event that is a customer's own words.
fn written(told: &Told) -> Option<(&str, &str)> {
    let message = &told.value["message"];
    let own = told.value["sender"]["id"].as_str() == told.psid.as_deref();
    if !own || message["is_echo"] == true || message["is_deleted"] == true {
        return None;
    }
    let text = message["text"].as_str().unwrap_or_default();
    Some((message["mid"].as_str()?, text))
}

/// The events inside of deliveries of some states.
fn events_in(evidence: &Evidence, wanted: impl Fn(&str) -> bool) -> HashSet<String> {
    let deliveries = evidence.stored.deliveries.iter();
    deliveries
        .filter(|delivery| wanted(&delivery.state))
        .flat_map(|delivery| events_of(&delivery.body))
        .map(ToString::to_string)
        .collect()
}

/// Every event inside of a delivery's body.
fn events_of(body: &Value) -> impl Iterator<Item = &Value> {
    let entries = body["entry"].as_array().into_iter().flatten();
    entries.flat_map(|entry| {
        ["messaging", "standby", "changes"]
            .into_iter()
            .flat_map(|list| entry[list].as_array().into_iter().flatten())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::evidence::{StoredDelivery, StoredMessage};

    fn told(mid: &str, acknowledged: bool) -> Told {
        Told {
            seq: 1,
            kind: "message".into(),
            psid: Some("7".into()),
            mid: Some(mid.into()),
            value: json!({"sender": {"id": "7"}, "message": {"mid": mid, "text": "Hello"}}),
            acknowledged,
        }
    }

    fn message(mid: &str, text: &str) -> StoredMessage {
        StoredMessage {
            id: format!("msg_{mid}_{text}"),
            direction: "inbound".into(),
            provider_id: Some(mid.into()),
            text: Some(text.into()),
            ..StoredMessage::default()
        }
    }

    fn evidence(told: Vec<Told>, messages: Vec<StoredMessage>) -> Evidence {
        let mut evidence = Evidence::default();
        evidence.platform.told = told;
        evidence.stored.messages = messages;
        evidence
    }

    #[test]
    fn an_acknowledged_message_must_be_stored_with_its_words() {
        assert_eq!(lost(&evidence(vec![told("m1", true)], vec![])).len(), 1);
        assert_eq!(lost(&evidence(vec![told("m1", false)], vec![])), [""; 0]);
        let fine = evidence(vec![told("m1", true)], vec![message("m1", "Hello")]);
        assert_eq!(lost(&fine), [""; 0]);
        let mut other = evidence(vec![told("m1", true)], vec![message("m1", "Hell")]);
        assert_eq!(lost(&other).len(), 1);
        other.stored.messages[0].changed = true;
        assert_eq!(lost(&other), [""; 0], "the customer has edited it");
        let mut waits = evidence(vec![told("m1", true)], vec![]);
        waits.stored.deliveries.push(StoredDelivery {
            state: "new".into(),
            body: json!({"entry": [{"messaging": [waits.platform.told[0].value]}]}),
            ..StoredDelivery::default()
        });
        assert_eq!(lost(&waits), [""; 0], "it is stored and will be applied");
        waits.stored.deliveries[0].state = "done".into();
        assert_eq!(lost(&waits).len(), 1);
    }

    #[test]
    fn no_message_stands_twice() {
        let twice = evidence(vec![], vec![message("m1", "Hello"), message("m1", "Bye")]);
        assert_eq!(doubled(&twice), ["m1 is stored twice"]);
        let reworded = evidence(vec![], vec![message("m1", "Hello"), message("m2", "Hello")]);
        assert_eq!(doubled(&reworded).len(), 1);
    }

    #[test]
    fn an_acknowledged_event_must_be_in_a_delivery() {
        let mut evidence = evidence(vec![told("m1", true)], vec![]);
        assert_eq!(delivery_lost(&evidence).len(), 1);
        evidence.stored.deliveries.push(StoredDelivery {
            body: json!({"entry": [{"messaging": [evidence.platform.told[0].value]}]}),
            ..StoredDelivery::default()
        });
        assert_eq!(delivery_lost(&evidence), [""; 0]);
    }
}
