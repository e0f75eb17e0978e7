//! How fast chats are taken.

use parlance_core::{ServiceId, TenantCtx};
use parlance_routing::{Pace, Readiness, Snapshot};
use parlance_store::Read;

use crate::{Env, Refusal};

/// The time that is looked at, milliseconds.
const LATELY_MS: i64 = 30 * 60_000;

/// The pace of a service. The floor must hold all agents of the tenant.
pub(crate) fn pace_of(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    floor: &Snapshot,
    service: ServiceId,
) -> Result<Pace, Refusal> {
    let taken = read.taken_since(ctx, service, env.now.plus_ms(-LATELY_MS))?;
    let handling_ms = (taken.over > 0).then(|| taken.handling_ms / i64::from(taken.over));
    let mut pace = Pace {
        taken: taken.chats,
        within_ms: LATELY_MS,
        handling_ms,
        ..Pace::default()
    };
    if let Some(rules) = floor.services.iter().find(|each| each.id == service) {
        let needs = rules.needs(&[], 0);
        let there = floor
            .agents
            .iter()
            .filter(|agent| agent.readiness == Readiness::Ready && needs.are_met_by(agent));
        for agent in there {
            pace.room += agent.room;
            pace.free += agent.room.saturating_sub(agent.held);
        }
    }
    Ok(pace)
}
