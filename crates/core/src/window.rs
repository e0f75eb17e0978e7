//! The reply window: until when a customer may be answered, and by whom.
//!
//! Platforms let one answer freely for a while after the customer's last act. Some let a person go on by hand for some
//! days after that. The decision is made for each message at the moment it goes out.

mod ways;

pub use ways::{NotNow, Notification, Way, decide_way};

use crate::{approved::ReviewState, clock::Timestamp};

/// The times of one conversation. Moments are the platform's own limits; `margin_ms` is the distance kept from them
/// because clocks differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReplyWindow {
    /// When free answering ends. `None`: never.
    pub free_ends: Option<Timestamp>,
    /// The platform has said that free answering is over, whatever our clock says.
    pub free_refused: bool,
    /// What follows when free answering is over.
    pub then: AfterFree,
    /// Distance kept from the ends, milliseconds.
    pub margin_ms: i64,
}

/// What follows when free answering is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AfterFree {
    /// Nothing: the customer must act first.
    #[default]
    Nothing,
    /// People could answer by hand until then, but the account lacks the platform's permission.
    NotPermitted {
        /// When that would end.
        ends: Timestamp,
    },
    /// People may answer by hand until then.
    Person {
        /// When that ends.
        ends: Timestamp,
    },
}

/// Who made a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Authored {
    /// A person wrote it by hand.
    Person,
    /// The software: greetings, notices, answers of a flow.
    Automatic,
}

/// By what right a message goes out; the platform wants to be told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Permit {
    /// Inside the free time.
    #[default]
    Free,
    /// By hand, after the free time.
    Person,
    /// By the customer's permission to be notified.
    Notification,
    /// With words that the platform has approved.
    Approved,
}

/// Why a message may not go out now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Closed {
    /// Nobody may write until the customer acts again.
    UntilCustomerActs,
    /// Only a person may write; this message was made by the software.
    OnlyByHand,
    /// A person could write, but the account lacks the platform's permission.
    NoPermission,
    /// The customer's permission to be notified cannot be used now.
    Notification(NotNow),
    /// The platform has not approved these words, or no longer; `None`: the template is gone.
    NotApproved(Option<ReviewState>),
}

impl ReplyWindow {
    /// Until when every message may go out, with the margin kept. `None`: always.
    #[must_use]
    pub fn free_until(&self) -> Option<Timestamp> {
        self.free_ends.map(|ends| ends.plus_ms(-self.margin_ms))
    }

    /// Until when a person may answer by hand, with the margin kept. `None`: there is no such time here.
    #[must_use]
    pub fn person_until(&self) -> Option<Timestamp> {
        match self.then {
            AfterFree::Person { ends } => Some(ends.plus_ms(-self.margin_ms)),
            _ => None,
        }
    }

    /// The last moment at which a message of this kind may go out. `None`: always.
    #[must_use]
    pub fn last_moment(&self, authored: Authored) -> Option<Timestamp> {
        let free = self.free_until()?;
        match (authored, self.person_until()) {
            (Authored::Person, Some(person)) => Some(free.max(person)),
            _ => Some(free),
        }
    }
}

/// Decides whether a message may go out now, and by what right.
///
/// The margin before the end of the free time is used up only by people who may go on by hand: their message goes out
/// freely, and by hand when the platform's clock is ahead. The right of a person is never claimed before the free time
/// is over.
pub fn decide(window: &ReplyWindow, now: Timestamp, authored: Authored) -> Result<Permit, Closed> {
    let (Some(ends), Some(safe_until)) = (window.free_ends, window.free_until()) else {
        return Ok(Permit::Free);
    };
    if now < safe_until && !window.free_refused {
        return Ok(Permit::Free);
    }
    let margin = window.margin_ms;
    let still = |ends: Timestamp| now < ends.plus_ms(-margin);
    match (window.then, authored) {
        (AfterFree::Person { ends: last }, Authored::Person) if still(last) => {
            if now < ends && !window.free_refused {
                Ok(Permit::Free)
            } else {
                Ok(Permit::Person)
            }
        }
        (AfterFree::Person { ends: last }, Authored::Automatic) if still(last) => Err(Closed::OnlyByHand),
        (AfterFree::NotPermitted { ends: last }, Authored::Person) if still(last) => {
            Err(Closed::NoPermission)
        }
        _ => Err(Closed::UntilCustomerActs),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: i64 = 3_600_000;
    const DAY: i64 = 24 * HOUR;
    const MARGIN: i64 = 120_000;

    pub(super) fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    fn window(then: AfterFree) -> ReplyWindow {
        ReplyWindow {
            free_ends: Some(at(DAY)),
            free_refused: false,
            then,
            margin_ms: MARGIN,
        }
    }

    const PERSON: AfterFree = AfterFree::Person {
        ends: Timestamp::from_millis(7 * DAY),
    };
    const NOT_PERMITTED: AfterFree = AfterFree::NotPermitted {
        ends: Timestamp::from_millis(7 * DAY),
    };

    #[test]
    fn without_a_window_everything_may_go_out() {
        for authored in [Authored::Person, Authored::Automatic] {
            assert_eq!(
                decide(&ReplyWindow::default(), at(i64::MAX), authored),
                Ok(Permit::Free)
            );
        }
        assert_eq!(ReplyWindow::default().last_moment(Authored::Person), None);
    }

    #[test]
    fn the_edges() {
        use Authored::{Automatic, Person};
        let permitted = window(PERSON);
        let rows = [
            (DAY - MARGIN - 1, Person, Ok(Permit::Free)),
            (DAY - MARGIN, Person, Ok(Permit::Free)),
            (DAY - 1, Person, Ok(Permit::Free)),
            (DAY, Person, Ok(Permit::Person)),
            (7 * DAY - MARGIN - 1, Person, Ok(Permit::Person)),
            (7 * DAY - MARGIN, Person, Err(Closed::UntilCustomerActs)),
            (7 * DAY, Person, Err(Closed::UntilCustomerActs)),
            (DAY - MARGIN - 1, Automatic, Ok(Permit::Free)),
            (DAY - MARGIN, Automatic, Err(Closed::OnlyByHand)),
            (DAY, Automatic, Err(Closed::OnlyByHand)),
            (7 * DAY, Automatic, Err(Closed::UntilCustomerActs)),
        ];
        for (now, authored, wanted) in rows {
            assert_eq!(
                decide(&permitted, at(now), authored),
                wanted,
                "at {now}, {authored:?}"
            );
        }
        let without = window(NOT_PERMITTED);
        assert_eq!(decide(&without, at(DAY - MARGIN - 1), Person), Ok(Permit::Free));
        assert_eq!(
            decide(&without, at(DAY - MARGIN), Person),
            Err(Closed::NoPermission)
        );
        assert_eq!(
            decide(&without, at(7 * DAY), Person),
            Err(Closed::UntilCustomerActs)
        );
        let short = window(AfterFree::Nothing);
        assert_eq!(
            decide(&short, at(DAY - MARGIN), Person),
            Err(Closed::UntilCustomerActs)
        );
    }

    #[test]
    fn when_the_platform_says_that_it_is_over_people_go_on_by_hand() {
        let refused = ReplyWindow {
            free_refused: true,
            ..window(PERSON)
        };
        assert_eq!(decide(&refused, at(0), Authored::Person), Ok(Permit::Person));
        assert_eq!(
            decide(&refused, at(0), Authored::Automatic),
            Err(Closed::OnlyByHand)
        );
        let refused = ReplyWindow {
            then: AfterFree::Nothing,
            ..refused
        };
        assert_eq!(
            decide(&refused, at(0), Authored::Person),
            Err(Closed::UntilCustomerActs)
        );
    }

    pub(super) fn windows() -> impl Strategy<Value = ReplyWindow> {
        let moment = || (0..20 * DAY).prop_map(at);
        let then = prop_oneof![
            Just(AfterFree::Nothing),
            moment().prop_map(|ends| AfterFree::NotPermitted { ends }),
            moment().prop_map(|ends| AfterFree::Person { ends }),
        ];
        (prop::option::of(moment()), any::<bool>(), then, 0..HOUR).prop_map(
            |(free_ends, free_refused, then, margin_ms)| ReplyWindow {
                free_ends,
                free_refused,
                then,
                margin_ms,
            },
        )
    }

    /// How far a conversation has gone: free, by hand, closed.
    fn stage(decision: Result<Permit, Closed>) -> u8 {
        match decision {
            Ok(Permit::Free) => 0,
            Ok(_) => 1,
            Err(_) => 2,
        }
    }

    proptest! {
        #[test]
        fn time_only_closes(window in windows(), now in 0..20 * DAY, later in 0..20 * DAY, by_hand: bool) {
            let authored = if by_hand { Authored::Person } else { Authored::Automatic };
            let (now, later) = (at(now), at(now.saturating_add(later)));
            prop_assert!(stage(decide(&window, now, authored)) <= stage(decide(&window, later, authored)));
        }

        #[test]
        fn the_software_never_claims_to_be_a_person(window in windows(), now in 0..20 * DAY) {
            prop_assert_ne!(decide(&window, at(now), Authored::Automatic), Ok(Permit::Person));
        }

        #[test]
        fn a_persons_right_is_claimed_only_with_permission_and_after_the_free_time(window in windows(), now in 0..20 * DAY) {
            if decide(&window, at(now), Authored::Person) == Ok(Permit::Person) {
                let in_time = matches!(window.then, AfterFree::Person { ends } if at(now) < ends);
                prop_assert!(in_time);
                prop_assert!(window.free_refused || window.free_ends.is_some_and(|ends| ends <= at(now)));
            }
        }

        #[test]
        fn what_the_software_may_send_a_person_may(window in windows(), now in 0..20 * DAY) {
            if decide(&window, at(now), Authored::Automatic).is_ok() {
                prop_assert!(decide(&window, at(now), Authored::Person).is_ok());
            }
        }
    }
}
