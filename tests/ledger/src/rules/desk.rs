//! A desktop that followed the stream shows what a new one shows.

use std::{collections::BTreeMap, fmt::Debug};

use crate::evidence::{Desk, Evidence};

/// What differs between snapshot plus events and a new snapshot.
pub(super) fn differs(evidence: &Evidence) -> Vec<String> {
    let mut problems = Vec::new();
    for pair in &evidence.seen.desks {
        let (followed, fresh) = (&pair.followed, &pair.fresh);
        if followed.availability != fresh.availability {
            problems.push(format!(
                "{} is {} by events and {} by a snapshot",
                pair.viewer, followed.availability, fresh.availability
            ));
        }
        let mut compare = |what, differences: Vec<String>| {
            problems.extend(
                differences
                    .into_iter()
                    .map(|difference| format!("{}: {what} {difference}", pair.viewer)),
            );
        };
        compare(
            "interaction",
            differences(&followed.interactions, &fresh.interactions),
        );
        compare("offer", differences(&followed.offers, &fresh.offers));
        compare("message", messages(followed, fresh));
    }
    problems
}

/// A desktop knows messages that it was told of; it need not know all.
fn messages(followed: &Desk, fresh: &Desk) -> Vec<String> {
    let told: BTreeMap<_, _> = fresh
        .messages
        .iter()
        .filter(|(id, _)| followed.messages.contains_key(*id))
        .map(|(id, version)| (id.clone(), *version))
        .collect();
    differences(&followed.messages, &told)
}

fn differences<T: PartialEq + Debug>(
    followed: &BTreeMap<String, T>,
    fresh: &BTreeMap<String, T>,
) -> Vec<String> {
    let gone = fresh.keys().filter(|id| !followed.contains_key(*id));
    let missing = gone.map(|id| format!("{id} is not known by events"));
    let others = followed.iter().filter_map(|(id, value)| match fresh.get(id) {
        None => Some(format!("{id} is known by events alone")),
        Some(now) if now != value => Some(format!("{id} is {value:?} by events and {now:?} by a snapshot")),
        Some(_) => None,
    });
    missing.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::DeskPair;

    fn desk() -> Desk {
        Desk {
            availability: "ready".into(),
            interactions: BTreeMap::from([("int_1".into(), (3, "active".into()))]),
            offers: BTreeMap::from([("off_1".into(), 1)]),
            messages: BTreeMap::from([("msg_1".into(), 2)]),
        }
    }

    fn problems(change: impl FnOnce(&mut DeskPair)) -> usize {
        let mut pair = DeskPair {
            viewer: "ana".into(),
            followed: desk(),
            fresh: desk(),
        };
        change(&mut pair);
        let mut evidence = Evidence::default();
        evidence.seen.desks.push(pair);
        differs(&evidence).len()
    }

    #[test]
    fn snapshot_and_events_are_a_new_snapshot() {
        assert_eq!(problems(|_| {}), 0);
        assert_eq!(problems(|pair| pair.followed.availability.clear()), 1);
        assert_eq!(problems(|pair| pair.followed.interactions.clear()), 1);
        assert_eq!(problems(|pair| pair.fresh.interactions.clear()), 1);
        assert_eq!(problems(|pair| pair.fresh.offers.clear()), 1);
        assert_eq!(
            problems(|pair| {
                pair.followed.messages.insert("msg_1".into(), 1);
            }),
            1
        );
        assert_eq!(
            problems(|pair| pair.followed.messages.clear()),
            0,
            "it was never told"
        );
    }
}
