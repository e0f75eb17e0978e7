//! Ways to write although nobody may answer: a customer's permission to be notified, and messages that the platform
//! has approved beforehand.

use super::{Authored, Closed, Permit, ReplyWindow, decide};
use crate::{approved::ReviewState, clock::Timestamp};

/// How a message is meant to go out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Way {
    /// As an answer, within the time to answer.
    #[default]
    Answer,
    /// By the customer's permission to be notified; as an answer while that is free.
    Notification(Notification),
    /// With words that the platform reviews, and what it says of them; `None`: they are gone. Approved words may go out
    /// at any time.
    Approved(Option<ReviewState>),
}

/// A customer's permission to be notified, as far as the decision needs it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Notification {
    /// The permission ends. `None`: never.
    pub ends: Option<Timestamp>,
    /// The customer has stopped it.
    pub stopped: bool,
    /// The last message that went out by it.
    pub used_at: Option<Timestamp>,
    /// Milliseconds from one message to the next. `None`: one message, and no more.
    pub every_ms: Option<i64>,
    /// Distance kept from the end and from the next turn, milliseconds, because clocks differ.
    pub margin_ms: i64,
}

/// Why a permission to be notified cannot be used now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotNow {
    /// The customer has stopped it.
    Stopped,
    /// It has ended.
    Ended,
    /// It was good for one message, and that one is out.
    Used,
    /// It was used too lately: the next message may go out then.
    Until(Timestamp),
}

impl Notification {
    /// Whether a message may go out by it now.
    pub fn usable(&self, now: Timestamp) -> Result<(), NotNow> {
        if self.stopped {
            return Err(NotNow::Stopped);
        }
        if self.last_moment().is_some_and(|last| now >= last) {
            return Err(NotNow::Ended);
        }
        match (self.next_at(), self.used_at) {
            (None, Some(_)) => Err(NotNow::Used),
            (Some(next), _) if now < next => Err(NotNow::Until(next)),
            _ => Ok(()),
        }
    }

    /// When it may be used again, the margin kept; `None` when it was not used yet or never may be again.
    #[must_use]
    pub fn next_at(&self) -> Option<Timestamp> {
        let (used, every) = (self.used_at?, self.every_ms?);
        Some(used.plus_ms(every.saturating_add(self.margin_ms)))
    }

    /// The last moment at which a message may go out by it. `None`: always.
    #[must_use]
    pub fn last_moment(&self) -> Option<Timestamp> {
        self.ends.map(|ends| ends.plus_ms(-self.margin_ms))
    }
}

/// Decides whether a message may go out now in the way it is meant to, and by what right.
///
/// A permission is not spent while one may answer freely.
pub fn decide_way(
    window: &ReplyWindow,
    now: Timestamp,
    authored: Authored,
    way: Way,
) -> Result<Permit, Closed> {
    match way {
        Way::Answer => decide(window, now, authored),
        Way::Approved(Some(ReviewState::Approved)) => Ok(Permit::Approved),
        Way::Approved(state) => Err(Closed::NotApproved(state)),
        Way::Notification(permission) => match decide(window, now, Authored::Automatic) {
            Ok(permit) => Ok(permit),
            Err(_) => permission
                .usable(now)
                .map(|()| Permit::Notification)
                .map_err(Closed::Notification),
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::tests::{at, windows},
        *,
    };

    const HOUR: i64 = 3_600_000;
    const DAY: i64 = 24 * HOUR;
    const MARGIN: i64 = 120_000;

    fn weekly(used_at: Option<i64>) -> Notification {
        Notification {
            ends: Some(at(100 * DAY)),
            stopped: false,
            used_at: used_at.map(at),
            every_ms: Some(7 * DAY),
            margin_ms: MARGIN,
        }
    }

    fn closed() -> ReplyWindow {
        ReplyWindow {
            free_ends: Some(at(DAY)),
            margin_ms: MARGIN,
            ..ReplyWindow::default()
        }
    }

    #[test]
    fn the_edges_of_a_permission() {
        let next = 10 * DAY + 7 * DAY + MARGIN;
        let rows = [
            (weekly(None), 2 * DAY, Ok(())),
            (weekly(Some(10 * DAY)), next - 1, Err(NotNow::Until(at(next)))),
            (weekly(Some(10 * DAY)), next, Ok(())),
            (weekly(None), 100 * DAY - MARGIN - 1, Ok(())),
            (weekly(None), 100 * DAY - MARGIN, Err(NotNow::Ended)),
        ];
        for (permission, now, wanted) in rows {
            assert_eq!(permission.usable(at(now)), wanted, "at {now}");
        }
        let stopped = Notification {
            stopped: true,
            ..weekly(None)
        };
        assert_eq!(stopped.usable(at(0)), Err(NotNow::Stopped));
        let once = Notification {
            every_ms: None,
            ..weekly(Some(DAY))
        };
        assert_eq!(once.usable(at(50 * DAY)), Err(NotNow::Used));
    }

    #[test]
    fn a_permission_is_kept_while_one_may_answer_freely() {
        let way = Way::Notification(weekly(None));
        let edge = DAY - MARGIN;
        assert_eq!(
            decide_way(&closed(), at(edge - 1), Authored::Person, way),
            Ok(Permit::Free)
        );
        assert_eq!(
            decide_way(&closed(), at(edge), Authored::Person, way),
            Ok(Permit::Notification)
        );
    }

    fn permissions() -> impl Strategy<Value = Notification> {
        let moment = || (0..20 * DAY).prop_map(at);
        (
            prop::option::of(moment()),
            any::<bool>(),
            prop::option::of(moment()),
            prop::option::of(1..9 * DAY),
            0..HOUR,
        )
            .prop_map(|(ends, stopped, used_at, every_ms, margin_ms)| Notification {
                ends,
                stopped,
                used_at,
                every_ms,
                margin_ms,
            })
    }

    fn reviews() -> impl Strategy<Value = Option<ReviewState>> {
        use ReviewState::{Approved, Disabled, Paused, Pending, Rejected};
        prop::option::of(prop::sample::select(vec![
            Pending, Approved, Rejected, Paused, Disabled,
        ]))
    }

    /// Whatever the window says: before its end, at its edge, after everything.
    #[test]
    fn approved_words_go_out_at_any_time_and_others_never() {
        let open = ReplyWindow::default();
        let refused = ReplyWindow {
            free_refused: true,
            ..closed()
        };
        let moments = [0, DAY - MARGIN - 1, DAY - MARGIN, DAY, 7 * DAY, 400 * DAY];
        for window in [open, closed(), refused] {
            for (now, authored) in moments
                .into_iter()
                .zip([Authored::Person, Authored::Automatic].into_iter().cycle())
            {
                let decide = |state| decide_way(&window, at(now), authored, Way::Approved(state));
                assert_eq!(
                    decide(Some(ReviewState::Approved)),
                    Ok(Permit::Approved),
                    "at {now}"
                );
                for state in [
                    ReviewState::Pending,
                    ReviewState::Rejected,
                    ReviewState::Paused,
                    ReviewState::Disabled,
                ] {
                    assert_eq!(
                        decide(Some(state)),
                        Err(Closed::NotApproved(Some(state))),
                        "at {now}"
                    );
                }
                assert_eq!(decide(None), Err(Closed::NotApproved(None)), "at {now}");
            }
        }
    }

    fn ways() -> impl Strategy<Value = Way> {
        prop_oneof![
            Just(Way::Answer),
            permissions().prop_map(Way::Notification),
            reviews().prop_map(Way::Approved)
        ]
    }

    proptest! {
        #[test]
        fn a_permission_is_used_only_when_it_may_be(window in windows(), permission in permissions(), now in 0..20 * DAY) {
            let decided = decide_way(&window, at(now), Authored::Person, Way::Notification(permission));
            if decided == Ok(Permit::Notification) {
                prop_assert!(!permission.stopped);
                prop_assert!(permission.ends.is_none_or(|ends| at(now) < ends));
                let turn = permission.used_at.is_none_or(|used| {
                    permission.every_ms.is_some_and(|every| used.plus_ms(every) <= at(now))
                });
                prop_assert!(turn);
                prop_assert!(decide(&window, at(now), Authored::Automatic).is_err(), "free time was left");
            }
        }

        #[test]
        fn no_way_out_makes_the_software_a_person(window in windows(), way in ways(), now in 0..20 * DAY) {
            prop_assert_ne!(decide_way(&window, at(now), Authored::Automatic, way), Ok(Permit::Person));
        }

        #[test]
        fn nothing_else_ever_claims_approval(window in windows(), permission in permissions(), now in 0..20 * DAY, by_hand: bool) {
            let authored = if by_hand { Authored::Person } else { Authored::Automatic };
            for way in [Way::Answer, Way::Notification(permission)] {
                prop_assert_ne!(decide_way(&window, at(now), authored, way), Ok(Permit::Approved));
            }
        }

        #[test]
        fn each_way_has_its_own_right(window in windows(), way in ways(), now in 0..20 * DAY, by_hand: bool) {
            let authored = if by_hand { Authored::Person } else { Authored::Automatic };
            if let Ok(permit) = decide_way(&window, at(now), authored, way) {
                let fits = match way {
                    Way::Answer => matches!(permit, Permit::Free | Permit::Person),
                    Way::Notification(_) => matches!(permit, Permit::Free | Permit::Notification),
                    Way::Approved(state) => {
                        permit == Permit::Approved && state == Some(ReviewState::Approved)
                    }
                };
                prop_assert!(fits, "{way:?} went out as {permit:?}");
            }
        }
    }
}
