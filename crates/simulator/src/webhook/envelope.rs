//! The envelope: `object`, `entry[]`, and in each entry `messaging[]` or `standby[]`.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::instagram::object_of;
use crate::world::QueuedEvent;

#[derive(Serialize)]
struct Envelope<'a> {
    object: &'static str,
    entry: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    time: i64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    messaging: Vec<&'a RawValue>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    standby: Vec<&'a RawValue>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<FieldChange<'a>>,
}

/// An update of the page that is no chat.
#[derive(Serialize)]
struct FieldChange<'a> {
    field: &'a str,
    value: &'a RawValue,
}

/// Fields that come as `changes` and not as `messaging`.
fn is_change(event: &QueuedEvent) -> bool {
    matches!(
        event.field.as_str(),
        "feed" | "comments" | "live_comments" | "message_template_status_update"
    )
}

/// Writes the events into one envelope. `pack` puts neighbours of one page into one entry,
/// otherwise every event has its own, as messaging deliveries have.
pub(crate) fn write(events: &[QueuedEvent], time_ms: i64, pack: bool) -> String {
    let mut envelope = Envelope {
        object: events.first().map_or("page", |event| object_of(&event.page_id)),
        entry: Vec::with_capacity(events.len()),
    };
    for event in events {
        let value: &RawValue = serde_json::from_str(&event.value).expect("events are stored as JSON");
        if is_change(event) {
            envelope.entry.push(Entry {
                id: &event.page_id,
                // Seconds, unlike messaging.
                time: time_ms / 1000,
                messaging: vec![],
                standby: vec![],
                changes: vec![FieldChange {
                    field: &event.field,
                    value,
                }],
            });
            continue;
        }
        let fits = |entry: &Entry<'_>| {
            entry.id == event.page_id && entry.standby.is_empty() != event.standby && entry.changes.is_empty()
        };
        if !pack || !envelope.entry.last().is_some_and(fits) {
            envelope.entry.push(Entry {
                id: &event.page_id,
                time: time_ms,
                messaging: vec![],
                standby: vec![],
                changes: vec![],
            });
        }
        let entry = envelope.entry.last_mut().expect("one was just pushed");
        if event.standby {
            entry.standby.push(value);
        } else {
            entry.messaging.push(value);
        }
    }
    serde_json::to_string(&envelope).expect("envelopes are plain data")
}

/// What the dashboard's *Test* button sends: `changes` with a field and a value, seconds, and id `0`.
pub(crate) fn test_event(field: &str, at_ms: i64) -> String {
    let seconds = at_ms / 1000;
    let value = serde_json::json!({
        "sender": {"id": "12334"}, "recipient": {"id": "23245"}, "timestamp": seconds.to_string(),
        "message": {"mid": "test_message_id", "text": "test_message"},
    });
    serde_json::json!({
        "object": "page",
        "entry": [{"id": "0", "time": seconds, "changes": [{"field": field, "value": value}]}],
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(page: &str, standby: bool, value: &str) -> QueuedEvent {
        QueuedEvent {
            seq: 1,
            app_id: "1".into(),
            page_id: page.into(),
            psid: None,
            field: "messages".into(),
            standby,
            kind: "message".into(),
            what: String::new(),
            mid: None,
            value: value.into(),
            queued_ms: 0,
            loose: false,
        }
    }

    #[test]
    fn a_change_of_the_page_stands_alone_in_seconds() {
        let mut comment = event("7", false, r#"{"item":"comment"}"#);
        comment.field = "feed".into();
        let events = [
            event("7", false, r#"{"a":1}"#),
            comment,
            event("7", false, r#"{"b":2}"#),
        ];
        assert_eq!(
            write(&events, 5_999, true),
            r#"{"object":"page","entry":[{"id":"7","time":5999,"messaging":[{"a":1}]},{"id":"7","time":5,"changes":[{"field":"feed","value":{"item":"comment"}}]},{"id":"7","time":5999,"messaging":[{"b":2}]}]}"#
        );
    }

    #[test]
    fn each_event_has_its_own_entry_unless_packed() {
        let events = [
            event("7", false, r#"{"a":1}"#),
            event("7", false, r#"{"b":2}"#),
            event("8", true, "{}"),
        ];
        assert_eq!(
            write(&events, 5, false),
            r#"{"object":"page","entry":[{"id":"7","time":5,"messaging":[{"a":1}]},{"id":"7","time":5,"messaging":[{"b":2}]},{"id":"8","time":5,"standby":[{}]}]}"#
        );
        assert_eq!(
            write(&events, 5, true),
            r#"{"object":"page","entry":[{"id":"7","time":5,"messaging":[{"a":1},{"b":2}]},{"id":"8","time":5,"standby":[{}]}]}"#
        );
    }
}
