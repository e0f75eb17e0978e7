//! Nobody waits while somebody who fits has room: the rules once more, written down as plainly as they are meant, over
//! everything that waits and everybody there is.

use parlance_core::{TenantCtx, Timestamp, agent::Availability};
use parlance_engine::{Refusal, dispatch::PASS_MS};
use parlance_store::{
    Read,
    agents::AgentPerson,
    floor::{FloorService, FloorWaiting, Queue},
};

use crate::world::World;

/// Looks at all that waits; returns how many that is.
pub async fn nobody_waits_needlessly(world: &World) -> usize {
    let ctx = world.cast.ctx;
    world
        .harness
        .engine
        .read(move |read, env| look(read, &ctx, env.now))
        .await
        .unwrap()
}

fn look(read: &dyn Read, ctx: &TenantCtx, now: Timestamp) -> Result<usize, Refusal> {
    if !read.something_waits(ctx)? {
        return Ok(0);
    }
    let services = read.floor_services(ctx)?;
    let ids: Vec<_> = services.iter().map(|service| service.id).collect();
    let usual = ids.iter().map(|id| Queue {
        service_id: *id,
        class_no: 0,
    });
    let mut waiting = read.all_reserved(ctx, 10_000)?;
    for queue in usual.chain(read.queues_with_class(ctx, &ids)?) {
        waiting.extend(read.waiting(ctx, queue, 10_000)?);
    }
    let room = 100 / u32::from(read.settings(ctx)?.chat_share_percent);
    let mut free = read.agent_people(ctx)?;
    free.retain(|person| {
        let at_work = person
            .state
            .as_ref()
            .is_some_and(|state| state.availability == Availability::Ready && state.connected);
        at_work && person.holding.total() < person.max_chats.unwrap_or(room)
    });
    let passed = read.declined_since(ctx, now.plus_ms(1 - PASS_MS))?;
    for row in &waiting {
        let service = services
            .iter()
            .find(|service| service.id == row.service_id)
            .unwrap();
        for person in &free {
            let has_passed = passed
                .iter()
                .any(|declined| (declined.interaction_id, declined.agent_id) == (row.id, person.user_id));
            let may = match row.reserved_agent_id {
                Some(only) => only == person.user_id,
                None => fits(read, ctx, service, row, person, now.since_ms(row.queued_at))?,
            };
            assert!(
                has_passed || !may,
                "{} waits for {} ms while {} has room",
                row.id,
                now.since_ms(row.queued_at),
                person.name
            );
        }
    }
    Ok(waiting.len())
}

fn fits(
    read: &dyn Read,
    ctx: &TenantCtx,
    service: &FloorService,
    row: &FloorWaiting,
    person: &AgentPerson,
    waited_ms: i64,
) -> Result<bool, Refusal> {
    let come = || service.steps.iter().filter(|step| step.after_ms <= waited_ms);
    let in_team = person.team_id.is_some_and(|team| {
        service.teams.contains(&team) || come().any(|step| step.team_ids.contains(&team))
    });
    if !in_team {
        return Ok(false);
    }
    let asked: Vec<_> = read
        .classes(ctx, &[row.class_no])?
        .into_iter()
        .flat_map(|class| class.skills)
        .chain(service.skills.iter().cloned())
        .collect();
    let skills: Vec<_> = asked.iter().map(|skill| skill.id).collect();
    let levels = read.skill_levels_among(ctx, &[person.user_id], &skills)?;
    Ok(asked.iter().all(|skill| {
        let eased = come()
            .flat_map(|step| &step.levels)
            .filter(|level| level.skill_id == skill.id);
        let enough = eased
            .map(|level| level.level)
            .min()
            .unwrap_or(skill.level)
            .min(skill.level);
        let held = levels.iter().find(|(_, held, _)| *held == skill.id);
        held.map_or(0, |(_, _, level)| *level) >= enough
    }))
}
