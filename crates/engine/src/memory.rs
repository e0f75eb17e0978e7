//! What the application holds in memory, beside what is stored. All of it can be lost without harm.

use crate::{
    inbound::{directory::AccountDirectory, refusals::Refusals},
    outbound::ActionQueue,
};

/// In-memory state of one process.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Accounts with opened secrets.
    pub directory: AccountDirectory,
    /// Refused webhooks that are not yet written to their accounts.
    pub refusals: Refusals,
    /// Typing and seen signals that wait to be sent.
    pub actions: ActionQueue,
}
