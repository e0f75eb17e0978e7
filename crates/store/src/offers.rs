//! Offers: an interaction rings at one agent.

use parlance_core::{
    InteractionId, OfferId, ServiceId, TenantCtx, Timestamp, UserId, offer::OfferState,
    routing_reason::RoutingReason,
};

use crate::{error::StoreError, segments::Outcome};

/// An offer as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferRow {
    /// Id.
    pub id: OfferId,
    /// What is offered.
    pub interaction_id: InteractionId,
    /// To whom.
    pub agent_id: UserId,
    /// Where it stands.
    pub state: OfferState,
    /// Rings since.
    pub offered_at: Timestamp,
    /// Taken back at.
    pub expires_at: Timestamp,
    /// Settled at.
    pub settled_at: Option<Timestamp>,
    /// Why it was settled that way.
    pub cause: Option<Outcome>,
    /// Why this agent.
    pub reason: RoutingReason,
    /// Grows with every change.
    pub version: i64,
}

/// An offer with its agent's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedOffer {
    /// The offer.
    pub row: OfferRow,
    /// The agent's name.
    pub agent: String,
}

/// Somebody lately let an interaction pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declined {
    /// The interaction, still waiting.
    pub interaction_id: InteractionId,
    /// In the queue of.
    pub service_id: ServiceId,
    /// Who rejected it, did not react, or handed it over.
    pub agent_id: UserId,
    /// When, most lately.
    pub at: Timestamp,
}

/// Reads offers.
pub trait OffersRead {
    /// One offer.
    fn offer(&self, ctx: &TenantCtx, id: OfferId) -> Result<Option<OfferRow>, StoreError>;
    /// The offer that rings for an interaction.
    fn pending_offer(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
    ) -> Result<Option<OfferRow>, StoreError>;
    /// The offers that ring at an agent, the earliest first.
    fn pending_offers(&self, ctx: &TenantCtx, agent: UserId) -> Result<Vec<OfferRow>, StoreError>;
    /// All offers of an interaction, in order.
    fn offers_of(&self, ctx: &TenantCtx, interaction: InteractionId) -> Result<Vec<NamedOffer>, StoreError>;
    /// Who rejected, missed or handed over an interaction that waits now, at or after `since`.
    fn declined_since(&self, ctx: &TenantCtx, since: Timestamp) -> Result<Vec<Declined>, StoreError>;
}

/// Writes offers.
pub trait OffersWrite: OffersRead {
    /// Stores a new offer. A second pending one for the same interaction is refused with `Conflict`.
    fn insert_offer(&mut self, ctx: &TenantCtx, row: &OfferRow) -> Result<(), StoreError>;
    /// Stores state, cause and moment of settling, and gives the row its next version.
    fn save_offer(&mut self, ctx: &TenantCtx, row: &mut OfferRow) -> Result<(), StoreError>;
}
