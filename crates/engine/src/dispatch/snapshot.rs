//! The floor as routing sees it, read in few statements.

use std::collections::{HashMap, HashSet};

use parlance_api::config::TenantSettings;
use parlance_core::{
    InteractionId, ServiceId, SkillId, TeamId, TenantCtx, Timestamp, UserId,
    agent::Availability,
    permission::{Right, can},
};
use parlance_routing::{Agent, Readiness, RequiredSkill, Service, Snapshot, Waiting};
use parlance_store::{
    Read,
    agents::AgentPerson,
    floor::{FloorService, FloorSkill, FloorWaiting},
    interactions::InteractionRow,
};

use crate::{
    Env, Refusal,
    views::agent::{common_room, room},
};

/// Who rejected or missed an interaction is not asked for it again for this long.
pub const PASS_MS: i64 = 30_000;

/// A snapshot, and when it would look different by time alone.
pub(crate) struct Floor {
    pub(crate) snapshot: Snapshot,
    /// Somebody who passed on something may be asked again from then on.
    pub(crate) look_again_at: Option<Timestamp>,
}

/// Whom a run looks at. It decides the same over both: who has no room gets nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// Who had room when their state was last saved. Costs what has changed, not what there is.
    WithRoom,
    /// Everybody who is Ready, counted anew.
    Ready,
}

/// What a run decides over: agents, the services that give them work, and from each queue as much as could be given
/// away. `None`: nothing waits or nobody is there to take it.
pub(crate) fn of_run(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    among: Among,
) -> Result<Option<Floor>, Refusal> {
    if !read.something_waits(ctx)? {
        return Ok(None);
    }
    let settings = read.settings(ctx)?;
    let people = match among {
        Among::WithRoom => read.agents_with_room(ctx, common_room(&settings))?,
        Among::Ready => read.ready_agents(ctx)?,
    };
    if people.is_empty() {
        return Ok(None);
    }
    let ids: Vec<UserId> = people.iter().map(|person| person.user_id).collect();
    let mut waiting: Vec<FloorWaiting> = read.reserved_waiting(ctx, &ids)?;
    let services = services_for(read, ctx, &people, &waiting)?;
    let agents = agents(read, ctx, &services, people, &settings)?;
    let passed = passed(read, env, ctx)?;
    for service in &services {
        // More than fits can never be given away; what somebody passed on may have to be skipped.
        let fits: u64 = agents
            .iter()
            .filter(|agent| agent.qualifies_for(service))
            .map(|agent| u64::from(agent.room.saturating_sub(agent.held)))
            .sum();
        if fits > 0 {
            let limit = fits + passed.in_queue_of(service.id);
            waiting.extend(read.waiting(ctx, service.id, u32::try_from(limit).unwrap_or(u32::MAX))?);
        }
    }
    let waiting = waiting
        .into_iter()
        .map(|row| Waiting {
            id: row.id,
            service_id: row.service_id,
            priority: row.priority,
            queued_at: row.queued_at,
            reserved_for: row.reserved_agent_id,
            passed_by: passed.by(row.id),
        })
        .collect();
    Ok(Some(Floor {
        snapshot: Snapshot {
            now: env.now,
            services,
            waiting,
            agents,
        },
        look_again_at: passed.until,
    }))
}

/// The services in whose queues something waits for these people's teams, and those of what is reserved for them.
fn services_for(
    read: &dyn Read,
    ctx: &TenantCtx,
    people: &[AgentPerson],
    reserved: &[FloorWaiting],
) -> Result<Vec<Service>, Refusal> {
    let mut teams: Vec<TeamId> = people.iter().filter_map(|person| person.team_id).collect();
    teams.sort_unstable();
    teams.dedup();
    let also: Vec<ServiceId> = reserved.iter().map(|row| row.service_id).collect();
    let services = read.services_of_teams(ctx, &teams, &also)?;
    Ok(services.into_iter().map(service).collect())
}

/// All agents and services, to explain and to count: routing would offer from it nothing that it would not offer from
/// the smaller one.
pub(crate) fn of_everyone(read: &dyn Read, env: &Env<'_>, ctx: &TenantCtx) -> Result<Snapshot, Refusal> {
    let settings = read.settings(ctx)?;
    let services: Vec<Service> = read.floor_services(ctx)?.into_iter().map(service).collect();
    let agents = agents(read, ctx, &services, read.agent_people(ctx)?, &settings)?;
    Ok(Snapshot {
        now: env.now,
        services,
        waiting: Vec::new(),
        agents,
    })
}

/// One agent, and one service whether they serve it or not: what matters to a chat that is handed to them.
pub(crate) fn of_one(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    agent: UserId,
    service_id: ServiceId,
) -> Result<Snapshot, Refusal> {
    let settings = read.settings(ctx)?;
    let person = read.agent_person(ctx, agent)?.filter(|person| !person.disabled);
    let services = read.services_of_teams(ctx, &[], &[service_id])?;
    let services: Vec<Service> = services.into_iter().map(service).collect();
    let agents = agents(read, ctx, &services, person.into_iter().collect(), &settings)?;
    Ok(Snapshot {
        now: env.now,
        services,
        waiting: Vec::new(),
        agents,
    })
}

/// A waiting interaction as routing sees it.
pub(crate) fn waiting(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &InteractionRow,
) -> Result<Waiting, Refusal> {
    let passed = passed(read, env, ctx)?;
    Ok(Waiting {
        id: row.id,
        service_id: row.service_id,
        priority: row.priority,
        queued_at: row.queued_at,
        reserved_for: row.reserved_agent_id,
        passed_by: passed.by(row.id),
    })
}

/// The services whose work an agent gets: by team and skills, whatever their state.
pub(crate) fn services_of(
    read: &dyn Read,
    ctx: &TenantCtx,
    person: &AgentPerson,
) -> Result<HashSet<ServiceId>, Refusal> {
    let levels: Vec<(SkillId, u8)> = read
        .skill_levels_of(ctx, person.user_id)?
        .into_iter()
        .map(|held| (held.skill_id, held.level))
        .collect();
    let holds = |wanted: &FloorSkill| {
        levels
            .iter()
            .any(|(skill, level)| *skill == wanted.id && *level >= wanted.level)
    };
    Ok(read
        .floor_services(ctx)?
        .into_iter()
        .filter(|service| person.team_id.is_some_and(|team| service.teams.contains(&team)))
        .filter(|service| service.skills.iter().all(holds))
        .map(|service| service.id)
        .collect())
}

/// Who passed on what lately.
struct Passed {
    by: HashMap<InteractionId, (ServiceId, Vec<UserId>)>,
    until: Option<Timestamp>,
}

impl Passed {
    fn by(&self, id: InteractionId) -> Vec<UserId> {
        self.by
            .get(&id)
            .map(|(_, agents)| agents.clone())
            .unwrap_or_default()
    }

    /// How many interactions that somebody passed on wait for a service.
    fn in_queue_of(&self, service: ServiceId) -> u64 {
        self.by.values().map(|(of, _)| u64::from(*of == service)).sum()
    }
}

fn passed(read: &dyn Read, env: &Env<'_>, ctx: &TenantCtx) -> Result<Passed, Refusal> {
    let mut passed = Passed {
        by: HashMap::new(),
        until: None,
    };
    for declined in read.declined_since(ctx, env.now.plus_ms(1 - PASS_MS))? {
        let until = declined.at.plus_ms(PASS_MS);
        passed.until = Some(passed.until.map_or(until, |earliest| earliest.min(until)));
        let (_, agents) = passed
            .by
            .entry(declined.interaction_id)
            .or_insert_with(|| (declined.service_id, Vec::new()));
        agents.push(declined.agent_id);
    }
    Ok(passed)
}

fn service(row: FloorService) -> Service {
    Service {
        id: row.id,
        teams: row.teams,
        skills: row
            .skills
            .into_iter()
            .map(|skill| RequiredSkill {
                id: skill.id,
                name: skill.name,
                level: skill.level,
            })
            .collect(),
    }
}

/// People as agents, with the levels of the skills that the services ask for.
fn agents(
    read: &dyn Read,
    ctx: &TenantCtx,
    services: &[Service],
    people: Vec<AgentPerson>,
    settings: &TenantSettings,
) -> Result<Vec<Agent>, Refusal> {
    let wanted: HashSet<SkillId> = services
        .iter()
        .flat_map(|service| service.skills.iter().map(|skill| skill.id))
        .collect();
    let wanted: Vec<SkillId> = wanted.into_iter().collect();
    let users: Vec<UserId> = people.iter().map(|person| person.user_id).collect();
    let mut skills: HashMap<UserId, Vec<(SkillId, u8)>> = HashMap::new();
    for (user, skill, level) in read.skill_levels_among(ctx, &users, &wanted)? {
        skills.entry(user).or_default().push((skill, level));
    }
    Ok(people
        .into_iter()
        .filter(|person| can(&person.roles, Right::HandleInteractions))
        .map(|person| Agent {
            id: person.user_id,
            readiness: readiness(&person),
            team: person.team_id,
            skills: skills.remove(&person.user_id).unwrap_or_default(),
            held: person.holding.total(),
            room: room(&person, settings),
            idle_since: person
                .state
                .as_ref()
                .map_or(person.created_at, |state| state.idle_since),
        })
        .collect())
}

/// Whether somebody takes new work now.
pub(crate) fn is_ready(person: &AgentPerson) -> bool {
    readiness(person) == Readiness::Ready
}

fn readiness(person: &AgentPerson) -> Readiness {
    match &person.state {
        None => Readiness::LoggedOut,
        Some(state) => match (state.availability, state.connected) {
            (Availability::LoggedOut, _) => Readiness::LoggedOut,
            (Availability::NotReady, _) => Readiness::NotReady,
            (Availability::Ready, false) => Readiness::Disconnected,
            (Availability::Ready, true) => Readiness::Ready,
        },
    }
}
