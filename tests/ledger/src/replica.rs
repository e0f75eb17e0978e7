//! A desktop's picture of the world: a snapshot, changed by events, as the web app does it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::evidence::{Desk, Frame};

/// What a desktop shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Replica {
    /// The agent's id.
    me: String,
    /// The newest number seen.
    pub(crate) seq: i64,
    pub(crate) desk: Desk,
    /// Which interaction each known message is of.
    said_in: BTreeMap<String, String>,
}

impl Replica {
    /// From `GET /api/v1/desk`.
    pub(crate) fn of(snapshot: &Value) -> Self {
        let mut replica = Self {
            me: word(&snapshot["agent"]["user_id"]),
            seq: snapshot["seq"].as_i64().unwrap_or(0),
            said_in: BTreeMap::new(),
            desk: Desk {
                availability: word(&snapshot["agent"]["availability"]),
                ..Desk::default()
            },
        };
        for interaction in snapshot["interactions"].as_array().into_iter().flatten() {
            replica.interaction(interaction);
        }
        for offer in snapshot["offers"].as_array().into_iter().flatten() {
            replica.offer(offer);
        }
        replica
    }

    /// An event came.
    pub(crate) fn apply(&mut self, frame: &Frame) {
        self.seq = frame.seq;
        let data = &frame.data;
        match frame.kind.as_str() {
            "interaction.changed" => self.interaction(data),
            "offer.changed" => self.offer(data),
            "agent.changed" if word(&data["user_id"]) == self.me => {
                self.desk.availability = word(&data["availability"]);
            }
            "message.changed" => {
                self.said_in
                    .insert(word(&data["id"]), word(&data["interaction_id"]));
                self.desk.messages.insert(word(&data["id"]), version(data));
            }
            "message.deleted" => {
                self.desk.messages.remove(&word(&data["id"]));
            }
            _ => {}
        }
    }

    fn interaction(&mut self, data: &Value) {
        let (id, state) = (word(&data["id"]), word(&data["state"]));
        let known = self.desk.interactions.get(&id);
        if known.is_some_and(|(known, _)| *known > version(data)) {
            return;
        }
        let held = matches!(state.as_str(), "active" | "after_call_work");
        if held && word(&data["agent_id"]) == self.me {
            if known.is_none() {
                // It came back, and what was said meanwhile went to somebody else: the web app fetches it again.
                let before = |message: &String| self.said_in.get(message) == Some(&id);
                self.desk.messages.retain(|message, _| !before(message));
            }
            self.desk.interactions.insert(id, (version(data), state));
        } else {
            self.desk.interactions.remove(&id);
        }
    }

    fn offer(&mut self, data: &Value) {
        let id = word(&data["id"]);
        if data["state"] == "pending" && word(&data["agent_id"]) == self.me {
            self.desk.offers.insert(id, version(data));
        } else {
            self.desk.offers.remove(&id);
        }
    }
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn version(value: &Value) -> i64 {
    value["version"].as_i64().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(seq: i64, kind: &str, data: Value) -> Frame {
        Frame {
            seq,
            kind: kind.into(),
            data,
        }
    }

    #[test]
    fn events_change_what_the_snapshot_said() {
        let held = json!({"id": "int_1", "state": "active", "agent_id": "usr_me", "version": 2});
        let mut replica = Replica::of(&json!({
            "seq": 4,
            "agent": {"user_id": "usr_me", "availability": "ready"},
            "interactions": [held],
            "offers": [{"id": "off_1", "state": "pending", "agent_id": "usr_me", "version": 1}],
        }));
        assert_eq!(
            (replica.desk.interactions.len(), replica.desk.offers.len()),
            (1, 1)
        );
        replica.apply(&event(
            5,
            "offer.changed",
            json!({"id": "off_1", "state": "accepted"}),
        ));
        let mut old = held.clone();
        old["state"] = "closed".into();
        old["version"] = 1.into();
        replica.apply(&event(6, "interaction.changed", old.clone()));
        assert_eq!(
            replica.desk.interactions.len(),
            1,
            "an older version changes nothing"
        );
        old["version"] = 3.into();
        replica.apply(&event(7, "interaction.changed", old));
        replica.apply(&event(8, "message.changed", json!({"id": "msg_1", "version": 9})));
        replica.apply(&event(
            9,
            "agent.changed",
            json!({"user_id": "usr_me", "availability": "not_ready"}),
        ));
        assert_eq!(replica.desk.interactions.len(), 0);
        assert_eq!(replica.desk.offers.len(), 0);
        assert_eq!(replica.desk.messages["msg_1"], 9);
        assert_eq!(replica.desk.availability, "not_ready");
        assert_eq!(replica.seq, 9);
    }
}
