//! What an agent has planned for a moment: a message to the customer, or a reminder of their own.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What happens at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlannedKind {
    /// A message goes out to the customer.
    Message,
    /// The agent is reminded.
    Reminder,
}

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlannedState {
    /// Its moment has not come.
    Waiting,
    /// A reminder whose moment has come: the agent has not answered it.
    Due,
    /// A message that could not go out at its moment.
    Failed,
    /// The message went out, or the reminder was answered.
    Done,
    /// Given up.
    Cancelled,
}

/// What happens to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlannedStep {
    /// Its moment came; a message could go out or not.
    Come {
        /// Whether a message went out; says nothing about a reminder.
        sent: bool,
    },
    /// It gets another moment or other words.
    Change,
    /// A reminder was answered.
    Answer,
    /// It is given up.
    Cancel,
}

impl PlannedState {
    /// The agent still has it in their list.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Due | Self::Failed)
    }

    /// The state after a step; `None`: the step is not possible.
    #[must_use]
    pub const fn step(self, kind: PlannedKind, step: PlannedStep) -> Option<Self> {
        match (self, step, kind) {
            (Self::Waiting, PlannedStep::Come { .. }, PlannedKind::Reminder) => Some(Self::Due),
            (Self::Waiting, PlannedStep::Come { sent: false }, PlannedKind::Message) => Some(Self::Failed),
            (Self::Waiting | Self::Due | Self::Failed, PlannedStep::Change, _) => Some(Self::Waiting),
            (Self::Waiting, PlannedStep::Come { sent: true }, PlannedKind::Message)
            | (Self::Waiting | Self::Due, PlannedStep::Answer, PlannedKind::Reminder) => Some(Self::Done),
            (Self::Waiting | Self::Due | Self::Failed, PlannedStep::Cancel, _) => Some(Self::Cancelled),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_step() -> impl Strategy<Value = PlannedStep> {
        prop_oneof![
            any::<bool>().prop_map(|sent| PlannedStep::Come { sent }),
            Just(PlannedStep::Change),
            Just(PlannedStep::Answer),
            Just(PlannedStep::Cancel),
        ]
    }

    proptest! {
        /// A message goes out at most once, and what is over stays over.
        #[test]
        fn a_message_goes_out_at_most_once(steps in prop::collection::vec(any_step(), 0..20), reminder in any::<bool>()) {
            let kind = if reminder { PlannedKind::Reminder } else { PlannedKind::Message };
            let (mut state, mut sent) = (PlannedState::Waiting, 0);
            for step in steps {
                let Some(next) = state.step(kind, step) else { continue };
                prop_assert!(state.is_open(), "{state:?} is over");
                if kind == PlannedKind::Message && next == PlannedState::Done {
                    sent += 1;
                }
                prop_assert_eq!(next == PlannedState::Due, kind == PlannedKind::Reminder && next == PlannedState::Due);
                state = next;
            }
            prop_assert!(sent <= 1);
        }
    }
}
