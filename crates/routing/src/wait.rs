//! Why something still waits.

use crate::{
    needs::Needs,
    snapshot::{Agent, Readiness, Snapshot, Waiting},
};

/// The first obstacle on the way to an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitReason {
    /// It was handed to an agent who cannot take it now.
    Reserved,
    /// The service has no team with agents.
    NoAgents,
    /// Nobody of its teams is logged in.
    NobodyLoggedIn,
    /// Nobody who is logged in holds these skills at their level.
    SkillMissing(Vec<String>),
    /// Those who could take it are Not Ready or their connection is lost.
    NobodyReady,
    /// Those who could take it have no room.
    AllFull,
    /// Those who could take it have just let it pass.
    JustPassed,
    /// An agent is free: the next routing run offers it.
    Next,
}

/// Why something waits, as data and as a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// The obstacle.
    pub reason: WaitReason,
    /// One sentence for people.
    pub sentence: String,
}

/// Why an interaction waits. The snapshot must hold all agents of the tenant, not only those who are Ready.
#[must_use]
pub fn why_waiting(snapshot: &Snapshot, waiting: &Waiting) -> Waits {
    let reason = obstacle(snapshot, waiting);
    let able = able(snapshot, waiting).len();
    let sentence = match &reason {
        WaitReason::Reserved => "It was handed to a colleague who cannot take it at the moment.".into(),
        WaitReason::NoAgents => "No agent belongs to a team of this service.".into(),
        WaitReason::NobodyLoggedIn => "Nobody of this service's teams is logged in.".into(),
        WaitReason::SkillMissing(skills) => format!("Nobody logged in holds {}.", skills.join(" and ")),
        WaitReason::NobodyReady => match able {
            1 => "The only agent who could take it is not Ready.".into(),
            _ => format!("None of the {able} agents who could take it is Ready."),
        },
        WaitReason::AllFull => "Every agent who is Ready has as many chats as they can hold.".into(),
        WaitReason::JustPassed => {
            "Those who are free have just let it pass; they are asked again in a moment.".into()
        }
        WaitReason::Next => "It is next: an agent is free.".into(),
    };
    Waits { reason, sentence }
}

/// Logged in, of the teams, with the skills.
fn able<'s>(snapshot: &'s Snapshot, waiting: &Waiting) -> Vec<&'s Agent> {
    let Some(needs) = needs(snapshot, waiting) else {
        return Vec::new();
    };
    snapshot
        .agents
        .iter()
        .filter(|agent| agent.readiness != Readiness::LoggedOut && needs.are_met_by(agent))
        .collect()
}

/// What is asked now.
fn needs(snapshot: &Snapshot, waiting: &Waiting) -> Option<Needs> {
    let mut services = snapshot.services.iter();
    let service = services.find(|service| service.id == waiting.service_id)?;
    let step = service.step_after(waiting.waited_ms(snapshot.now));
    Some(service.needs(snapshot.class(waiting.class)?, step))
}

fn obstacle(snapshot: &Snapshot, waiting: &Waiting) -> WaitReason {
    if waiting.reserved_for.is_some() {
        return WaitReason::Reserved;
    }
    let Some(needs) = needs(snapshot, waiting) else {
        return WaitReason::NoAgents;
    };
    let mut members = snapshot
        .agents
        .iter()
        .filter(|agent| needs.team_fits(agent))
        .peekable();
    if members.peek().is_none() {
        return WaitReason::NoAgents;
    }
    let logged_in: Vec<&Agent> = members
        .filter(|agent| agent.readiness != Readiness::LoggedOut)
        .collect();
    if logged_in.is_empty() {
        return WaitReason::NobodyLoggedIn;
    }
    let able = able(snapshot, waiting);
    if able.is_empty() {
        return WaitReason::SkillMissing(missing_skills(&needs, &logged_in));
    }
    let mut ready = able
        .iter()
        .filter(|agent| agent.readiness == Readiness::Ready)
        .peekable();
    if ready.peek().is_none() {
        return WaitReason::NobodyReady;
    }
    let mut free = ready.filter(|agent| agent.has_room()).peekable();
    if free.peek().is_none() {
        return WaitReason::AllFull;
    }
    if free.all(|agent| waiting.passed_by.contains(&agent.id)) {
        WaitReason::JustPassed
    } else {
        WaitReason::Next
    }
}

/// Skills that nobody holds at their level; all of them, when each is held but by nobody together.
fn missing_skills(needs: &Needs, agents: &[&Agent]) -> Vec<String> {
    let words = |skill: &crate::NeededSkill| format!("skill {} at {} or more", skill.name, skill.level);
    let asked = || needs.skills.iter().filter(|skill| skill.level > 0);
    let missing: Vec<String> = asked()
        .filter(|skill| agents.iter().all(|agent| agent.level(skill.id) < skill.level))
        .map(words)
        .collect();
    if missing.is_empty() {
        asked().map(words).collect()
    } else {
        missing
    }
}
