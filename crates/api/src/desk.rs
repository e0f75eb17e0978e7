//! The desk's snapshot: everything a desktop needs to start, with its place in the event stream.

use parlance_core::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    account::ChannelView,
    agent::AgentView,
    config::{ReasonView, ServiceView},
    interaction::{InteractionView, OfferView},
    planned::PlannedView,
    session::Me,
};

/// What a desktop starts from. Events after `seq` change it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DeskSnapshot {
    /// Subscribe with `after` = this.
    pub seq: i64,
    /// The server's clock, to correct the browser's.
    pub server_time: Timestamp,
    /// Who is signed in.
    pub me: Me,
    /// Their state.
    pub agent: AgentView,
    /// Offers ringing at them.
    pub offers: Vec<OfferView>,
    /// Interactions they hold (active and after-call work).
    pub interactions: Vec<InteractionView>,
    /// Services with dispositions and prepared texts.
    pub services: Vec<ServiceView>,
    /// Not Ready reasons they may choose.
    pub reasons: Vec<ReasonView>,
    /// Channels with capabilities.
    pub channels: Vec<ChannelView>,
    /// Their day so far.
    pub today: DayFigures,
    /// Their planned messages and reminders that are not over.
    #[serde(default)]
    pub planned: Vec<PlannedView>,
    /// A message to a customer waits so long after `at` before it goes out and can be deleted meanwhile; 0: not at all.
    #[serde(default)]
    pub undo_send_ms: i64,
}

/// An agent's own day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DayFigures {
    /// Interactions accepted today (UTC day of the server).
    pub handled: u32,
    /// Waiting in the queues of one's services now.
    pub waiting: u32,
}
