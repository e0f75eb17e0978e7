//! Deadlines that come by themselves, over all tenants.

use parlance_core::{InteractionId, OfferId, PlannedId, TenantCtx, Timestamp, UserId};

use crate::error::StoreError;

/// Something whose time has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// An offer that nobody answered.
    Offer(TenantCtx, OfferId),
    /// A chat that was kept for an agent and is everybody's now.
    Reserved(TenantCtx, InteractionId),
    /// After-call work whose limit has passed.
    AfterCallWork(TenantCtx, InteractionId),
    /// An agent whose connection has been lost for long enough.
    Agent(TenantCtx, UserId),
    /// A participant's after-call work whose limit has passed.
    Participant(TenantCtx, InteractionId, UserId),
    /// A planned message or reminder whose moment has come.
    Planned(TenantCtx, PlannedId),
}

/// Reads deadlines.
pub trait DeadlinesRead {
    /// The nearest deadline of all.
    fn next_deadline(&self) -> Result<Option<Timestamp>, StoreError>;
    /// What is due at `now`, at most `limit` of each kind, the earliest first.
    fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<Due>, StoreError>;
}
