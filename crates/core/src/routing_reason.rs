//! Why a routing decision was taken: data first, one sentence for people second.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{ServiceId, SkillId, UserId};

/// A skill that counted, with what was needed and what the agent has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SkillFit {
    /// The skill.
    pub skill_id: SkillId,
    /// Its name at that time.
    pub skill: String,
    /// The level needed, 0–100; 0: it is no longer asked for.
    pub required: u8,
    /// The level needed at first, when after the waiting time a lower one is enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<u8>,
    /// The agent's level, 0–100.
    pub held: u8,
}

/// A step of the service after which less is enough, because of which the agent could get it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WidenedStep {
    /// It counts from this waiting time on, milliseconds.
    pub after_ms: i64,
    /// The agent's team was not among those asked at first.
    pub other_team: bool,
}

/// Why this agent was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoutingReason {
    /// The service.
    pub service_id: ServiceId,
    /// The agent.
    pub agent_id: UserId,
    /// Skills that were needed.
    pub skills: Vec<SkillFit>,
    /// The step of the service that let them; absent: they were good enough from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<WidenedStep>,
    /// Chats the agent held before this one.
    pub chats_held: u32,
    /// Chats the agent has room for in all.
    pub chats_room: u32,
    /// How long the agent had been idle, milliseconds.
    pub idle_ms: i64,
    /// How long the interaction had waited, milliseconds.
    pub waited_ms: i64,
    /// Its place among the waiting, 1 = first.
    pub position: u32,
    /// Its priority.
    pub priority: i32,
    /// How many agents qualified.
    pub candidates: u32,
    /// Which rule decided: `only_candidate`, `least_loaded`, `longest_idle`, `best_fit`, `tie_break`, `transfer`,
    /// `last_agent`, `assigned`, `pull`.
    pub decided_by: String,
    /// The whole in one sentence, e.g. "skill Spanish 80 ≥ 50, 2 of 4 chats, idle 3 min".
    pub sentence: String,
}
