//! P3 and P4: `sent` means that the platform has it, and what the platform has is `sent`, once unless marked.

use std::collections::HashMap;

use parlance_simulator::Accepted;

use crate::evidence::{Evidence, StoredMessage, StoredPart};

/// A part that says `sent` although the platform has no such message.
pub(super) fn without_receipt(evidence: &Evidence) -> Vec<String> {
    let by_mid: HashMap<&str, &Accepted> = evidence
        .platform
        .accepted
        .iter()
        .map(|accepted| (accepted.mid.as_str(), accepted))
        .collect();
    let mut problems = Vec::new();
    for part in evidence.stored.outbox.iter().filter(|part| part.state == "sent") {
        let Some(mid) = &part.provider_id else {
            problems.push(format!("{} is sent without the platform's id", part.id));
            continue;
        };
        match by_mid.get(mid.as_str()) {
            Some(accepted) if accepted.metadata.as_ref() == Some(&part.id) => {}
            Some(accepted) => problems.push(format!(
                "{} is sent as {mid}, which the platform took for {:?}",
                part.id, accepted.metadata
            )),
            None => problems.push(format!(
                "{} is sent as {mid}, which the platform never took",
                part.id
            )),
        }
    }
    problems.extend(shown_too_soon(evidence));
    problems
}

/// A message that people see as sent, of which a part is not.
fn shown_too_soon(evidence: &Evidence) -> impl Iterator<Item = String> {
    let unsent: HashMap<&str, &StoredPart> = evidence
        .stored
        .outbox
        .iter()
        .filter(|part| part.state != "sent")
        .map(|part| (part.message_id.as_str(), part))
        .collect();
    let shown =
        |message: &&StoredMessage| matches!(message.delivery.as_deref(), Some("sent" | "delivered" | "read"));
    evidence
        .stored
        .messages
        .iter()
        .filter(shown)
        .filter_map(move |message| Some((message, *unsent.get(message.id.as_str())?)))
        .map(|(message, part)| {
            format!(
                "{} is shown as {}, but its part {} is {}",
                message.id,
                message.delivery.as_deref().unwrap_or_default(),
                part.id,
                part.state
            )
        })
}

/// A message that the platform took and that is not `sent`, or that it took twice and nobody is told.
pub(super) fn unknown_receipts(evidence: &Evidence) -> Vec<String> {
    let parts: HashMap<&str, &StoredPart> = evidence
        .stored
        .outbox
        .iter()
        .map(|part| (part.id.as_str(), part))
        .collect();
    let mut taken: HashMap<&str, usize> = HashMap::new();
    for accepted in &evidence.platform.accepted {
        if let Some(id) = &accepted.metadata {
            *taken.entry(id).or_default() += 1;
        }
    }
    let mut problems = Vec::new();
    for (id, count) in taken {
        match parts.get(id) {
            None => problems.push(format!("the platform took {id}, which is not in the outbox")),
            Some(part) => {
                let marked = part.possible_duplicate || part.state == "uncertain";
                if part.state != "sent" && !marked {
                    problems.push(format!("the platform took {id}, which is {}", part.state));
                }
                if count > 1 && !marked {
                    problems.push(format!("the platform took {id} {count} times, unmarked"));
                }
            }
        }
    }
    problems.sort();
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(state: &str, provider_id: Option<&str>, taken: &[&str]) -> Evidence {
        let mut evidence = Evidence::default();
        evidence.stored.outbox.push(StoredPart {
            id: "out_1".into(),
            state: state.into(),
            provider_id: provider_id.map(str::to_owned),
            ..StoredPart::default()
        });
        evidence.platform.accepted = taken
            .iter()
            .map(|mid| Accepted {
                mid: (*mid).to_owned(),
                psid: "7".into(),
                app_id: "1".into(),
                metadata: Some("out_1".into()),
                text: None,
            })
            .collect();
        evidence
    }

    #[test]
    fn sent_needs_the_platforms_receipt() {
        assert_eq!(without_receipt(&evidence("sent", Some("m1"), &["m1"])), [""; 0]);
        assert_eq!(without_receipt(&evidence("sent", Some("m1"), &[])).len(), 1);
        assert_eq!(without_receipt(&evidence("sent", None, &["m1"])).len(), 1);
        assert_eq!(without_receipt(&evidence("queued", None, &[])), [""; 0]);
        let mut other = evidence("sent", Some("m1"), &["m1"]);
        other.platform.accepted[0].metadata = Some("out_2".into());
        assert_eq!(without_receipt(&other).len(), 1);
    }

    #[test]
    fn nobody_sees_sent_before_all_parts_are() {
        let mut evidence = evidence("queued", None, &[]);
        evidence.stored.outbox[0].message_id = "msg_1".into();
        evidence.stored.messages.push(StoredMessage {
            id: "msg_1".into(),
            delivery: Some("queued".into()),
            ..StoredMessage::default()
        });
        assert_eq!(without_receipt(&evidence), [""; 0]);
        evidence.stored.messages[0].delivery = Some("sent".into());
        assert_eq!(
            without_receipt(&evidence),
            ["msg_1 is shown as sent, but its part out_1 is queued"]
        );
    }

    #[test]
    fn a_receipt_needs_a_part_that_is_sent_and_only_one_unless_marked() {
        assert_eq!(unknown_receipts(&evidence("sent", Some("m1"), &["m1"])), [""; 0]);
        assert_eq!(unknown_receipts(&evidence("uncertain", None, &["m1"])), [""; 0]);
        for state in ["queued", "sending", "failed"] {
            assert_eq!(
                unknown_receipts(&evidence(state, None, &["m1"])).len(),
                1,
                "{state}"
            );
        }
        let mut twice = evidence("sent", Some("m1"), &["m1", "m2"]);
        assert_eq!(
            unknown_receipts(&twice),
            ["the platform took out_1 2 times, unmarked"]
        );
        twice.stored.outbox[0].possible_duplicate = true;
        assert_eq!(unknown_receipts(&twice), [""; 0]);
        twice.stored.outbox.clear();
        assert_eq!(unknown_receipts(&twice).len(), 1);
    }
}
