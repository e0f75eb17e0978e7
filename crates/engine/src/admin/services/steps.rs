//! Steps of a service, after which less is enough.

use std::collections::HashSet;

use parlance_api::routing::RoutingStep;
use parlance_core::{TeamId, TenantCtx};
use parlance_store::{Read, services::ServiceRow};

use super::{DAY_MS, SECOND_MS, check_teams};
use crate::{
    Refusal,
    admin::{check::Check, skills},
};

/// More cannot be overlooked.
const MAX_STEPS: usize = 10;

/// The steps as wanted, in order.
pub(super) fn checked(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    wanted: &[RoutingStep],
) -> Result<Vec<RoutingStep>, Refusal> {
    let message = format!("A service has at most {MAX_STEPS} steps.");
    check.that(wanted.len() <= MAX_STEPS, "steps", "too_long", message);
    let mut steps = Vec::with_capacity(wanted.len());
    for (at, step) in wanted.iter().enumerate() {
        let field = |name: &str| format!("steps[{at}].{name}");
        let after_ms = check.range(field("after_ms"), step.after_ms, SECOND_MS, DAY_MS);
        let once = wanted[..at].iter().all(|other| other.after_ms != after_ms);
        let message = "Another step has this time: put both into one.";
        check.that(once, field("after_ms"), "taken", message);
        let widens = !step.team_ids.is_empty() || !step.levels.is_empty();
        let message = "Say what is enough then: a team that helps, or a lower level of a skill.";
        check.that(widens, field("after_ms"), "missing", message);
        skills::check_levels(read, ctx, check, &field("levels"), &step.levels, 0)?;
        let mut levels = step.levels.clone();
        levels.sort_unstable_by_key(|level| level.skill_id);
        steps.push(RoutingStep {
            after_ms,
            team_ids: check_teams(read, ctx, check, &field("team_ids"), &step.team_ids)?,
            levels,
        });
    }
    steps.sort_by_key(|step| step.after_ms);
    Ok(steps)
}

/// A team gets the work once: from its earliest moment. Steps that change nothing then are left out.
pub(super) fn drop_repeated_teams(service: &mut ServiceRow) {
    let mut seen: HashSet<TeamId> = service.team_ids.iter().copied().collect();
    for step in &mut service.steps {
        step.team_ids.retain(|team| seen.insert(*team));
    }
    service
        .steps
        .retain(|step| !step.team_ids.is_empty() || !step.levels.is_empty());
}
