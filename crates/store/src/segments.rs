//! Segments: the stretches of an interaction, one after another without gap while it is open.

use parlance_core::{
    InteractionId, SegmentId, ServiceId, TenantCtx, Timestamp, UserId, interaction::SegmentKind,
};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;

/// How a stretch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The queue ended with an offer.
    Offered,
    /// The offer was accepted.
    Accepted,
    /// The offer was rejected.
    Rejected,
    /// Nobody reacted to the offer.
    NoAnswer,
    /// The agent's connection was lost.
    ConnectionLost,
    /// The agent signed out.
    LoggedOut,
    /// Handed over.
    Transferred,
    /// A rule of the service sent it to another one.
    Overflow,
    /// Over for the customer.
    Ended,
    /// The after-call work was finished by the agent.
    Finished,
    /// The after-call work's time was up.
    TimeUp,
    /// It ended before an agent had it.
    Abandoned,
}

impl Outcome {
    /// The word in the store and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::NoAnswer => "no_answer",
            Self::ConnectionLost => "connection_lost",
            Self::LoggedOut => "logged_out",
            Self::Transferred => "transferred",
            Self::Overflow => "overflow",
            Self::Ended => "ended",
            Self::Finished => "finished",
            Self::TimeUp => "time_up",
            Self::Abandoned => "abandoned",
        }
    }
}

/// A stretch as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentRow {
    /// Id.
    pub id: SegmentId,
    /// Its interaction.
    pub interaction_id: InteractionId,
    /// What it was.
    pub kind: SegmentKind,
    /// The service at that time.
    pub service_id: ServiceId,
    /// The agent, except in the queue.
    pub agent_id: Option<UserId>,
    /// From.
    pub started_at: Timestamp,
    /// To; `None`: still running.
    pub ended_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<Outcome>,
}

/// A stretch with the names a record shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedSegment {
    /// The stretch.
    pub row: SegmentRow,
    /// Name of its service.
    pub service: String,
    /// Name of its agent.
    pub agent: Option<String>,
}

/// A stretch of an agent, with what their day is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgentSegment {
    /// Its interaction.
    pub interaction_id: InteractionId,
    /// What it was.
    pub kind: SegmentKind,
    /// From.
    pub started_at: Timestamp,
    /// To; `None`: still running.
    pub ended_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// When somebody here first answered in the interaction.
    pub first_answer_at: Option<Timestamp>,
}

/// Reads segments.
pub trait SegmentsRead {
    /// All stretches of an interaction, in order.
    fn segments(&self, ctx: &TenantCtx, interaction: InteractionId) -> Result<Vec<NamedSegment>, StoreError>;
    /// The stretch that is running.
    fn running_segment(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
    ) -> Result<Option<SegmentRow>, StoreError>;
    /// How many interactions an agent has taken since a moment.
    fn handled_since(&self, ctx: &TenantCtx, agent: UserId, since: Timestamp) -> Result<u32, StoreError>;
    /// An agent's stretches that began at `from` or later, and before `until`; in order.
    fn segments_of_agent(
        &self,
        ctx: &TenantCtx,
        agent: UserId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<AgentSegment>, StoreError>;
}

/// Writes segments.
pub trait SegmentsWrite: SegmentsRead {
    /// Begins a stretch. A second running one is refused with `Conflict`.
    fn insert_segment(&mut self, ctx: &TenantCtx, row: &SegmentRow) -> Result<(), StoreError>;
    /// Ends the running stretch; returns it, or `None` when none runs.
    fn end_segment(
        &mut self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        at: Timestamp,
        outcome: Outcome,
    ) -> Result<Option<SegmentRow>, StoreError>;
}
