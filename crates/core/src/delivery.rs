//! The life of an outgoing message: `queued → sending → sent | failed | uncertain`, then `delivered → read`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where an outgoing message stands. The order of the variants is the order of progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Accepted and durable; waits for its turn.
    Queued,
    /// A call to the platform is under way.
    Sending,
    /// The call may or may not have reached the platform; an echo will tell.
    Uncertain,
    /// The platform said no, for good; the reason stands beside the message.
    Failed,
    /// The platform answered with its message id and that is stored.
    Sent,
    /// The platform says it reached the customer's device.
    Delivered,
    /// The platform says the customer has seen it.
    Read,
}

/// What happens to an outgoing message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeliveryStep {
    /// A worker claimed it and begins the call.
    Claim,
    /// The platform accepted it, or its echo proves that it did.
    Accept,
    /// The platform refused it for good.
    Refuse,
    /// The call ended without an answer that can be trusted.
    LoseAnswer,
    /// Back to the queue: a temporary failure, or a person asked to try again.
    Requeue,
    /// A delivery receipt.
    Deliver,
    /// A read receipt.
    See,
}

/// A step that the present state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a message that is {from:?} cannot take the step {step:?}")]
pub struct DeliveryError {
    /// The present state.
    pub from: Delivery,
    /// The step asked for.
    pub step: DeliveryStep,
}

impl Delivery {
    /// Takes a step. Receipts only move forward: a late or repeated one changes nothing and is no error.
    pub fn step(self, step: DeliveryStep) -> Result<Self, DeliveryError> {
        use Delivery::{Delivered, Failed, Queued, Read, Sending, Sent, Uncertain};
        let next = match (self, step) {
            (Queued, DeliveryStep::Claim) => Sending,
            (Queued | Sending | Uncertain | Failed, DeliveryStep::Accept) => Sent,
            (Sent | Delivered | Read, DeliveryStep::Accept) => self,
            (Queued | Sending, DeliveryStep::Refuse) => Failed,
            (Sending, DeliveryStep::LoseAnswer) => Uncertain,
            (Sending | Failed | Uncertain | Queued, DeliveryStep::Requeue) => Queued,
            // A receipt proves that the platform has the message, whatever we believed.
            (Queued | Sending | Uncertain | Failed | Sent | Delivered, DeliveryStep::Deliver) => Delivered,
            (Read, DeliveryStep::Deliver) | (_, DeliveryStep::See) => Read,
            (from, step) => return Err(DeliveryError { from, step }),
        };
        Ok(next)
    }

    /// Whether the platform is known to have the message.
    #[must_use]
    pub const fn is_accepted(self) -> bool {
        matches!(self, Delivery::Sent | Delivery::Delivered | Delivery::Read)
    }
}

#[cfg(test)]
mod tests {
    use super::{Delivery::*, DeliveryStep::*, *};

    const STATES: [Delivery; 7] = [Queued, Sending, Uncertain, Failed, Sent, Delivered, Read];

    #[test]
    fn receipts_only_move_forward() {
        for state in STATES {
            assert_eq!(state.step(See), Ok(Read));
            assert!(state.step(Deliver).unwrap() >= Delivered);
        }
        assert_eq!(Read.step(Deliver), Ok(Read));
    }

    #[test]
    fn a_sent_message_is_never_sent_again() {
        for state in [Sent, Delivered, Read] {
            assert!(state.step(Requeue).is_err());
            assert!(state.step(Claim).is_err());
            assert!(state.step(Refuse).is_err());
        }
    }

    #[test]
    fn an_echo_settles_an_uncertain_message() {
        assert_eq!(Sending.step(LoseAnswer), Ok(Uncertain));
        assert_eq!(Uncertain.step(Accept), Ok(Sent));
        assert_eq!(Uncertain.step(Requeue), Ok(Queued));
    }
}
