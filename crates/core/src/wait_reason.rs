//! Why something still waits: the first obstacle on the way to an agent, with its numbers.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::Timestamp;

/// A skill with the level that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AskedSkill {
    /// Its name.
    pub skill: String,
    /// The least level, 1–100.
    pub level: u8,
}

/// The first obstacle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum WaitReason {
    /// Its service is closed.
    Closed {
        /// Then it opens; absent: not within two years.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        opens_at: Option<Timestamp>,
    },
    /// It was handed to an agent who cannot take it now.
    Handed,
    /// It is kept for the agent who had the customer last.
    LastAgent {
        /// Then it is everybody's.
        until: Timestamp,
    },
    /// The service has no team with agents.
    NoAgents,
    /// Nobody of its teams is signed in.
    NobodySignedIn {
        /// So many could be.
        agents: u32,
    },
    /// Nobody who is signed in holds these skills at their level; all of them when each is held but by nobody together.
    SkillMissing {
        /// What is missing.
        skills: Vec<AskedSkill>,
    },
    /// Those who could take it are Not Ready or their connection is lost.
    NobodyReady {
        /// So many could take it.
        agents: u32,
    },
    /// Those who could take it have no room.
    AllFull {
        /// So many are Ready.
        agents: u32,
        /// What they hold together.
        held: u32,
        /// What they could hold.
        room: u32,
    },
    /// Those who could take it have just let it pass.
    JustPassed {
        /// So many.
        agents: u32,
    },
    /// An agent is free: the next routing run offers it.
    Next,
}

/// Why something waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Waits {
    /// The obstacle.
    pub reason: WaitReason,
    /// From then on less is enough; absent: no further step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_step_at: Option<Timestamp>,
    /// One English sentence for programs and logs.
    pub sentence: String,
}
