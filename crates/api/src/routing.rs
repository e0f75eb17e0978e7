//! How chats find agents.

use parlance_core::{ServiceId, TeamId, UserId, wait_reason::Waits};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{interaction::InteractionView, user::SkillLevel};

/// From a waiting time on less is enough. Steps add up and only ever widen: a team that has come stays, and of the levels
/// named for a skill the lowest counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoutingStep {
    /// It counts from this waiting time on, 1 000 – 86 400 000; each time once.
    pub after_ms: i64,
    /// Teams that get the work too.
    #[serde(default)]
    pub team_ids: Vec<TeamId>,
    /// Levels that are enough, also of skills that only some chats ask for; 0: the skill is no longer asked for.
    #[serde(default)]
    pub levels: Vec<SkillLevel>,
}

/// The step of a waiting time; made, in its place, when it is not there.
pub fn step_mut(steps: &mut Vec<RoutingStep>, after_ms: i64) -> &mut RoutingStep {
    let place = steps.partition_point(|step| step.after_ms < after_ms);
    if steps.get(place).is_none_or(|step| step.after_ms != after_ms) {
        let step = RoutingStep {
            after_ms,
            team_ids: Vec::new(),
            levels: Vec::new(),
        };
        steps.insert(place, step);
    }
    &mut steps[place]
}

/// Which of what waits.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WaitingFilter {
    /// Only of this service.
    #[serde(default)]
    pub service_id: Option<ServiceId>,
}

/// What waits for an agent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WaitingList {
    /// The first 200, in the order in which they are served.
    pub rows: Vec<WaitingView>,
    /// How many wait in all.
    pub total: u32,
}

/// One that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WaitingView {
    /// It.
    pub interaction: InteractionView,
    /// Its place in its service's queue, 1 = first; absent: it is kept for one agent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// How long it will still wait at the pace of late, milliseconds, at most 4 hours; absent: nobody is there who could
    /// take it, its service is closed, or it is kept for somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_wait_ms: Option<i64>,
    /// The agent for whom it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_for: Option<String>,
    /// Why it waits.
    pub waits: Waits,
}

/// Another priority.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPriority {
    /// 0–100, higher first.
    pub priority: i32,
}

/// To whom a waiting chat is given.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assign {
    /// The agent; oneself: one takes it.
    pub agent_id: UserId,
}
