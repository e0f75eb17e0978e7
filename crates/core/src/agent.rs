//! An agent's state: what they chose, and what follows from what they hold.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an agent (or the system for them) chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// Takes new work while capacity remains.
    Ready,
    /// Takes no new work.
    NotReady,
    /// No desktop.
    LoggedOut,
}

/// The state that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgentState {
    /// Available and holding nothing.
    Ready,
    /// An offer waits for the agent's reaction.
    Ringing,
    /// Holds at least one interaction.
    Busy,
    /// Holds nothing but after-call work.
    AfterCallWork,
    /// Unavailable, for a reason.
    NotReady,
    /// A Not Ready reason that counts as break.
    Break,
    /// No desktop.
    LoggedOut,
}

/// Reasons that the system sets by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SystemReason {
    /// Just signed in.
    SignedIn,
    /// Did not react to an offer.
    NoAnswer,
    /// Rejected an offer.
    Rejected,
    /// The desktop's connection was lost for longer than the grace time.
    ConnectionLost,
    /// A supervisor or administrator set it.
    Forced,
}

/// What an agent holds, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holding {
    /// Offers ringing now.
    pub offers: u32,
    /// Active interactions.
    pub active: u32,
    /// Interactions in after-call work.
    pub after_call_work: u32,
}

impl Holding {
    /// Everything that takes a share of capacity.
    #[must_use]
    pub const fn total(self) -> u32 {
        self.offers + self.active + self.after_call_work
    }
}

/// The state to show (contact-center practice: Ready only while nothing is held; a wish for Not Ready while busy is
/// remembered and applied when the last interaction ends).
#[must_use]
pub fn shown_state(availability: Availability, counts_as_break: bool, holding: Holding) -> AgentState {
    match availability {
        Availability::LoggedOut => AgentState::LoggedOut,
        _ if holding.active > 0 => AgentState::Busy,
        _ if holding.offers > 0 => AgentState::Ringing,
        _ if holding.after_call_work > 0 => AgentState::AfterCallWork,
        Availability::Ready => AgentState::Ready,
        Availability::NotReady if counts_as_break => AgentState::Break,
        Availability::NotReady => AgentState::NotReady,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_is_shown_only_while_nothing_is_held() {
        let held = Holding {
            active: 1,
            ..Holding::default()
        };
        assert_eq!(
            shown_state(Availability::Ready, false, Holding::default()),
            AgentState::Ready
        );
        assert_eq!(shown_state(Availability::Ready, false, held), AgentState::Busy);
        assert_eq!(
            shown_state(Availability::NotReady, true, Holding::default()),
            AgentState::Break
        );
        assert_eq!(shown_state(Availability::NotReady, false, held), AgentState::Busy);
    }
}
