//! The stream of events: numbers without holes, and nobody was shown what is not stored.

use std::collections::HashMap;

use crate::evidence::{Evidence, Frame};

/// A number that is missing or was given twice.
pub(super) fn holes(evidence: &Evidence) -> Vec<String> {
    let mut problems = Vec::new();
    for stream in &evidence.stored.streams {
        for pair in stream.events.windows(2) {
            if pair[1].seq != pair[0].seq + 1 {
                problems.push(format!(
                    "{}: {} follows {}",
                    stream.tenant, pair[1].seq, pair[0].seq
                ));
            }
        }
        let last = stream.events.last().map_or(stream.newest, |event| event.seq);
        if last != stream.newest {
            problems.push(format!(
                "{}: the newest event is {last}, but {} was given",
                stream.tenant, stream.newest
            ));
        }
    }
    problems
}

/// A frame that differs from the stored event of its number, or came out of order.
pub(super) fn lies(evidence: &Evidence) -> Vec<String> {
    // Everybody in a run belongs to one tenant.
    let stored: HashMap<i64, &Frame> = evidence
        .stored
        .streams
        .iter()
        .flat_map(|stream| &stream.events)
        .map(|event| (event.seq, event))
        .collect();
    let mut problems = Vec::new();
    for (connection, frames) in &evidence.desks.connections {
        let mut last = 0;
        for frame in frames {
            if frame.seq <= last {
                problems.push(format!("{connection}: {} came after {last}", frame.seq));
            }
            last = frame.seq;
            match stored.get(&frame.seq) {
                Some(event) if *event == frame => {}
                Some(event) => problems.push(format!(
                    "{connection}: {} was shown as {}, but is {}",
                    frame.seq, frame.kind, event.kind
                )),
                None => problems.push(format!(
                    "{connection}: {} ({}) was shown and is not stored",
                    frame.seq, frame.kind
                )),
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::evidence::Stream;

    fn event(seq: i64, version: i64) -> Frame {
        Frame {
            seq,
            kind: "message.changed".into(),
            data: json!({ "version": version }),
        }
    }

    fn evidence(numbers: &[i64], newest: i64) -> Evidence {
        let mut evidence = Evidence::default();
        evidence.stored.streams.push(Stream {
            tenant: "ten_1".into(),
            newest,
            events: numbers.iter().map(|seq| event(*seq, 1)).collect(),
        });
        evidence
    }

    #[test]
    fn numbers_have_no_holes() {
        assert_eq!(holes(&evidence(&[3, 4, 5], 5)), [""; 0]);
        assert_eq!(holes(&evidence(&[3, 5], 5)), ["ten_1: 5 follows 3"]);
        assert_eq!(holes(&evidence(&[3, 3], 3)), ["ten_1: 3 follows 3"]);
        assert_eq!(holes(&evidence(&[3], 4)).len(), 1);
        assert_eq!(holes(&evidence(&[], 0)), [""; 0]);
    }

    #[test]
    fn what_was_shown_is_stored() {
        let mut evidence = evidence(&[1, 2, 3], 3);
        let connections = &mut evidence.desks.connections;
        connections.insert("ana 1".into(), vec![event(1, 1), event(3, 1)]);
        assert_eq!(lies(&evidence), [""; 0]);
        for wrong in [
            vec![event(2, 7)],
            vec![event(4, 1)],
            vec![event(2, 1), event(1, 1)],
        ] {
            evidence.desks.connections.insert("ana 1".into(), wrong);
            assert_eq!(lies(&evidence).len(), 1);
        }
    }
}
