//! The presentation of an interaction to one agent who has not reacted yet.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where an offer stands. Only `Pending` ever changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferState {
    /// The agent's desktop rings.
    Pending,
    /// The agent took it.
    Accepted,
    /// The agent refused it.
    Rejected,
    /// The agent did not react in time.
    Expired,
    /// It was taken back: the agent's connection was lost, they logged out, or the interaction ended.
    Withdrawn,
}

/// The offer was already settled when somebody tried to settle it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this offer is already {0:?}")]
pub struct OfferSettled(pub OfferState);

impl OfferState {
    /// Settles a pending offer.
    pub fn settle(self, to: OfferState) -> Result<OfferState, OfferSettled> {
        if self == OfferState::Pending && to != OfferState::Pending {
            Ok(to)
        } else {
            Err(OfferSettled(self))
        }
    }
}
