//! P5: one order for every viewer, and it is the platform's.

use std::collections::{HashMap, HashSet};

use crate::evidence::Evidence;

/// A conversation that stands in another order than in the database, or not in the platform's.
pub(super) fn differs(evidence: &Evidence) -> Vec<String> {
    let mut places: HashMap<&str, (&str, usize)> = HashMap::new();
    for (place, message) in evidence.stored.messages.iter().enumerate() {
        places.insert(&message.id, (&message.thread_id, place));
    }
    let mut problems = Vec::new();
    for transcript in &evidence.seen.transcripts {
        let mut last = None;
        for id in &transcript.messages {
            let Some((thread, place)) = places.get(id.as_str()) else {
                problems.push(format!("{} sees {id}, which is not stored", transcript.viewer));
                continue;
            };
            if *thread != transcript.thread_id {
                problems.push(format!(
                    "{} sees {id} in {}",
                    transcript.viewer, transcript.thread_id
                ));
            }
            if last.is_some_and(|(before, _)| before >= *place) {
                problems.push(format!(
                    "{} sees {id} after {}, which stands behind it in {}",
                    transcript.viewer,
                    last.map_or("", |(_, id): (usize, &str)| id),
                    transcript.thread_id
                ));
            }
            last = Some((*place, id.as_str()));
        }
    }
    problems.extend(against_the_platform(evidence));
    problems
}

/// A message that is stored and that nobody sees who comes in afterwards.
pub(super) fn unseen(evidence: &Evidence) -> Vec<String> {
    let transcripts = &evidence.seen.transcripts;
    let seen: HashSet<&str> = transcripts
        .iter()
        .flat_map(|transcript| transcript.messages.iter().map(String::as_str))
        .collect();
    let stored = evidence.seen.stored_before.iter();
    stored
        .filter(|message| !seen.contains(message.as_str()))
        .map(|message| format!("{message} is shown to nobody"))
        .collect()
}

/// A customer's messages must stand in the order of the platform's moments.
fn against_the_platform(evidence: &Evidence) -> Vec<String> {
    let moments: HashMap<&str, i64> = evidence
        .platform
        .told
        .iter()
        .filter_map(|told| {
            Some((
                told.value["message"]["mid"].as_str()?,
                told.value["timestamp"].as_i64()?,
            ))
        })
        .collect();
    let mut newest: HashMap<&str, (i64, &str)> = HashMap::new();
    let mut problems = Vec::new();
    for message in evidence
        .stored
        .messages
        .iter()
        .filter(|message| message.direction == "inbound")
    {
        let Some((mid, at)) = message
            .provider_id
            .as_deref()
            .and_then(|mid| Some((mid, *moments.get(mid)?)))
        else {
            continue;
        };
        if let Some((before, other)) = newest.get(message.thread_id.as_str())
            && *before > at
        {
            problems.push(format!("{mid} stands behind {other}, which was written later"));
        }
        newest.insert(&message.thread_id, (at, mid));
    }
    problems
}

#[cfg(test)]
mod tests {
    use parlance_simulator::Told;
    use serde_json::json;

    use super::*;
    use crate::evidence::{StoredMessage, Transcript};

    fn evidence(shown: &[&str]) -> Evidence {
        let mut evidence = Evidence::default();
        for (id, at) in [("a", 1), ("b", 2)] {
            evidence.stored.messages.push(StoredMessage {
                id: id.into(),
                thread_id: "t".into(),
                direction: "inbound".into(),
                provider_id: Some(format!("m_{id}")),
                ..StoredMessage::default()
            });
            evidence.platform.told.push(Told {
                seq: 1,
                kind: "message".into(),
                psid: None,
                mid: None,
                value: json!({"timestamp": at, "message": {"mid": format!("m_{id}")}}),
                acknowledged: true,
            });
        }
        evidence.seen.transcripts.push(Transcript {
            viewer: "ana".into(),
            thread_id: "t".into(),
            messages: shown.iter().map(|id| (*id).to_owned()).collect(),
        });
        evidence
    }

    #[test]
    fn every_viewer_sees_the_same_order() {
        assert_eq!(differs(&evidence(&["a", "b"])), [""; 0]);
        assert_eq!(differs(&evidence(&["b"])), [""; 0], "a part is fine");
        assert_eq!(differs(&evidence(&["b", "a"])).len(), 1);
        assert_eq!(differs(&evidence(&["a", "a"])).len(), 1, "nothing is shown twice");
        assert_eq!(differs(&evidence(&["c"])).len(), 1);
    }

    #[test]
    fn whatever_is_stored_is_shown_to_somebody() {
        for (shown, problems) in [(&["a", "b"][..], 0), (&["a"], 1)] {
            let mut evidence = evidence(shown);
            evidence.seen.stored_before = vec!["a".into(), "b".into()];
            assert_eq!(unseen(&evidence).len(), problems);
        }
    }

    #[test]
    fn the_order_is_the_platforms() {
        let mut evidence = evidence(&[]);
        evidence.stored.messages.swap(0, 1);
        assert_eq!(
            differs(&evidence),
            ["m_a stands behind m_b, which was written later"]
        );
    }
}
