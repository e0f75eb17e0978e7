//! Searching interactions, finished and running.

use parlance_core::{
    AccountId, InteractionId, ServiceId, TenantCtx, Timestamp, UserId, interaction::InteractionState,
};
use parlance_words::Query;

use crate::{
    error::StoreError,
    interactions::{InteractionNames, InteractionRow},
};

/// Conditions of a search; all that are given must hold. Newest first.
#[derive(Debug, Clone, Default)]
pub struct RecordFilter {
    /// What one message of the transcript must say. With it, rows come by the time of their newest such message, and
    /// `from` and `to` are about that message.
    pub query: Option<Query>,
    /// Besides: interactions of customers with this name are found whatever their messages say.
    pub name: Option<Query>,
    /// Words of the customer's name, mail address, phone number or company, each as a beginning.
    pub contact: Option<Query>,
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
    /// Where the page before ended.
    pub after: Option<RecordsAfter>,
    /// At most so many rows.
    pub limit: u32,
    /// How many matches, or interactions of a stretch, are looked at for a page; `None`: as many as a person waits for.
    pub look_at: Option<u32>,
}

/// Where a page of records goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordsAfter {
    /// Without a query: rows that began before this one.
    Began(Timestamp, InteractionId),
    /// With a query.
    Said(SaidBefore),
}

/// How far a search through messages has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaidBefore {
    /// Messages stored as they came: places below this one.
    pub stored: i64,
    /// Imported messages: places below this one.
    pub imported: i64,
    /// Interactions that were found as a whole: rows after this one, by the time of the message shown and id.
    pub whole: Option<(Timestamp, InteractionId)>,
}

/// A page of a search.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordPage {
    /// Rows, newest first.
    pub hits: Vec<RecordHit>,
    /// Where the next page begins; none: nothing is left.
    pub next: Option<RecordsAfter>,
    /// The page ends here because enough was looked at, not because it is full: so far back all were looked at.
    pub searched_to: Option<Timestamp>,
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
    /// The whole text of the newest message that meets the query, when there is one.
    pub text: Option<String>,
}

/// Reads records.
pub trait RecordsRead {
    /// Searches. The work for one page is bounded, however many interactions there are and however few meet the
    /// conditions; [`RecordPage::searched_to`] says when that ended it.
    fn search_records(
        &self,
        ctx: &TenantCtx,
        filter: &RecordFilter,
        now: Timestamp,
    ) -> Result<RecordPage, StoreError>;
    /// Whether an agent ever held an interaction.
    fn was_held_by(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        agent: UserId,
    ) -> Result<bool, StoreError>;
}
