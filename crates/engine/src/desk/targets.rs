//! Where a chat can go, and what is known of agents' live states.

use std::collections::HashMap;

use parlance_api::{
    agent::{AgentView, TeamOfColleagues, TransferAgent, TransferService, TransferTargets},
    config::TenantSettings,
};
use parlance_core::{
    TenantCtx, UserId,
    agent::Availability,
    permission::{Right, can},
};
use parlance_routing::Readiness;
use parlance_store::{Read, agents::AgentPerson};

use crate::{Engine, Env, Refusal, UseCaseError, dispatch::snapshot, identity::Person, views::agent_view};

impl Engine {
    /// Colleagues and services that a chat can be handed to.
    pub async fn transfer_targets(&self, who: &Person) -> Result<TransferTargets, UseCaseError> {
        let (ctx, user) = (who.ctx, who.user_id);
        self.read(move |read, env| targets(read, env, &ctx, user)).await
    }

    /// All agents with their states, by name.
    pub async fn agents(&self, ctx: TenantCtx) -> Result<Vec<AgentView>, UseCaseError> {
        self.read(move |read, _| {
            let settings = read.settings(&ctx)?;
            let people = read.agent_people(&ctx)?;
            Ok(people
                .iter()
                .filter(|person| handles(person))
                .map(|person| agent_view(person, &settings))
                .collect())
        })
        .await
    }
}

fn targets(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
) -> Result<TransferTargets, Refusal> {
    let settings = read.settings(ctx)?;
    let mut people = read.agent_people(ctx)?;
    people.retain(|person| handles(person) && person.user_id != user);
    let mut agents: Vec<TransferAgent> = people.iter().map(|person| target(person, &settings)).collect();
    let teams = teams(read, ctx, &people, &agents)?;
    // Stable: those with room first, by name within.
    agents.sort_by_key(|target| !target.available);
    Ok(TransferTargets {
        agents,
        services: services(read, env, ctx)?,
        teams,
    })
}

/// The teams of people, with how many of each are free; both lists are in the same order.
fn teams(
    read: &dyn Read,
    ctx: &TenantCtx,
    people: &[AgentPerson],
    agents: &[TransferAgent],
) -> Result<Vec<TeamOfColleagues>, Refusal> {
    let mut teams = Vec::new();
    for team in read.teams(ctx)? {
        let members = people.iter().zip(agents);
        let free: Vec<bool> = members
            .filter(|(person, _)| person.team_id == Some(team.id))
            .map(|(_, agent)| agent.available)
            .collect();
        if team.disabled_at.is_none() && !free.is_empty() {
            let free = free.into_iter().filter(|free| *free).count();
            teams.push(TeamOfColleagues {
                team_id: team.id,
                name: team.name,
                free: u32::try_from(free).unwrap_or(u32::MAX),
            });
        }
    }
    Ok(teams)
}

fn services(read: &dyn Read, env: &Env<'_>, ctx: &TenantCtx) -> Result<Vec<TransferService>, Refusal> {
    let floor = snapshot::of_everyone(read, env, ctx, &[])?;
    let figures: HashMap<_, _> = read
        .queue_figures(ctx)?
        .into_iter()
        .map(|queue| (queue.service_id, queue))
        .collect();
    let mut services = Vec::new();
    for service in read.services(ctx)? {
        if service.disabled_at.is_some() {
            continue;
        }
        let rules = floor.services.iter().find(|rules| rules.id == service.id);
        let with_room = floor.agents.iter().filter(|agent| {
            agent.readiness == Readiness::Ready
                && agent.has_room()
                && rules.is_some_and(|rules| rules.needs(&[], 0).are_met_by(agent))
        });
        let queue = figures.get(&service.id);
        services.push(TransferService {
            service_id: service.id,
            name: service.name,
            waiting: queue.map_or(0, |queue| queue.waiting),
            agents_with_room: u32::try_from(with_room.count()).unwrap_or(u32::MAX),
            oldest_since: queue.map(|queue| queue.oldest),
        });
    }
    Ok(services)
}

/// One agent as a target; `None` when there is no such agent.
pub(crate) fn agent(
    read: &dyn Read,
    ctx: &TenantCtx,
    user: UserId,
) -> Result<Option<TransferAgent>, Refusal> {
    let settings = read.settings(ctx)?;
    let person = read
        .agent_person(ctx, user)?
        .filter(|person| !person.disabled && handles(person));
    Ok(person.map(|person| target(&person, &settings)))
}

fn target(person: &AgentPerson, settings: &TenantSettings) -> TransferAgent {
    let agent = agent_view(person, settings);
    let why_not = why_not(&agent);
    TransferAgent {
        available: why_not.is_none(),
        why_not,
        agent,
    }
}

fn why_not(agent: &AgentView) -> Option<String> {
    match agent.availability {
        Availability::LoggedOut => Some("logged out".into()),
        Availability::NotReady => Some(match &agent.reason {
            Some(reason) => format!("Not Ready ({reason})"),
            None => "Not Ready".into(),
        }),
        Availability::Ready if !agent.connected => Some("connection lost".into()),
        Availability::Ready if agent.held >= agent.room => {
            Some(format!("full, {} of {} chats", agent.held, agent.room))
        }
        Availability::Ready => None,
    }
}

fn handles(person: &AgentPerson) -> bool {
    can(&person.roles, Right::HandleInteractions)
}
