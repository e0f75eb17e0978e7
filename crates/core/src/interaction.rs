//! The life of an interaction: `queued → offered → active → after_call_work → closed`.
//!
//! "Ended" (for the customer) is when it leaves `active` for after-call work or closes; a later message of the same
//! customer opens a new interaction.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where an interaction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InteractionState {
    /// Waits for an agent.
    Queued,
    /// One agent's desktop rings.
    Offered,
    /// An agent holds it.
    Active,
    /// Over for the customer; the agent writes the outcome.
    AfterCallWork,
    /// Over.
    Closed,
}

/// What happens to an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InteractionStep {
    /// Routing offers it to an agent.
    Offer,
    /// The agent accepts.
    Accept,
    /// Back to the queue: rejected, no answer, agent gone, transferred to a service.
    Requeue,
    /// Over for the customer, with after-call work for the agent.
    EndWithAfterCallWork,
    /// Over at once: nobody held it, or the service has no after-call work.
    EndAtOnce,
    /// After-call work is finished or its time is up.
    Finish,
}

/// A step that the present state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an interaction that is {from:?} cannot take the step {step:?}")]
pub struct InteractionError {
    /// The present state.
    pub from: InteractionState,
    /// The step asked for.
    pub step: InteractionStep,
}

impl InteractionState {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Queued,
        Self::Offered,
        Self::Active,
        Self::AfterCallWork,
        Self::Closed,
    ];

    /// Takes a step.
    pub fn step(self, step: InteractionStep) -> Result<Self, InteractionError> {
        use InteractionState::{Active, AfterCallWork, Closed, Offered, Queued};
        match (self, step) {
            (Queued, InteractionStep::Offer) => Ok(Offered),
            (Offered, InteractionStep::Accept) => Ok(Active),
            (Offered | Active, InteractionStep::Requeue) => Ok(Queued),
            (Active, InteractionStep::EndWithAfterCallWork) => Ok(AfterCallWork),
            (Queued | Offered | Active, InteractionStep::EndAtOnce)
            | (AfterCallWork, InteractionStep::Finish) => Ok(Closed),
            (from, step) => Err(InteractionError { from, step }),
        }
    }

    /// Whether a customer's next message still belongs to this interaction.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Offered | Self::Active)
    }

    /// Whether it takes a share of its agent's capacity.
    #[must_use]
    pub const fn holds_capacity(self) -> bool {
        matches!(self, Self::Offered | Self::Active | Self::AfterCallWork)
    }
}

/// Who ended an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EndedBy {
    /// The agent.
    Agent,
    /// The customer left.
    Customer,
    /// A rule or an operator.
    System,
}

/// What one stretch of an interaction was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    /// Waiting in a service's queue.
    Queue,
    /// Ringing at an agent.
    Offer,
    /// Held by an agent.
    Talk,
    /// After-call work of an agent.
    AfterCallWork,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_interaction_takes_no_step() {
        use InteractionStep::{Accept, EndAtOnce, EndWithAfterCallWork, Finish, Offer, Requeue};
        for step in [Offer, Accept, Requeue, EndWithAfterCallWork, EndAtOnce, Finish] {
            assert!(InteractionState::Closed.step(step).is_err());
        }
    }

    #[test]
    fn only_a_queued_interaction_can_be_offered() {
        for state in InteractionState::ALL {
            assert_eq!(
                state.step(InteractionStep::Offer).is_ok(),
                state == InteractionState::Queued
            );
        }
    }
}
