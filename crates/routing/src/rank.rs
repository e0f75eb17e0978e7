//! The order of agents for one queue: least loaded, longest idle, best skill fit, id.

use std::cmp::{Ordering, Reverse};

use parlance_core::{Timestamp, UserId};

use crate::{needs::Needs, snapshot::Agent};

/// An agent's place for a queue. The smaller, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rank {
    /// Held when this rank was computed.
    pub(crate) held: u32,
    room: u32,
    idle_since: Timestamp,
    fit: u32,
    id: UserId,
    /// Place of the agent in the snapshot.
    pub(crate) agent: usize,
}

impl Rank {
    /// The rank of an agent with room for at least one chat.
    pub(crate) fn of(place: usize, agent: &Agent, held: u32, needs: &Needs) -> Self {
        Self {
            held,
            room: agent.room,
            idle_since: agent.idle_since,
            fit: needs.fit(agent),
            id: agent.id,
            agent: place,
        }
    }

    /// The same agent with another load.
    pub(crate) fn with_held(self, held: u32) -> Self {
        Self { held, ..self }
    }

    /// Compares shares of capacity in use without fractions: a/b < c/d when a·d < c·b.
    fn load(&self, other: &Self) -> Ordering {
        let own = u64::from(self.held) * u64::from(other.room);
        own.cmp(&(u64::from(other.held) * u64::from(self.room)))
    }

    /// The first rule by which this rank is better than the next one.
    pub(crate) fn decided_by(&self, next: Option<&Self>) -> &'static str {
        match next {
            None => "only_candidate",
            Some(next) if self.load(next).is_ne() => "least_loaded",
            Some(next) if self.idle_since != next.idle_since => "longest_idle",
            Some(next) if self.fit != next.fit => "best_fit",
            Some(_) => "tie_break",
        }
    }
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> Ordering {
        self.load(other)
            .then_with(|| self.idle_since.cmp(&other.idle_since))
            .then_with(|| Reverse(self.fit).cmp(&Reverse(other.fit)))
            .then_with(|| self.id.cmp(&other.id))
    }
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
