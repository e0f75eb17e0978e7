//! What is counted of accounts by the hour, and what is wrong with them.

use parlance_core::{
    AccountId, ProblemId, TenantCtx, Timestamp,
    health::{ProblemFix, Severity, Traffic},
    sentence::Sentence,
    thread::Owner,
};

use crate::error::StoreError;

/// One hour of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourRow {
    /// Hours since 1970, UTC.
    pub hour: i64,
    /// What came and went.
    pub traffic: Traffic,
}

/// How often answers were refused for one cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailureRow {
    /// The platform's code, or our word for it.
    pub cause: String,
    /// What it means.
    pub sentence: Sentence,
    /// So often.
    pub count: u64,
}

/// Something that is or was wrong with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemRow {
    /// Id.
    pub id: ProblemId,
    /// The account.
    pub account_id: AccountId,
    /// Which problem.
    pub kind: String,
    /// How bad.
    pub severity: Severity,
    /// The problem in one sentence.
    pub sentence: Sentence,
    /// What it means, or what to do.
    pub detail: Option<Sentence>,
    /// The platform's own words.
    pub said: Option<String>,
    /// What one click can do.
    pub fix: ProblemFix,
    /// Where at the platform it is done.
    pub url: Option<String>,
    /// Parlance resolved it by itself.
    pub repaired: bool,
    /// Found first at, UTC.
    pub since: Timestamp,
    /// Found last at, UTC.
    pub seen_at: Timestamp,
    /// Gone since, UTC.
    pub resolved_at: Option<Timestamp>,
}

/// What waits to be sent for one account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WaitingAnswers {
    /// Parts of answers.
    pub parts: u64,
    /// Conversations they belong to.
    pub threads: u64,
    /// Of these conversations' customers' last acts the oldest: there the time to answer ends first.
    pub oldest_customer_at: Option<Timestamp>,
}

/// What is waiting in the whole installation, for operators.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Deliveries that are stored and not yet applied.
    pub deliveries: u64,
    /// Parts of answers that are not yet sent.
    pub outbox: u64,
    /// Events that could not be applied and wait for a person.
    pub parked: u64,
}

/// Reads health.
pub trait HealthRead {
    /// The hours of an account from `since` on, oldest first; hours without traffic have no row.
    fn account_hours(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        since: i64,
    ) -> Result<Vec<HourRow>, StoreError>;
    /// Why answers were refused from hour `since` on, most frequent first.
    fn send_failures(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        since: i64,
    ) -> Result<Vec<FailureRow>, StoreError>;
    /// What is wrong with an account now, the worst and oldest first.
    fn open_problems(&self, ctx: &TenantCtx, account: AccountId) -> Result<Vec<ProblemRow>, StoreError>;
    /// What was wrong with an account and is not since `since` or later, newest first.
    fn resolved_problems(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<ProblemRow>, StoreError>;
    /// Who holds an account's conversations at the platform, of those that changed hands since `since`, with how many.
    fn conversations_by_owner(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        since: Timestamp,
    ) -> Result<Vec<(Owner, u64)>, StoreError>;
    /// One problem.
    fn health_problem(&self, ctx: &TenantCtx, id: ProblemId) -> Result<Option<ProblemRow>, StoreError>;
    /// The newest report of an account, with the moment of it.
    fn health_report(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
    ) -> Result<Option<(Timestamp, String)>, StoreError>;
    /// What waits to be sent for an account.
    fn waiting_of_account(&self, ctx: &TenantCtx, account: AccountId) -> Result<WaitingAnswers, StoreError>;
    /// Of the whole installation: what waits. For operators only.
    fn waiting_everywhere(&self) -> Result<Waiting, StoreError>;
}

/// Writes health.
pub trait HealthWrite: HealthRead {
    /// Adds traffic to an hour.
    fn add_traffic(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        hour: i64,
        traffic: &Traffic,
    ) -> Result<(), StoreError>;
    /// Adds refused answers to an hour.
    fn add_failures(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        hour: i64,
        failure: &FailureRow,
    ) -> Result<(), StoreError>;
    /// Opens a problem.
    fn insert_problem(&mut self, ctx: &TenantCtx, row: &ProblemRow) -> Result<(), StoreError>;
    /// Writes how a problem is now.
    fn save_problem(&mut self, ctx: &TenantCtx, row: &ProblemRow) -> Result<(), StoreError>;
    /// Replaces the report of an account.
    fn save_health_report(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        at: Timestamp,
        report: &str,
    ) -> Result<(), StoreError>;
    /// Forgets hours of all tenants before this one. Returns how many.
    fn prune_hours(&mut self, before: i64, limit: u32) -> Result<u64, StoreError>;
}
