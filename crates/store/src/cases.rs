//! Cases.

use parlance_core::{
    CaseId, ContactId, InteractionId, TeamId, TenantCtx, Timestamp, UserId,
    case::{CaseState, Importance},
};
use parlance_words::Query;

use crate::error::StoreError;

/// A case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// Id.
    pub id: CaseId,
    /// Number, unique in the tenant, from 1.
    pub number: i64,
    /// What it is about, in one line.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// Where it stands.
    pub state: CaseState,
    /// Why it is pending.
    pub reason: Option<String>,
    /// Whose problem it is.
    pub contact_id: ContactId,
    /// The agent who looks after it.
    pub owner_id: Option<UserId>,
    /// The team that looks after it.
    pub team_id: Option<TeamId>,
    /// How much it matters.
    pub importance: Importance,
    /// The closed case that it follows.
    pub follows: Option<CaseId>,
    /// Made at.
    pub created_at: Timestamp,
    /// Changed at.
    pub updated_at: Timestamp,
    /// Resolved at, while it is resolved or closed.
    pub resolved_at: Option<Timestamp>,
}

impl CaseRow {
    /// Everything that it is found by.
    #[must_use]
    pub fn searched_text(&self) -> String {
        format!("{}\n{}", self.title, self.description)
    }
}

/// One line of a case's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    /// When.
    pub at: Timestamp,
    /// Who, by their name then.
    pub by: String,
    /// What, one word: `created`, `open`, `pending`, `resolved`, `closed`, `linked`, `assigned`, `edited`.
    pub what: String,
    /// More: a reason, a name.
    pub detail: Option<String>,
}

/// Which cases.
#[derive(Debug, Clone, Default)]
pub struct CaseFilter {
    /// Owned by this agent.
    pub owner: Option<UserId>,
    /// Owned by this team.
    pub team: Option<TeamId>,
    /// Of this contact.
    pub contact: Option<ContactId>,
    /// With this interaction.
    pub interaction: Option<InteractionId>,
    /// In one of these states; empty: in any.
    pub states: Vec<CaseState>,
    /// With this number.
    pub number: Option<i64>,
    /// With these words.
    pub query: Option<Query>,
    /// Only those changed before this one.
    pub after: Option<(Timestamp, CaseId)>,
    /// At most so many.
    pub limit: u32,
}

/// Reads cases.
pub trait CasesRead {
    /// One case.
    fn case(&self, ctx: &TenantCtx, id: CaseId) -> Result<Option<CaseRow>, StoreError>;
    /// Cases that meet all conditions, those changed last first.
    fn cases(&self, ctx: &TenantCtx, filter: &CaseFilter) -> Result<Vec<CaseRow>, StoreError>;
    /// Interactions of a case, newest link first, at most `limit`.
    fn case_interactions(
        &self,
        ctx: &TenantCtx,
        id: CaseId,
        limit: u32,
    ) -> Result<Vec<InteractionId>, StoreError>;
    /// The history of a case, oldest first, at most `limit`.
    fn case_lines(&self, ctx: &TenantCtx, id: CaseId, limit: u32) -> Result<Vec<CaseLine>, StoreError>;
    /// Cases that have been resolved since before a moment, at most `limit`.
    fn cases_resolved_before(
        &self,
        ctx: &TenantCtx,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<CaseRow>, StoreError>;
}

/// Writes cases.
pub trait CasesWrite: CasesRead {
    /// The next number of a case.
    fn next_case_number(&mut self, ctx: &TenantCtx) -> Result<i64, StoreError>;
    /// Makes a case.
    fn insert_case(&mut self, ctx: &TenantCtx, row: &CaseRow) -> Result<(), StoreError>;
    /// Changes everything but its id, number, contact and when it was made.
    fn update_case(&mut self, ctx: &TenantCtx, row: &CaseRow) -> Result<(), StoreError>;
    /// Joins an interaction to a case; `false`: it was there already.
    fn link_case(
        &mut self,
        ctx: &TenantCtx,
        id: CaseId,
        interaction: InteractionId,
        at: Timestamp,
    ) -> Result<bool, StoreError>;
    /// Adds a line to its history.
    fn add_case_line(&mut self, ctx: &TenantCtx, id: CaseId, line: &CaseLine) -> Result<(), StoreError>;
}
