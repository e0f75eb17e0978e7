//! Agents as colleagues, desks and transfers see them.

use parlance_core::{
    ReasonId, ServiceId, TeamId, Timestamp, UserId,
    agent::{AgentState, Availability},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An agent's state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentView {
    /// The agent.
    pub user_id: UserId,
    /// Full name.
    pub name: String,
    /// What is shown.
    pub state: AgentState,
    /// What they chose; while busy it may be Not Ready already, applied when the last interaction ends.
    pub availability: Availability,
    /// The Not Ready reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_id: Option<ReasonId>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// In this state since.
    pub since: Timestamp,
    /// Interactions held (offers, active, after-call work).
    pub held: u32,
    /// Room for so many in all.
    pub room: u32,
    /// Whether a desktop is connected.
    pub connected: bool,
    /// Newer versions replace older ones.
    pub version: i64,
}

/// Chooses one's state.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetState {
    /// `ready`, `not_ready` or `logged_out`.
    pub availability: Availability,
    /// The reason; required with `not_ready` as soon as the tenant has reasons of its own.
    #[serde(default)]
    pub reason_id: Option<ReasonId>,
}

/// Where an interaction can be transferred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TransferTargets {
    /// Agents other than oneself, those with room first.
    pub agents: Vec<TransferAgent>,
    /// Services.
    pub services: Vec<TransferService>,
    /// Teams, of which a free colleague can be asked.
    #[serde(default)]
    pub teams: Vec<TeamOfColleagues>,
}

/// A team of which a free colleague can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamOfColleagues {
    /// The team.
    pub team_id: TeamId,
    /// Its name.
    pub name: String,
    /// Colleagues who are free now.
    pub free: u32,
}

/// An agent as a transfer target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TransferAgent {
    /// The agent's state.
    pub agent: AgentView,
    /// Whether they could get it now.
    pub available: bool,
    /// Why not, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_not: Option<String>,
}

/// A service as a transfer target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TransferService {
    /// The service.
    pub service_id: ServiceId,
    /// Name.
    pub name: String,
    /// Waiting in its queue now.
    pub waiting: u32,
    /// Qualified agents who are Ready or Busy with room now.
    pub agents_with_room: u32,
    /// The oldest has waited since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest_since: Option<Timestamp>,
}
