//! P2 and P3, outbound: a reply that was accepted is stored once, goes out, and what agents did stands.

use std::collections::{HashMap, HashSet};

use crate::evidence::Evidence;

/// A reply that was acknowledged and is not stored, or says something else.
pub(super) fn lost(evidence: &Evidence) -> Vec<String> {
    let stored: HashMap<&str, _> = evidence
        .stored
        .messages
        .iter()
        .map(|message| (message.id.as_str(), message))
        .collect();
    let mut problems = Vec::new();
    for reply in &evidence.desks.replies {
        match stored.get(reply.message_id.as_str()) {
            None => problems.push(format!(
                "{} ({}, {:?}) was accepted and is not stored",
                reply.message_id, reply.client_msg_id, reply.text
            )),
            Some(message)
                if message.client_msg_id.as_ref() != Some(&reply.client_msg_id)
                    || message.text.as_ref() != Some(&reply.text) =>
            {
                problems.push(format!(
                    "{} is stored as {:?} {:?} instead of {:?}",
                    reply.message_id, message.client_msg_id, message.text, reply.text
                ));
            }
            Some(_) => {}
        }
    }
    problems
}

/// A client's id that has become two messages.
pub(super) fn doubled(evidence: &Evidence) -> Vec<String> {
    let mut known = HashSet::new();
    let messages = evidence.stored.messages.iter();
    messages
        .filter_map(|message| Some((message, message.client_msg_id.as_ref()?)))
        .filter(|(message, client)| !known.insert((&message.interaction_id, *client)))
        .map(|(message, client)| format!("{client} has become a second message, {}", message.id))
        .collect()
}

/// A reply that was acknowledged and is neither at the platform nor shown as one whose fate is unknown.
pub(super) fn unsent(evidence: &Evidence) -> Vec<String> {
    let mut parts: HashMap<&str, Vec<_>> = HashMap::new();
    for part in &evidence.stored.outbox {
        parts.entry(&part.message_id).or_default().push(part);
    }
    let mut problems = Vec::new();
    for reply in &evidence.desks.replies {
        let Some(parts) = parts.get(reply.message_id.as_str()) else {
            problems.push(format!("{} has nothing in the outbox", reply.message_id));
            continue;
        };
        for part in parts {
            let told = part.state == "sent" || (part.state == "failed" && part.possible_duplicate);
            if !told {
                problems.push(format!(
                    "{} of {} ended as {}",
                    part.id, reply.message_id, part.state
                ));
            }
        }
    }
    problems
}

/// An accepted offer that is not accepted, an interaction that was wrapped up and is open.
pub(super) fn acts_lost(evidence: &Evidence) -> Vec<String> {
    let offers: HashMap<&str, &str> = pairs(&evidence.stored.offers);
    let interactions: HashMap<&str, &str> = pairs(&evidence.stored.interactions);
    let mut problems = Vec::new();
    for offer in &evidence.desks.accepted_offers {
        let state = offers.get(offer.as_str()).copied().unwrap_or("missing");
        if state != "accepted" {
            problems.push(format!("the accepted offer {offer} is {state}"));
        }
    }
    for interaction in &evidence.desks.wrapped_up {
        let state = interactions
            .get(interaction.as_str())
            .copied()
            .unwrap_or("missing");
        if state != "closed" {
            problems.push(format!("the wrapped-up interaction {interaction} is {state}"));
        }
    }
    problems
}

fn pairs(list: &[(String, String)]) -> HashMap<&str, &str> {
    list.iter()
        .map(|(id, state)| (id.as_str(), state.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Reply, StoredMessage, StoredPart};

    fn evidence() -> Evidence {
        let mut evidence = Evidence::default();
        evidence.desks.replies.push(Reply {
            interaction_id: "int_1".into(),
            client_msg_id: "c1".into(),
            message_id: "msg_1".into(),
            text: "Yes".into(),
        });
        evidence.stored.messages.push(StoredMessage {
            id: "msg_1".into(),
            interaction_id: Some("int_1".into()),
            client_msg_id: Some("c1".into()),
            text: Some("Yes".into()),
            ..StoredMessage::default()
        });
        evidence.stored.outbox.push(StoredPart {
            id: "out_1".into(),
            message_id: "msg_1".into(),
            state: "sent".into(),
            ..StoredPart::default()
        });
        evidence
    }

    #[test]
    fn an_acknowledged_reply_must_be_stored_with_its_words() {
        let mut evidence = evidence();
        assert_eq!(lost(&evidence), [""; 0]);
        evidence.stored.messages[0].text = Some("No".into());
        assert_eq!(lost(&evidence).len(), 1);
        evidence.stored.messages.clear();
        assert_eq!(lost(&evidence).len(), 1);
    }

    #[test]
    fn a_client_id_is_one_message() {
        let mut evidence = evidence();
        assert_eq!(doubled(&evidence), [""; 0]);
        let mut second = evidence.stored.messages[0].clone();
        second.id = "msg_2".into();
        evidence.stored.messages.push(second);
        assert_eq!(doubled(&evidence), ["c1 has become a second message, msg_2"]);
    }

    #[test]
    fn a_reply_ends_at_the_platform_or_marked() {
        let mut evidence = evidence();
        assert_eq!(unsent(&evidence), [""; 0]);
        for (state, marked, problems) in [("queued", false, 1), ("failed", false, 1), ("failed", true, 0)] {
            evidence.stored.outbox[0].state = state.into();
            evidence.stored.outbox[0].possible_duplicate = marked;
            assert_eq!(unsent(&evidence).len(), problems, "{state}");
        }
        evidence.stored.outbox.clear();
        assert_eq!(unsent(&evidence), ["msg_1 has nothing in the outbox"]);
    }

    #[test]
    fn what_agents_did_stands() {
        let mut evidence = evidence();
        evidence.desks.accepted_offers.push("off_1".into());
        evidence.desks.wrapped_up.push("int_1".into());
        assert_eq!(acts_lost(&evidence).len(), 2);
        evidence.stored.offers.push(("off_1".into(), "accepted".into()));
        evidence
            .stored
            .interactions
            .push(("int_1".into(), "closed".into()));
        assert_eq!(acts_lost(&evidence), [""; 0]);
        evidence.stored.offers[0].1 = "expired".into();
        assert_eq!(acts_lost(&evidence), ["the accepted offer off_1 is expired"]);
    }
}
