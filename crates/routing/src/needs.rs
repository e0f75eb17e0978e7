//! What a chat asks of agents at a moment: its service's rules, what it asks beyond them, and the steps that have come.

use parlance_core::{SkillId, TeamId};

use crate::snapshot::{Agent, RequiredSkill, Service};

/// From a waiting time on less is enough. Steps add up and only ever widen: a team that has come stays, and of the
/// levels that steps name for a skill the lowest counts, never more than was asked at first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// It counts from this waiting time on, milliseconds.
    pub after_ms: i64,
    /// Teams that get the work too.
    pub teams: Vec<TeamId>,
    /// Levels that are enough; 0: the skill is no longer asked for.
    pub levels: Vec<(SkillId, u8)>,
}

/// What some chats ask beyond their service's rules. It is fixed when a chat is queued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Its number; 0 asks for nothing and need not be listed.
    pub number: u32,
    /// Skills an agent must hold.
    pub skills: Vec<RequiredSkill>,
}

/// A skill as it is asked for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeededSkill {
    /// The skill.
    pub id: SkillId,
    /// Its name.
    pub name: String,
    /// The level asked at first.
    pub asked: u8,
    /// The level that is enough now; 0: any.
    pub level: u8,
}

/// What is asked of an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needs {
    /// Teams that get the work.
    pub teams: Vec<TeamId>,
    /// Skills an agent must hold.
    pub skills: Vec<NeededSkill>,
}

impl Needs {
    pub(crate) fn team_fits(&self, agent: &Agent) -> bool {
        agent.team.is_some_and(|team| self.teams.contains(&team))
    }

    pub(crate) fn skills_fit(&self, agent: &Agent) -> bool {
        self.skills
            .iter()
            .all(|skill| agent.level(skill.id) >= skill.level)
    }

    /// Whether an agent's team and skills are enough.
    #[must_use]
    pub fn are_met_by(&self, agent: &Agent) -> bool {
        self.team_fits(agent) && self.skills_fit(agent)
    }

    /// How well an agent knows what was asked at first.
    pub(crate) fn fit(&self, agent: &Agent) -> u32 {
        self.skills
            .iter()
            .map(|skill| u32::from(agent.level(skill.id)))
            .sum()
    }
}

impl Service {
    /// The step that counts after a waiting time: 0 before the first, else its number. Steps stand in order.
    #[must_use]
    pub fn step_after(&self, waited_ms: i64) -> usize {
        self.steps.partition_point(|step| step.after_ms <= waited_ms)
    }

    /// What is asked in a step (0: at first), with what a chat asks beyond the service's rules.
    #[must_use]
    pub fn needs(&self, beyond: &[RequiredSkill], step: usize) -> Needs {
        let mut needs = Needs {
            teams: self.teams.clone(),
            skills: Vec::with_capacity(self.skills.len() + beyond.len()),
        };
        for skill in self.skills.iter().chain(beyond) {
            match needs.skills.iter_mut().find(|known| known.id == skill.id) {
                Some(known) => {
                    known.asked = known.asked.max(skill.level);
                    known.level = known.asked;
                }
                None => needs.skills.push(NeededSkill {
                    id: skill.id,
                    name: skill.name.clone(),
                    asked: skill.level,
                    level: skill.level,
                }),
            }
        }
        for step in self.steps.iter().take(step) {
            needs.teams.extend(&step.teams);
            for (id, level) in &step.levels {
                if let Some(skill) = needs.skills.iter_mut().find(|skill| skill.id == *id) {
                    skill.level = skill.level.min(*level);
                }
            }
        }
        needs
    }

    /// What is asked in every step, from the first to the widest.
    #[must_use]
    pub fn all_needs(&self, beyond: &[RequiredSkill]) -> Vec<Needs> {
        (0..=self.steps.len())
            .map(|step| self.needs(beyond, step))
            .collect()
    }
}

/// The first step in which an agent is good enough; `None`: never.
#[must_use]
pub fn first_step(steps: &[Needs], agent: &Agent) -> Option<usize> {
    steps.iter().position(|needs| needs.are_met_by(agent))
}
