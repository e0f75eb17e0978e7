//! Cases: a customer's problem that may span many conversations.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// Nobody has begun.
    New,
    /// Somebody works on it.
    Open,
    /// It waits for something, for a reason.
    Pending,
    /// The problem is solved; new activity opens it again.
    Resolved,
    /// Over for good: what comes now is a case of its own that follows it.
    Closed,
}

/// What happens to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseStep {
    /// Somebody begins, or goes on.
    Open,
    /// It waits.
    Pend,
    /// It is solved.
    Resolve,
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// It is over.
    #[error("This case is closed. Make a new case that follows it.")]
    Closed,
    /// Nothing would change.
    #[error("This case stands there already.")]
    Already,
}

impl CaseState {
    /// Every state, in the order of a case's life.
    pub const ALL: [Self; 5] = [Self::New, Self::Open, Self::Pending, Self::Resolved, Self::Closed];

    /// Takes a step. Pending may be taken again, for another reason.
    pub const fn step(self, step: CaseStep) -> Result<Self, CaseError> {
        match (self, step) {
            (Self::Closed, _) => Err(CaseError::Closed),
            (Self::Open, CaseStep::Open) | (Self::Resolved, CaseStep::Resolve) => Err(CaseError::Already),
            (_, CaseStep::Open) => Ok(Self::Open),
            (_, CaseStep::Pend) => Ok(Self::Pending),
            (_, CaseStep::Resolve) => Ok(Self::Resolved),
        }
    }

    /// A conversation came to it: what was resolved is open again.
    pub const fn touched(self) -> Result<Self, CaseError> {
        match self {
            Self::Resolved => Ok(Self::Open),
            Self::Closed => Err(CaseError::Closed),
            other => Ok(other),
        }
    }

    /// Enough days have passed since it was resolved: only what is resolved closes.
    #[must_use]
    pub const fn aged(self) -> Self {
        match self {
            Self::Resolved => Self::Closed,
            other => other,
        }
    }
}

/// How much a case matters.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Importance {
    /// It can wait.
    Low,
    /// As usual.
    #[default]
    Normal,
    /// Before others.
    High,
    /// At once.
    Urgent,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, Clone, Copy)]
    enum Act {
        Step(CaseStep),
        Touch,
        Age,
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            Just(Act::Step(CaseStep::Open)),
            Just(Act::Step(CaseStep::Pend)),
            Just(Act::Step(CaseStep::Resolve)),
            Just(Act::Touch),
            Just(Act::Age),
        ]
    }

    proptest! {
        #[test]
        fn a_case_closes_only_after_it_was_resolved_and_then_stays(acts in prop::collection::vec(act(), 0..60)) {
            let mut state = CaseState::New;
            for act in acts {
                let next = match act {
                    Act::Step(step) => state.step(step),
                    Act::Touch => state.touched(),
                    Act::Age => Ok(state.aged()),
                };
                if state == CaseState::Closed && !matches!(act, Act::Age) {
                    prop_assert_eq!(next, Err(CaseError::Closed), "only a case that follows it");
                }
                let next = next.unwrap_or(state);
                if next == CaseState::Closed {
                    prop_assert!(matches!(state, CaseState::Resolved | CaseState::Closed));
                }
                if state != CaseState::New {
                    prop_assert_ne!(next, CaseState::New, "nothing is new twice");
                }
                if state == CaseState::Resolved && matches!(act, Act::Touch) {
                    prop_assert_eq!(next, CaseState::Open);
                }
                state = next;
            }
        }
    }
}
