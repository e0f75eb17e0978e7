//! An agent's day: states without gap, and what they did.

use parlance_core::{ReasonId, TeamId, Timestamp, UserId, agent::AgentState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which day. Whoever asks knows the zone: the day begins and ends where it does there.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DayPeriod {
    /// Its beginning (UTC milliseconds); absent: midnight, UTC.
    #[serde(default)]
    pub from: Option<Timestamp>,
    /// Its end, two days later at most; absent, or still to come: now.
    #[serde(default)]
    pub until: Option<Timestamp>,
}

/// Whose day, and which.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AgentDays {
    /// Its beginning (UTC milliseconds); absent: midnight, UTC.
    #[serde(default)]
    pub from: Option<Timestamp>,
    /// Its end, two days later at most; absent, or still to come: now.
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// Only of this team.
    #[serde(default)]
    pub team_id: Option<TeamId>,
}

/// An agent's day. The stretches follow one another without gap from the first sign-in on, so the sums add up exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentDay {
    /// The agent.
    pub user_id: UserId,
    /// Full name.
    pub name: String,
    /// Counted from.
    pub from: Timestamp,
    /// Counted up to: the end of the day, or now.
    pub until: Timestamp,
    /// Their states, in order.
    pub stretches: Vec<DayStretch>,
    /// How long in each state and for each reason, the longest first.
    pub sums: Vec<StateSum>,
    /// In any state but logged out, milliseconds.
    pub signed_in_ms: i64,
    /// Chats that rang at them.
    pub offered: u32,
    /// Chats that they took (each once).
    pub handled: u32,
    /// Offers to which they did not react.
    pub missed: u32,
    /// Offers that they rejected.
    pub declined: u32,
    /// Mean time of conversation and after-call work in the chats they took; absent: none is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handling_ms: Option<i64>,
    /// Mean time from taking a chat to the first answer in it; absent: they gave none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_answer_ms: Option<i64>,
}

/// A stretch of a day in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DayStretch {
    /// The state.
    pub state: AgentState,
    /// Name of the Not Ready reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// From.
    pub from: Timestamp,
    /// To.
    pub until: Timestamp,
}

/// How long somebody was in a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StateSum {
    /// The state.
    pub state: AgentState,
    /// The Not Ready reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_id: Option<ReasonId>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// So long, milliseconds.
    pub ms: i64,
}
