//! The floor as routing sees it, read in few statements.

use std::collections::{HashMap, HashSet};

use parlance_api::config::TenantSettings;
use parlance_core::{
    InteractionId, ServiceId, SkillId, TeamId, TenantCtx, Timestamp, UserId,
    agent::Availability,
    permission::{Right, can},
};
use parlance_routing::{Agent, Class, Readiness, RequiredSkill, Service, Snapshot, Step, Waiting, cuts};
use parlance_store::{
    Read,
    agents::AgentPerson,
    floor::{FloorService, FloorSkill, FloorWaiting, Queue},
    interactions::InteractionRow,
};

use crate::{
    Env, Refusal,
    queueing::closed_services,
    views::agent::{common_room, room},
};

/// Who rejected or missed an interaction is not asked for it again for this long.
pub const PASS_MS: i64 = 30_000;

/// A snapshot, and when it would look different by time alone.
pub(crate) struct Floor {
    pub(crate) snapshot: Snapshot,
    /// Somebody who passed on something may be asked again from then on, or less is enough for something.
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
    let closed = closed_services(read, env, ctx)?;
    let mut waiting: Vec<FloorWaiting> = read.reserved_waiting(ctx, &ids)?;
    // What a colleague hands to an agent rings at any hour.
    waiting.retain(|row| row.reserved_until.is_none() || !closed.has(row.service_id));
    let services = services_for(read, ctx, &people, &waiting)?;
    let classes = classes_for(read, ctx, &services, &waiting)?;
    let wanted = skills_asked(&services, classes.iter().map(|(_, class)| class));
    let agents = agents(read, ctx, &wanted, people, &settings)?;
    let passed = passed(read, env, ctx)?;
    let opening = closed.next_opening(services.iter().map(|service| service.id));
    let mut look_again_at = passed.until.into_iter().chain(opening).min();
    let mut known: HashSet<InteractionId> = HashSet::new();
    for cut in cuts(&services, &classes, &agents, |service| {
        passed.in_queue_of(service)
    }) {
        if closed.has(cut.service_id) {
            continue;
        }
        let queue = Queue {
            service_id: cut.service_id,
            class_no: cut.class,
        };
        let limit = u32::try_from(cut.limit).unwrap_or(u32::MAX);
        let rows = if cut.waited_ms == 0 {
            read.waiting(ctx, queue, limit)?
        } else {
            let since = env.now.plus_ms(-cut.waited_ms);
            let next = read.first_after(ctx, queue, since)?;
            let due = next.map(|queued_at| queued_at.plus_ms(cut.waited_ms));
            look_again_at = look_again_at.into_iter().chain(due).min();
            read.waiting_since(ctx, queue, since, limit)?
        };
        waiting.extend(rows.into_iter().filter(|row| known.insert(row.id)));
    }
    let waiting = waiting.into_iter().map(|row| seen(row, &passed)).collect();
    Ok(Some(Floor {
        snapshot: Snapshot {
            now: env.now,
            services,
            classes: classes.into_iter().map(|(_, class)| class).collect(),
            waiting,
            agents,
        },
        look_again_at,
    }))
}

/// What the chats in these services' queues ask beyond the services' rules, and what the reserved ones do.
fn classes_for(
    read: &dyn Read,
    ctx: &TenantCtx,
    services: &[Service],
    reserved: &[FloorWaiting],
) -> Result<Vec<(ServiceId, Class)>, Refusal> {
    let ids: Vec<ServiceId> = services.iter().map(|service| service.id).collect();
    let mut queues = read.queues_with_class(ctx, &ids)?;
    for row in reserved.iter().filter(|row| row.class_no != 0) {
        let queue = Queue {
            service_id: row.service_id,
            class_no: row.class_no,
        };
        if !queues.contains(&queue) {
            queues.push(queue);
        }
    }
    let mut numbers: Vec<u32> = queues.iter().map(|queue| queue.class_no).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let known = classes(read, ctx, &numbers)?;
    let of = |queue: &Queue| known.iter().find(|class| class.number == queue.class_no).cloned();
    Ok(queues
        .iter()
        .filter_map(|queue| Some((queue.service_id, of(queue)?)))
        .collect())
}

/// What classes ask for.
fn classes(read: &dyn Read, ctx: &TenantCtx, numbers: &[u32]) -> Result<Vec<Class>, Refusal> {
    let asked: Vec<u32> = numbers.iter().copied().filter(|number| *number != 0).collect();
    Ok(read
        .classes(ctx, &asked)?
        .into_iter()
        .map(|class| Class {
            number: class.number,
            skills: class.skills.into_iter().map(required).collect(),
        })
        .collect())
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
/// the smaller one. `classes`: what the chats ask that are looked at.
pub(crate) fn of_everyone(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    class_numbers: &[u32],
) -> Result<Snapshot, Refusal> {
    let settings = read.settings(ctx)?;
    let services: Vec<Service> = read.floor_services(ctx)?.into_iter().map(service).collect();
    of_people(
        read,
        env,
        ctx,
        services,
        class_numbers,
        read.agent_people(ctx)?,
        &settings,
    )
}

/// One agent, and the service of a chat, whether they serve it or not: what matters when it is handed to them.
pub(crate) fn of_one(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    agent: UserId,
    row: &InteractionRow,
) -> Result<Snapshot, Refusal> {
    let settings = read.settings(ctx)?;
    let person = read.agent_person(ctx, agent)?.filter(|person| !person.disabled);
    let services = read.services_of_teams(ctx, &[], &[row.service_id])?;
    let services: Vec<Service> = services.into_iter().map(service).collect();
    let people = person.into_iter().collect();
    of_people(read, env, ctx, services, &[row.class_no], people, &settings)
}

fn of_people(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    services: Vec<Service>,
    class_numbers: &[u32],
    people: Vec<AgentPerson>,
    settings: &TenantSettings,
) -> Result<Snapshot, Refusal> {
    let classes = classes(read, ctx, class_numbers)?;
    let wanted = skills_asked(&services, classes.iter());
    let agents = agents(read, ctx, &wanted, people, settings)?;
    Ok(Snapshot {
        now: env.now,
        services,
        classes,
        waiting: Vec::new(),
        agents,
    })
}

/// Whether team and skills of an agent are enough for a chat, as far as the steps of its service have come.
pub(crate) fn is_good_enough(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    person: &AgentPerson,
    row: &InteractionRow,
) -> Result<bool, Refusal> {
    let floor = of_one(read, env, ctx, person.user_id, row)?;
    let (Some(service), Some(agent)) = (floor.services.first(), floor.agents.first()) else {
        return Ok(false);
    };
    let step = service.step_after(env.now.since_ms(row.queued_at));
    Ok(floor
        .class(row.class_no)
        .is_some_and(|beyond| service.needs(beyond, step).are_met_by(agent)))
}

/// A waiting interaction as routing sees it, and as it was read for a list.
pub(crate) fn seen(row: FloorWaiting, passed: &Passed) -> Waiting {
    Waiting {
        id: row.id,
        service_id: row.service_id,
        class: row.class_no,
        priority: row.priority,
        queued_at: row.queued_at,
        reserved_for: row.reserved_agent_id,
        reserved_until: row.reserved_until,
        passed_by: passed.by(row.id),
    }
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
        class: row.class_no,
        priority: row.priority,
        queued_at: row.queued_at,
        reserved_for: row.reserved_agent_id,
        reserved_until: row.reserved_until,
        passed_by: passed.by(row.id),
    })
}

/// The services whose work an agent gets at some time, by team and skills, whatever their state.
pub(crate) fn services_of(
    read: &dyn Read,
    ctx: &TenantCtx,
    person: &AgentPerson,
) -> Result<HashSet<ServiceId>, Refusal> {
    let settings = read.settings(ctx)?;
    let services: Vec<Service> = read.floor_services(ctx)?.into_iter().map(service).collect();
    let agents = agents(
        read,
        ctx,
        &skills_asked(&services, [].iter()),
        vec![person.clone()],
        &settings,
    )?;
    Ok(services
        .iter()
        .filter(|service| {
            let widest = service.needs(&[], service.steps.len());
            agents.iter().any(|agent| widest.are_met_by(agent))
        })
        .map(|service| service.id)
        .collect())
}

/// Who passed on what lately.
pub(crate) struct Passed {
    by: HashMap<InteractionId, (ServiceId, Vec<UserId>)>,
    until: Option<Timestamp>,
}

impl Passed {
    pub(crate) fn by(&self, id: InteractionId) -> Vec<UserId> {
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

pub(crate) fn passed(read: &dyn Read, env: &Env<'_>, ctx: &TenantCtx) -> Result<Passed, Refusal> {
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
    let step = |step: parlance_api::routing::RoutingStep| Step {
        after_ms: step.after_ms,
        teams: step.team_ids,
        levels: step
            .levels
            .into_iter()
            .map(|skill| (skill.skill_id, skill.level))
            .collect(),
    };
    Service {
        id: row.id,
        teams: row.teams,
        skills: row.skills.into_iter().map(required).collect(),
        steps: row.steps.into_iter().map(step).collect(),
    }
}

fn required(skill: FloorSkill) -> RequiredSkill {
    RequiredSkill {
        id: skill.id,
        name: skill.name,
        level: skill.level,
    }
}

/// The skills that services and classes ask for.
fn skills_asked<'a>(services: &'a [Service], classes: impl Iterator<Item = &'a Class>) -> Vec<SkillId> {
    let of_services = services.iter().flat_map(|service| &service.skills);
    let of_classes = classes.flat_map(|class| &class.skills);
    let wanted: HashSet<SkillId> = of_services.chain(of_classes).map(|skill| skill.id).collect();
    wanted.into_iter().collect()
}

/// People as agents, with the levels of the skills that are asked for.
fn agents(
    read: &dyn Read,
    ctx: &TenantCtx,
    wanted: &[SkillId],
    people: Vec<AgentPerson>,
    settings: &TenantSettings,
) -> Result<Vec<Agent>, Refusal> {
    let users: Vec<UserId> = people.iter().map(|person| person.user_id).collect();
    let mut skills: HashMap<UserId, Vec<(SkillId, u8)>> = HashMap::new();
    for (user, skill, level) in read.skill_levels_among(ctx, &users, wanted)? {
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
