//! Decisions as data, and in one sentence.

use parlance_core::routing_reason::{RoutingReason, SkillFit, WidenedStep};

use crate::{
    needs::{Needs, first_step},
    snapshot::{Agent, Service, Snapshot, Waiting},
};

/// What is known of a decision.
pub(crate) struct Facts<'s> {
    pub(crate) snapshot: &'s Snapshot,
    pub(crate) waiting: &'s Waiting,
    pub(crate) agent: &'s Agent,
    /// What the agent holds before it.
    pub(crate) held: u32,
    pub(crate) position: u32,
    pub(crate) candidates: u32,
    pub(crate) decided_by: &'static str,
}

impl<'s> Facts<'s> {
    pub(crate) fn of(snapshot: &'s Snapshot, waiting: &'s Waiting, agent: usize, held: u32) -> Self {
        Self {
            snapshot,
            waiting,
            agent: &snapshot.agents[agent],
            held,
            position: 0,
            candidates: 0,
            decided_by: "",
        }
    }
}

/// Why an agent gets a chat. `steps` is what was asked in each step up to the one that counts; `service` has them, unless
/// nobody asked.
pub(crate) fn reason(facts: &Facts<'_>, steps: &[Needs], service: Option<&Service>) -> RoutingReason {
    let Facts {
        snapshot,
        waiting,
        agent,
        ..
    } = facts;
    // The agent counts from the first step in which they were good enough, however many have come since.
    let step = first_step(steps, agent).unwrap_or(0);
    let widened = step
        .checked_sub(1)
        .zip(service)
        .map(|(place, service)| WidenedStep {
            after_ms: service.steps[place].after_ms,
            other_team: !steps[0].team_fits(agent),
        });
    let mut reason = RoutingReason {
        service_id: waiting.service_id,
        agent_id: agent.id,
        skills: steps
            .get(step)
            .map(|needs| fits(agent, needs))
            .unwrap_or_default(),
        step: widened,
        chats_held: facts.held,
        chats_room: agent.room,
        idle_ms: snapshot.now.since_ms(agent.idle_since).max(0),
        waited_ms: waiting.waited_ms(snapshot.now),
        position: facts.position,
        priority: waiting.priority,
        candidates: facts.candidates,
        decided_by: facts.decided_by.into(),
        sentence: String::new(),
    };
    reason.sentence = sentence(&reason);
    reason
}

/// The reason of a decision for a reserved chat, when a person took it: `assigned` or `pull`.
#[must_use]
pub fn by_hand(reason: RoutingReason, decided_by: &str) -> RoutingReason {
    let mut reason = RoutingReason {
        decided_by: decided_by.into(),
        ..reason
    };
    reason.sentence = sentence(&reason);
    reason
}

fn fits(agent: &Agent, needs: &Needs) -> Vec<SkillFit> {
    needs
        .skills
        .iter()
        .map(|skill| SkillFit {
            skill_id: skill.id,
            skill: skill.name.clone(),
            required: skill.level,
            asked: (skill.level < skill.asked).then_some(skill.asked),
            held: agent.level(skill.id),
        })
        .collect()
}

/// E.g. "skill Spanish 80 ≥ 50, 2 of 4 chats, idle 3 min", or "after 30 s Spanish 50 is enough and 60 is there, …".
fn sentence(reason: &RoutingReason) -> String {
    let mut parts: Vec<String> = Vec::new();
    if reason.decided_by == "transfer" {
        parts.push("handed over by a colleague".into());
    } else if reason.decided_by == "last_agent" {
        parts.push("had this customer last".into());
    } else if reason.decided_by == "assigned" {
        parts.push("assigned by a supervisor".into());
    } else if reason.decided_by == "pull" {
        parts.push("taken by hand".into());
    } else {
        parts.extend(reason.step.map(|step| widened(step, &reason.skills)));
        let as_asked = reason.skills.iter().filter(|fit| fit.asked.is_none());
        parts.extend(as_asked.map(|fit| format!("skill {} {} ≥ {}", fit.skill, fit.held, fit.required)));
    }
    parts.push(format!("{} of {} chats", reason.chats_held, reason.chats_room));
    parts.push(format!("idle {}", duration(reason.idle_ms)));
    parts.join(", ")
}

/// What is enough since a step.
fn widened(step: WidenedStep, skills: &[SkillFit]) -> String {
    let mut enough: Vec<String> = Vec::new();
    if step.other_team {
        enough.push("this team helps".into());
    }
    let lowered = skills.iter().filter(|fit| fit.asked.is_some());
    enough.extend(lowered.map(|fit| match fit.required {
        0 => format!("{} is no longer asked for", fit.skill),
        level => format!("{} {level} is enough and {} is there", fit.skill, fit.held),
    }));
    format!("after {} {}", duration(step.after_ms), enough.join(" and "))
}

/// A passed time as people say it: "20 s", "3 min", "2 h 04 min".
fn duration(millis: i64) -> String {
    let seconds = millis.max(0) / 1000;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min", seconds / 60),
        _ => format!("{} h {:02} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_read_as_people_say_them() {
        assert_eq!(duration(-5), "0 s");
        assert_eq!(duration(59_999), "59 s");
        assert_eq!(duration(180_000), "3 min");
        assert_eq!(duration(7_440_000), "2 h 04 min");
    }
}
