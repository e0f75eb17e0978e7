//! Why something still waits.

use parlance_core::wait_reason::{AskedSkill, WaitReason, Waits};

use crate::{
    needs::Needs,
    snapshot::{Agent, Readiness, Service, Snapshot, Waiting},
};

/// Why an interaction waits. The snapshot must hold all agents of the tenant, not only those who are Ready.
#[must_use]
pub fn why_waiting(snapshot: &Snapshot, waiting: &Waiting) -> Waits {
    let service = snapshot
        .services
        .iter()
        .find(|service| service.id == waiting.service_id);
    let reason = obstacle(snapshot, waiting, service);
    Waits {
        sentence: sentence(&reason),
        reason,
        next_step_at: service.and_then(|service| next_step_at(snapshot, waiting, service)),
    }
}

fn next_step_at(
    snapshot: &Snapshot,
    waiting: &Waiting,
    service: &Service,
) -> Option<parlance_core::Timestamp> {
    if waiting.reserved_for.is_some() {
        return None;
    }
    let next = service
        .steps
        .get(service.step_after(waiting.waited_ms(snapshot.now)))?;
    Some(waiting.queued_at.plus_ms(next.after_ms))
}

fn sentence(reason: &WaitReason) -> String {
    match reason {
        WaitReason::Closed { .. } => "Its service is closed.".into(),
        WaitReason::Handed => "It was handed to a colleague who cannot take it at the moment.".into(),
        WaitReason::LastAgent { .. } => "It is kept for the agent who had this customer last.".into(),
        WaitReason::NoAgents => "No agent belongs to a team of this service.".into(),
        WaitReason::NobodySignedIn { .. } => "Nobody of this service's teams is logged in.".into(),
        WaitReason::SkillMissing { skills } => {
            let skills = skills
                .iter()
                .map(|asked| format!("skill {} at {} or more", asked.skill, asked.level));
            let skills: Vec<String> = skills.collect();
            format!("Nobody logged in holds {}.", skills.join(" and "))
        }
        WaitReason::NobodyReady { agents: 1 } => "The only agent who could take it is not Ready.".into(),
        WaitReason::NobodyReady { agents } => {
            format!("None of the {agents} agents who could take it is Ready.")
        }
        WaitReason::AllFull {
            agents: 1,
            held,
            room,
        } => {
            format!("The only agent who is Ready is full: they hold {held} of {room}.")
        }
        WaitReason::AllFull { agents, held, room } => {
            format!("All {agents} agents who are Ready are full: they hold {held} of {room}.")
        }
        WaitReason::JustPassed { .. } => {
            "Those who are free have just let it pass; they are asked again in a moment.".into()
        }
        WaitReason::Next => "It is next: an agent is free.".into(),
    }
}

fn obstacle(snapshot: &Snapshot, waiting: &Waiting, service: Option<&Service>) -> WaitReason {
    match (waiting.reserved_for, waiting.reserved_until) {
        (Some(_), Some(until)) => return WaitReason::LastAgent { until },
        (Some(_), None) => return WaitReason::Handed,
        (None, _) => {}
    }
    let needs = service
        .zip(snapshot.class(waiting.class))
        .map(|(service, beyond)| service.needs(beyond, service.step_after(waiting.waited_ms(snapshot.now))));
    let Some(needs) = needs else {
        return WaitReason::NoAgents;
    };
    let members: Vec<&Agent> = snapshot
        .agents
        .iter()
        .filter(|agent| needs.team_fits(agent))
        .collect();
    if members.is_empty() {
        return WaitReason::NoAgents;
    }
    let agents = count(&members);
    let signed_in = keep(members, |agent| agent.readiness != Readiness::LoggedOut);
    if signed_in.is_empty() {
        return WaitReason::NobodySignedIn { agents };
    }
    let able = keep(signed_in.clone(), |agent| needs.skills_fit(agent));
    if able.is_empty() {
        return WaitReason::SkillMissing {
            skills: missing_skills(&needs, &signed_in),
        };
    }
    let agents = count(&able);
    let ready = keep(able, |agent| agent.readiness == Readiness::Ready);
    if ready.is_empty() {
        return WaitReason::NobodyReady { agents };
    }
    let full = WaitReason::AllFull {
        agents: count(&ready),
        held: ready.iter().map(|agent| agent.held).sum(),
        room: ready.iter().map(|agent| agent.room).sum(),
    };
    let free = keep(ready, Agent::has_room);
    if free.is_empty() {
        full
    } else if free.iter().all(|agent| waiting.passed_by.contains(&agent.id)) {
        WaitReason::JustPassed { agents: count(&free) }
    } else {
        WaitReason::Next
    }
}

fn keep(mut agents: Vec<&Agent>, which: impl Fn(&Agent) -> bool) -> Vec<&Agent> {
    agents.retain(|agent| which(agent));
    agents
}

fn count(agents: &[&Agent]) -> u32 {
    u32::try_from(agents.len()).unwrap_or(u32::MAX)
}

/// Skills that nobody holds at their level; all of them, when each is held but by nobody together.
fn missing_skills(needs: &Needs, agents: &[&Agent]) -> Vec<AskedSkill> {
    let asked = || needs.skills.iter().filter(|skill| skill.level > 0);
    let words = |skill: &crate::NeededSkill| AskedSkill {
        skill: skill.name.clone(),
        level: skill.level,
    };
    let missing: Vec<AskedSkill> = asked()
        .filter(|skill| agents.iter().all(|agent| agent.level(skill.id) < skill.level))
        .map(words)
        .collect();
    if missing.is_empty() {
        asked().map(words).collect()
    } else {
        missing
    }
}
