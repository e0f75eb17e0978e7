//! How chats find agents.

use parlance_core::TeamId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::user::SkillLevel;

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
