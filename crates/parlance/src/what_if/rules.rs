//! The rules and the people of a setting, by their names.

use std::collections::BTreeMap;

use parlance_core::{ServiceId, SkillId, TeamId, TenantCtx, Timestamp, UserId, permission::Role};
use parlance_engine::Refusal;
use parlance_routing::{
    Agent, Class, Readiness, RequiredSkill, Service, Step, room_for_chats,
    simulate::{Setting, Shift},
};
use parlance_store::Read;

use super::recorded::Day;
use crate::apply::document::{Document, Span};

/// As new services and tenants have it.
const TARGET_MS: i64 = 30_000;
const CHAT_SHARE: u8 = 25;

/// Skills by name, with levels.
pub type Levels = BTreeMap<String, u8>;

/// One setting.
#[derive(Debug, Clone)]
pub struct Rules {
    /// What it is called in the report.
    pub name: String,
    /// Services that are not disabled.
    pub services: Vec<ServiceRules>,
    /// Agents who are not disabled.
    pub agents: Vec<AgentRules>,
}

/// What a service asks of agents.
#[derive(Debug, Clone)]
pub struct ServiceRules {
    /// Name.
    pub name: String,
    /// Teams.
    pub teams: Vec<String>,
    /// Skills.
    pub skills: Levels,
    /// After so many milliseconds: teams and levels.
    pub steps: Vec<(i64, Vec<String>, Levels)>,
    /// To be answered within.
    pub target_ms: i64,
}

/// An agent.
#[derive(Debug, Clone)]
pub struct AgentRules {
    /// Sign-in name.
    pub username: String,
    /// Team.
    pub team: Option<String>,
    /// Skills.
    pub skills: Levels,
    /// Chats at once.
    pub room: u32,
}

/// The same name gives the same id in every setting; upper and lower case are the same.
pub(super) fn id_bytes(name: &str) -> [u8; 10] {
    let hash = name
        .trim()
        .to_lowercase()
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&hash.to_be_bytes());
    bytes
}

const AT: Timestamp = Timestamp::from_millis(0);

pub(super) fn service_id(name: &str) -> ServiceId {
    ServiceId::new(AT, id_bytes(name))
}

fn team_id(name: &str) -> TeamId {
    TeamId::new(AT, id_bytes(name))
}

fn skill_id(name: &str) -> SkillId {
    SkillId::new(AT, id_bytes(name))
}

fn required(levels: &Levels) -> Vec<RequiredSkill> {
    let skill = |(name, level): (&String, &u8)| RequiredSkill {
        id: skill_id(name),
        name: name.clone(),
        level: *level,
    };
    levels.iter().map(skill).collect()
}

fn levels(levels: &Levels) -> Vec<(SkillId, u8)> {
    levels
        .iter()
        .map(|(name, level)| (skill_id(name), *level))
        .collect()
}

impl Rules {
    /// The same with this room for every agent.
    #[must_use]
    pub fn with_room(&self, room: u32) -> Self {
        let mut rules = self.clone();
        rules.name = format!("{}, {room} chats at once", self.name);
        rules.agents.iter_mut().for_each(|agent| agent.room = room);
        rules
    }

    /// The same with so many agents: the first ones, or all of them several times over.
    #[must_use]
    pub fn with_agents(&self, count: usize) -> Self {
        let agents = (0..count).filter_map(|place| {
            let agent = self.agents.get(place % self.agents.len().max(1))?;
            let again = place / self.agents.len().max(1);
            let mut agent = agent.clone();
            if again > 0 {
                agent.username = format!("{} ({})", agent.username, again + 1);
            }
            Some(agent)
        });
        Self {
            name: format!("{}, {count} agents", self.name),
            services: self.services.clone(),
            agents: agents.collect(),
        }
    }

    pub(super) fn setting(&self, day: Option<&Day>, length_ms: i64, ring_ms: i64) -> Setting {
        let classes = day.map(|day| day.classes.as_slice()).unwrap_or_default();
        Setting {
            services: self.services.iter().map(ServiceRules::as_asked).collect(),
            classes: classes
                .iter()
                .map(|(number, asked)| Class {
                    number: *number,
                    skills: required(asked),
                })
                .collect(),
            shifts: self
                .agents
                .iter()
                .map(|agent| agent.shift(day, length_ms))
                .collect(),
            ring_ms,
        }
    }

    pub(super) fn targets(&self) -> BTreeMap<ServiceId, i64> {
        let target = |service: &ServiceRules| (service_id(&service.name), service.target_ms);
        self.services.iter().map(target).collect()
    }

    pub(super) fn service_names(&self) -> BTreeMap<ServiceId, String> {
        let name = |service: &ServiceRules| (service_id(&service.name), service.name.clone());
        self.services.iter().map(name).collect()
    }

    pub(super) fn team_names(&self) -> BTreeMap<String, String> {
        let teams = self.agents.iter().filter_map(|agent| agent.team.as_ref());
        teams
            .map(|name| (team_id(name).to_string(), name.clone()))
            .collect()
    }
}

impl ServiceRules {
    fn as_asked(&self) -> Service {
        let teams = |names: &[String]| names.iter().map(|name| team_id(name)).collect();
        Service {
            id: service_id(&self.name),
            teams: teams(&self.teams),
            skills: required(&self.skills),
            steps: self
                .steps
                .iter()
                .map(|(after_ms, names, eased)| Step {
                    after_ms: *after_ms,
                    teams: teams(names),
                    levels: levels(eased),
                })
                .collect(),
        }
    }
}

impl AgentRules {
    /// Of a recorded day: when they took new work that day; who has no record of it, and without one: all the time.
    fn shift(&self, day: Option<&Day>, length_ms: i64) -> Shift {
        let original = self.username.split(" (").next().unwrap_or(&self.username);
        let times = day.and_then(|day| day.times.get(original));
        Shift {
            agent: Agent {
                id: UserId::new(AT, id_bytes(&self.username)),
                readiness: Readiness::Ready,
                team: self.team.as_deref().map(team_id),
                skills: levels(&self.skills),
                held: 0,
                room: self.room,
                idle_since: AT,
            },
            times: times.cloned().unwrap_or_else(|| vec![(0, length_ms)]),
        }
    }
}

/// As an apply file describes it; what it leaves out is as new tenants have it.
#[must_use]
pub fn of_file(name: String, document: &Document) -> Rules {
    let share = document.tenant.settings.chat_share_percent.unwrap_or(CHAT_SHARE);
    let services = document
        .services
        .iter()
        .filter(|service| service.disabled != Some(true));
    let agents = document
        .users
        .iter()
        .filter(|user| user.disabled != Some(true) && user.roles.contains(&Role::Agent));
    Rules {
        name,
        services: services
            .map(|service| ServiceRules {
                name: service.name.clone(),
                teams: service.teams.clone().unwrap_or_default(),
                skills: service.required_skills.clone().unwrap_or_default(),
                steps: service
                    .steps
                    .iter()
                    .flatten()
                    .map(|step| (step.after.as_millis(), step.teams.clone(), step.levels.clone()))
                    .collect(),
                target_ms: service.target_wait.map_or(TARGET_MS, Span::as_millis),
            })
            .collect(),
        agents: agents
            .map(|user| AgentRules {
                username: user.username.clone(),
                team: user.team.clone(),
                skills: user.skills.clone().unwrap_or_default(),
                room: room_for_chats(user.max_chats, share),
            })
            .collect(),
    }
}

/// As a tenant is configured now.
pub fn of_tenant(read: &dyn Read, ctx: &TenantCtx) -> Result<Rules, Refusal> {
    let share = read.settings(ctx)?.chat_share_percent;
    let teams: BTreeMap<TeamId, String> = read
        .teams(ctx)?
        .into_iter()
        .filter(|team| team.disabled_at.is_none())
        .map(|team| (team.id, team.name))
        .collect();
    let skills: BTreeMap<SkillId, String> = read
        .skills(ctx)?
        .into_iter()
        .filter(|skill| skill.disabled_at.is_none())
        .map(|skill| (skill.id, skill.name))
        .collect();
    let team_names = |ids: &[TeamId]| ids.iter().filter_map(|id| teams.get(id).cloned()).collect();
    let by_name = |levels: &[parlance_api::user::SkillLevel]| -> Levels {
        let named = |skill: &parlance_api::user::SkillLevel| {
            Some((skills.get(&skill.skill_id)?.clone(), skill.level))
        };
        levels.iter().filter_map(named).collect()
    };
    let mut held: BTreeMap<UserId, Levels> = BTreeMap::new();
    for (user, skill) in read.skill_levels(ctx)? {
        held.entry(user).or_default().extend(by_name(&[skill]));
    }
    let services = read.services(ctx)?;
    let mut agents = Vec::new();
    for person in read.agent_people(ctx)? {
        // Others may take chats, but nobody counts on them.
        if !person.roles.contains(&Role::Agent) {
            continue;
        }
        let user = read.user(ctx, person.user_id)?;
        agents.push(AgentRules {
            username: user.map(|user| user.username).unwrap_or(person.name),
            team: person.team_id.and_then(|id| teams.get(&id).cloned()),
            skills: held.remove(&person.user_id).unwrap_or_default(),
            room: room_for_chats(person.max_chats, share),
        });
    }
    Ok(Rules {
        name: "as it is".into(),
        services: services
            .iter()
            .filter(|service| service.disabled_at.is_none())
            .map(|service| ServiceRules {
                name: service.name.clone(),
                teams: team_names(&service.team_ids),
                skills: by_name(&service.required_skills),
                steps: service
                    .steps
                    .iter()
                    .map(|step| (step.after_ms, team_names(&step.team_ids), by_name(&step.levels)))
                    .collect(),
                target_ms: service.target_wait_ms,
            })
            .collect(),
        agents,
    })
}
