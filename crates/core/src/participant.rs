//! Who takes part in an interaction beside its owner, the one agent who holds it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// As what somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParticipantRole {
    /// Advises the owner in notes; the customer hears nothing of them.
    Consulted,
    /// Writes to the customer too.
    Member,
    /// Only reads along, unseen; for those who supervise.
    Observer,
}

/// Where somebody's part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParticipantState {
    /// Asked to join: may read, and has not answered.
    Asked,
    /// Takes part.
    Joined,
    /// It is over for the customer; who wrote to them completes their work.
    AfterCallWork,
    /// No part any more.
    Over,
}

/// What happens to somebody's part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParticipantStep {
    /// They join.
    Join,
    /// They leave, decline, are no longer wanted, or finish their work.
    Leave,
    /// The interaction is over for the customer.
    End {
        /// There is after-call work.
        work: bool,
    },
}

impl ParticipantState {
    /// The state after a step; `None`: the step is not possible.
    #[must_use]
    pub const fn step(self, role: ParticipantRole, step: ParticipantStep) -> Option<Self> {
        match (self, step, role) {
            (Self::Asked, ParticipantStep::Join, _) => Some(Self::Joined),
            (Self::Joined, ParticipantStep::End { work: true }, ParticipantRole::Member) => {
                Some(Self::AfterCallWork)
            }
            (Self::Asked | Self::Joined, ParticipantStep::End { .. } | ParticipantStep::Leave, _)
            | (Self::AfterCallWork, ParticipantStep::Leave, _) => Some(Self::Over),
            _ => None,
        }
    }

    /// Whether one in this state may write to the customer.
    #[must_use]
    pub const fn writes(self, role: ParticipantRole) -> bool {
        matches!((self, role), (Self::Joined, ParticipantRole::Member))
    }
}

/// What a line of the transcript tells about somebody's part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartChange {
    /// Was asked for advice, or to join.
    Asked,
    /// Joined.
    Joined,
    /// Would not.
    Declined,
    /// Left.
    Left,
    /// Is no longer asked, or was taken out.
    Removed,
    /// Took the conversation over.
    TookOver,
    /// Was given the conversation.
    Given,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_step() -> impl Strategy<Value = ParticipantStep> {
        prop_oneof![
            Just(ParticipantStep::Join),
            Just(ParticipantStep::Leave),
            any::<bool>().prop_map(|work| ParticipantStep::End { work }),
        ]
    }

    fn any_role() -> impl Strategy<Value = ParticipantRole> {
        prop_oneof![
            Just(ParticipantRole::Consulted),
            Just(ParticipantRole::Member),
            Just(ParticipantRole::Observer),
        ]
    }

    proptest! {
        /// Nobody writes to the customer without having joined as a member, nor after the end; what is over stays over.
        #[test]
        fn only_members_who_joined_write(role in any_role(), steps in prop::collection::vec(any_step(), 0..12)) {
            let (mut state, mut joined, mut ended) = (ParticipantState::Asked, false, false);
            for step in steps {
                let Some(next) = state.step(role, step) else { continue };
                prop_assert_ne!(state, ParticipantState::Over);
                joined |= step == ParticipantStep::Join;
                ended |= matches!(step, ParticipantStep::End { .. } | ParticipantStep::Leave);
                state = next;
                prop_assert_eq!(state.writes(role), joined && !ended && role == ParticipantRole::Member);
                prop_assert!(state != ParticipantState::AfterCallWork || role == ParticipantRole::Member);
            }
        }
    }
}
