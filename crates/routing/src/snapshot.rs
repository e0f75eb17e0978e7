//! What routing looks at.

use parlance_core::{InteractionId, ServiceId, SkillId, TeamId, Timestamp, UserId};

use crate::needs::{Class, Step};

/// The floor of one tenant at one moment.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// The moment.
    pub now: Timestamp,
    /// Services in which something waits.
    pub services: Vec<Service>,
    /// What some of the waiting ask beyond their service's rules.
    pub classes: Vec<Class>,
    /// What waits.
    pub waiting: Vec<Waiting>,
    /// The agents.
    pub agents: Vec<Agent>,
}

/// What a service asks of agents.
#[derive(Debug, Clone)]
pub struct Service {
    /// Id.
    pub id: ServiceId,
    /// Teams that get its work.
    pub teams: Vec<TeamId>,
    /// Skills an agent must hold.
    pub skills: Vec<RequiredSkill>,
    /// After a waiting time less is enough: in order, each time once.
    pub steps: Vec<Step>,
}

/// A skill with the least level that is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredSkill {
    /// The skill.
    pub id: SkillId,
    /// Its name, for explanations.
    pub name: String,
    /// The least level, 1–100.
    pub level: u8,
}

/// An interaction that waits for an agent.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Id.
    pub id: InteractionId,
    /// Its service.
    pub service_id: ServiceId,
    /// What it asks beyond the service's rules: the number of a [`Class`].
    pub class: u32,
    /// Higher first.
    pub priority: i32,
    /// Its place in line: the earlier, the sooner.
    pub queued_at: Timestamp,
    /// Kept for this agent: nobody else gets it.
    pub reserved_for: Option<UserId>,
    /// Until then, because they had the customer last; none: a colleague handed it to them.
    pub reserved_until: Option<Timestamp>,
    /// Agents who just rejected it or did not react: not again right now.
    pub passed_by: Vec<UserId>,
}

/// Whether an agent takes new work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// No desktop.
    LoggedOut,
    /// Logged in, takes no new work.
    NotReady,
    /// Ready, but the desktop's connection is lost.
    Disconnected,
    /// Takes new work.
    Ready,
}

impl Readiness {
    /// For work that somebody chooses themselves: being at a connected desktop is enough.
    #[must_use]
    pub const fn when_asked(self) -> Self {
        match self {
            Self::NotReady => Self::Ready,
            other => other,
        }
    }
}

/// An agent.
#[derive(Debug, Clone)]
pub struct Agent {
    /// Who.
    pub id: UserId,
    /// Takes new work?
    pub readiness: Readiness,
    /// The one team.
    pub team: Option<TeamId>,
    /// Skills with levels 1–100.
    pub skills: Vec<(SkillId, u8)>,
    /// Interactions held: ringing, active, in after-call work.
    pub held: u32,
    /// Room for so many in all.
    pub room: u32,
    /// Without new work since.
    pub idle_since: Timestamp,
}

impl Snapshot {
    /// What a class asks for; `None` when it is not known.
    #[must_use]
    pub fn class(&self, number: u32) -> Option<&[RequiredSkill]> {
        if number == 0 {
            return Some(&[]);
        }
        let class = self.classes.iter().find(|class| class.number == number);
        class.map(|class| class.skills.as_slice())
    }
}

impl Waiting {
    /// How long it has waited, milliseconds.
    #[must_use]
    pub fn waited_ms(&self, now: Timestamp) -> i64 {
        now.since_ms(self.queued_at).max(0)
    }
}

impl Agent {
    /// Whether one more chat fits.
    #[must_use]
    pub const fn has_room(&self) -> bool {
        self.held < self.room
    }

    /// The level of a skill; 0 when it is not held.
    #[must_use]
    pub fn level(&self, skill: SkillId) -> u8 {
        self.skills
            .iter()
            .find(|(held, _)| *held == skill)
            .map_or(0, |(_, level)| *level)
    }
}

/// How many chats an agent has room for: their own limit, or what fits into 100 % at this share per chat.
#[must_use]
pub fn room_for_chats(max_chats: Option<u32>, chat_share_percent: u8) -> u32 {
    max_chats.unwrap_or_else(|| 100 / u32::from(chat_share_percent.clamp(1, 100)))
}
