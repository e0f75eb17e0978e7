//! After a while nothing waits any more.

use crate::evidence::Evidence;

/// A row that still waits although everything has had its time.
pub(super) fn stuck(evidence: &Evidence) -> Vec<String> {
    let stored = &evidence.stored;
    let deliveries = stored
        .deliveries
        .iter()
        .filter(|delivery| delivery.state != "done")
        .map(|delivery| format!("delivery {} is {}", delivery.id, delivery.state));
    let parts = stored
        .outbox
        .iter()
        .filter(|part| matches!(part.state.as_str(), "queued" | "sending" | "uncertain"))
        .map(|part| format!("{} is {}", part.id, part.state));
    let offers = stored
        .offers
        .iter()
        .filter(|(_, state)| state == "pending")
        .map(|(id, _)| format!("offer {id} is pending"));
    let waiting = stored
        .interactions
        .iter()
        .filter(|(_, state)| matches!(state.as_str(), "queued" | "offered"))
        .map(|(id, state)| format!("interaction {id} is {state}"));
    let jobs = stored
        .open_jobs
        .iter()
        .map(|(kind, state)| format!("a job {kind} is {state}"));
    let untold = evidence
        .platform
        .told
        .iter()
        .filter(|told| !told.acknowledged)
        .map(|told| format!("event {} ({}) was never taken", told.seq, told.kind));
    deliveries
        .chain(parts)
        .chain(offers)
        .chain(waiting)
        .chain(jobs)
        .chain(untold)
        .collect()
}

/// An attachment whose bytes are not on the disk, or not all of them.
pub(super) fn files_lost(evidence: &Evidence) -> Vec<String> {
    let files = evidence.stored.files.iter();
    files
        .filter(|file| file.found != Some(file.size))
        .map(|file| format!("{} has {:?} bytes of {}", file.key, file.found, file.size))
        .collect()
}

#[cfg(test)]
mod tests {
    use parlance_simulator::Told;
    use serde_json::Value;

    use super::*;
    use crate::evidence::{StoredDelivery, StoredFile, StoredPart};

    #[test]
    fn a_row_without_its_file_is_named() {
        let mut evidence = Evidence::default();
        for found in [Some(3), Some(2), None] {
            evidence.stored.files.push(StoredFile {
                key: "ten_1/ab/att_1".into(),
                size: 3,
                found,
            });
        }
        assert_eq!(files_lost(&evidence).len(), 2);
    }

    #[test]
    fn whatever_waits_is_named() {
        let mut evidence = Evidence::default();
        let stored = &mut evidence.stored;
        stored.deliveries.push(StoredDelivery {
            id: 4,
            state: "new".into(),
            ..StoredDelivery::default()
        });
        for state in ["queued", "sending", "uncertain", "sent", "failed"] {
            stored.outbox.push(StoredPart {
                id: format!("out_{state}"),
                state: state.into(),
                ..StoredPart::default()
            });
        }
        stored.offers = vec![
            ("off_1".into(), "pending".into()),
            ("off_2".into(), "accepted".into()),
        ];
        stored.interactions = vec![
            ("int_1".into(), "queued".into()),
            ("int_2".into(), "active".into()),
        ];
        stored.open_jobs = vec![("fetch_media".into(), "running".into())];
        evidence.platform.told.push(Told {
            seq: 9,
            kind: "read".into(),
            psid: None,
            mid: None,
            value: Value::Null,
            acknowledged: false,
        });
        assert_eq!(
            stuck(&evidence),
            [
                "delivery 4 is new",
                "out_queued is queued",
                "out_sending is sending",
                "out_uncertain is uncertain",
                "offer off_1 is pending",
                "interaction int_1 is queued",
                "a job fetch_media is running",
                "event 9 (read) was never taken",
            ]
        );
    }
}
