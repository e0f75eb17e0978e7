//! What would happen: customers and agents in simulated time, decided by the very rules of the real floor.

mod chance;
mod figures;
mod queue;
mod run;
mod traffic;

pub use figures::{Figures, GroupFigures, ServiceFigures, Waits};
pub use run::simulate;
pub use traffic::{Arrival, Stream, generate};

use parlance_core::{ServiceId, UserId};

use crate::{
    needs::Class,
    snapshot::{Agent, Service},
};

/// The rules and the people of one setting.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Services with what they ask of agents.
    pub services: Vec<Service>,
    /// What some chats ask beyond it.
    pub classes: Vec<Class>,
    /// Who works, and when.
    pub shifts: Vec<Shift>,
    /// How long it takes an agent to accept what rings, milliseconds.
    pub ring_ms: i64,
}

/// An agent at work.
#[derive(Debug, Clone)]
pub struct Shift {
    /// Team, skills, room. What they hold and how ready they are is simulated.
    pub agent: Agent,
    /// When they take new work: from and until, milliseconds from the beginning, in order. What they hold at the end of
    /// a time they bring to its end.
    pub times: Vec<(i64, i64)>,
}

/// What became of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// An agent took the chat.
    Answered {
        /// After so long.
        wait_ms: i64,
        /// Who.
        agent_id: UserId,
    },
    /// They left before.
    Abandoned {
        /// After so long.
        wait_ms: i64,
    },
    /// Nobody took it, and nothing was going to happen any more.
    Left {
        /// So long at the end.
        wait_ms: i64,
    },
}

/// What happened.
#[derive(Debug, Clone)]
pub struct Played {
    /// For each customer, in the order of the arrivals.
    pub fates: Vec<(ServiceId, Fate)>,
    /// For each agent, in the order of the shifts.
    pub agents: Vec<AgentPlayed>,
    /// The moment of the last event.
    pub length_ms: i64,
}

/// What an agent did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AgentPlayed {
    /// Chats taken.
    pub chats: u32,
    /// Ready, or holding something.
    pub present_ms: i64,
    /// Holding at least one chat, after-call work counts.
    pub busy_ms: i64,
    /// Each chat held, added up.
    pub held_ms: i64,
    /// The most chats held at once.
    pub most_held: u32,
}
