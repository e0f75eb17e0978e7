//! Searching interactions, finished and running.

use parlance_core::{
    AccountId, InteractionId, ServiceId, TenantCtx, Timestamp, UserId, interaction::InteractionState,
};

use crate::{
    error::StoreError,
    interactions::{InteractionNames, InteractionRow},
};

/// Conditions of a search; all that are given must hold. Newest first.
#[derive(Debug, Clone, Default)]
pub struct RecordFilter {
    /// Words of the transcript, or of the customer's name.
    pub words: Vec<String>,
    /// Customer's name, mail address or phone number contains this.
    pub contact: Option<String>,
    /// An agent who held it.
    pub agent_id: Option<UserId>,
    /// Only what this agent held or was last given (what a person may see who may not see all).
    pub seen_by: Option<UserId>,
    /// Its service.
    pub service_id: Option<ServiceId>,
    /// The integration account it came by.
    pub account_id: Option<AccountId>,
    /// Only those with an answer that waits or could not be sent.
    pub unsent: bool,
    /// Its state.
    pub state: Option<InteractionState>,
    /// Began at or after.
    pub from: Option<Timestamp>,
    /// Began before.
    pub to: Option<Timestamp>,
    /// Rows after this one: (began at, id).
    pub after: Option<(Timestamp, InteractionId)>,
    /// At most so many rows.
    pub limit: u32,
}

/// A row that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordHit {
    /// The interaction.
    pub row: InteractionRow,
    /// Names beside it.
    pub names: InteractionNames,
    /// Waited in queues and at ringing desktops, milliseconds, up to `now`.
    pub waited_ms: i64,
    /// Held by agents, milliseconds, up to `now`.
    pub talk_ms: i64,
    /// The line of the transcript that matched, when words were searched and a line did.
    pub line: Option<String>,
}

/// Reads records.
pub trait RecordsRead {
    /// Searches.
    fn search_records(
        &self,
        ctx: &TenantCtx,
        filter: &RecordFilter,
        now: Timestamp,
    ) -> Result<Vec<RecordHit>, StoreError>;
    /// Whether an agent ever held an interaction.
    fn was_held_by(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        agent: UserId,
    ) -> Result<bool, StoreError>;
}
