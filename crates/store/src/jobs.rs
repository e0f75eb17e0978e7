//! Durable background work: claimed under a lease, settled under a fence.

use parlance_core::{JobId, TenantCtx, TenantId, Timestamp};

use crate::error::StoreError;

/// Work of one lane never waits for work of another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lane {
    /// What customers and agents wait for.
    #[default]
    Live,
    /// Imports of past conversations.
    Imports,
    /// Files and names of imported conversations.
    Past,
}

impl Lane {
    /// All lanes.
    pub const ALL: [Self; 3] = [Self::Live, Self::Imports, Self::Past];
}

/// Work to do later.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Id.
    pub id: JobId,
    /// What sort of work.
    pub kind: &'static str,
    /// Where it waits.
    pub lane: Lane,
    /// The same work is queued once.
    pub unique_key: String,
    /// What it needs.
    pub payload: serde_json::Value,
    /// Not before.
    pub due_at: Timestamp,
    /// Now.
    pub created_at: Timestamp,
}

/// Claimed work.
#[derive(Debug, Clone)]
pub struct JobRow {
    /// The tenant.
    pub tenant: TenantId,
    /// Id.
    pub id: JobId,
    /// What sort of work.
    pub kind: String,
    /// What it needs.
    pub payload: serde_json::Value,
    /// Claims so far, this one included.
    pub attempts: u32,
    /// Every later write checks it.
    pub fence: i64,
}

/// Reads jobs.
pub trait JobsRead {
    /// When the next job of a lane of the installation is due (a running one: when its lease ends).
    fn next_job_due(&self, lane: Lane) -> Result<Option<Timestamp>, StoreError>;
}

/// Writes jobs.
pub trait JobsWrite: JobsRead {
    /// Queues work, unless the same is queued or running; `false` then.
    fn enqueue_job(&mut self, ctx: &TenantCtx, job: &NewJob) -> Result<bool, StoreError>;
    /// Claims due work of all tenants in a lane, also such whose lease has ended.
    fn claim_jobs(
        &mut self,
        lane: Lane,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<JobRow>, StoreError>;
    /// The work is done; `false` when somebody else has it.
    fn finish_job(&mut self, ctx: &TenantCtx, id: JobId, fence: i64) -> Result<bool, StoreError>;
    /// Try again at `due_at`, or never when absent; `false` when somebody else has it.
    fn fail_job(
        &mut self,
        ctx: &TenantCtx,
        id: JobId,
        fence: i64,
        due_at: Option<Timestamp>,
        error: &str,
    ) -> Result<bool, StoreError>;
    /// Forgets settled jobs made before a moment, of all tenants. Returns how many.
    fn prune_jobs(&mut self, before: Timestamp, limit: u32) -> Result<u64, StoreError>;
}
