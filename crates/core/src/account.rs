//! Integration accounts: a page, bot or number linked to a tenant.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether an account works, in the order of what an administrator must know first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountStatus {
    /// Switched off by an administrator.
    Off,
    /// Required values are missing; nothing is received or sent.
    Incomplete,
    /// Complete, but the platform has not verified the webhook yet.
    NotVerified,
    /// Verified; no event has come yet.
    Waiting,
    /// Events come and answers go.
    Working,
    /// Something failed lately; `last_error` says what.
    Failing,
    /// The token is dead: sending is paused until a new one is entered.
    TokenDead,
}

/// What is known about an account's token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TokenState {
    /// None entered.
    Missing,
    /// Entered, never tried.
    Untested,
    /// The platform accepted it at the last call.
    Valid,
    /// The platform refused it.
    Dead,
}

/// What a platform says about an account's behaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PolicyState {
    /// It warns.
    Warned,
    /// It lets the account send nothing.
    Blocked,
}

/// The facts from which a status follows.
#[derive(Debug, Clone, Copy)]
pub struct AccountFacts {
    /// Switched on.
    pub enabled: bool,
    /// All values that the channel needs to receive and send are there.
    pub complete: bool,
    /// The webhook handshake has succeeded.
    pub verified: bool,
    /// An event has come.
    pub has_events: bool,
    /// The newest news is an error.
    pub failing: bool,
    /// About the token.
    pub token: TokenState,
}

/// The status that follows from the facts. An event proves the webhook, whatever we knew of the handshake.
#[must_use]
pub const fn account_status(facts: AccountFacts) -> AccountStatus {
    if !facts.enabled {
        AccountStatus::Off
    } else if !facts.complete {
        AccountStatus::Incomplete
    } else if matches!(facts.token, TokenState::Dead) {
        AccountStatus::TokenDead
    } else if facts.failing {
        AccountStatus::Failing
    } else if facts.has_events {
        AccountStatus::Working
    } else if facts.verified {
        AccountStatus::Waiting
    } else {
        AccountStatus::NotVerified
    }
}
