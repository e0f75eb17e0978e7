//! Not Ready reasons.

use parlance_core::{ReasonId, TenantCtx, Timestamp, agent::SystemReason};

use crate::error::StoreError;

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonRow {
    /// Id.
    pub id: ReasonId,
    /// Name, unique in the tenant without case.
    pub name: String,
    /// Counts as break.
    pub counts_as_break: bool,
    /// Set for those that Parlance applies.
    pub system: Option<SystemReason>,
    /// No longer offered since.
    pub disabled_at: Option<Timestamp>,
    /// Made at.
    pub created_at: Timestamp,
}

/// Reads reasons.
pub trait ReasonsRead {
    /// One reason.
    fn reason(&self, ctx: &TenantCtx, id: ReasonId) -> Result<Option<ReasonRow>, StoreError>;
    /// The reason that Parlance applies in a case.
    fn system_reason(&self, ctx: &TenantCtx, system: SystemReason) -> Result<Option<ReasonRow>, StoreError>;
    /// All reasons: own ones by name, then the system's.
    fn reasons(&self, ctx: &TenantCtx) -> Result<Vec<ReasonRow>, StoreError>;
}

/// Writes reasons.
pub trait ReasonsWrite: ReasonsRead {
    /// Makes a reason.
    fn insert_reason(&mut self, ctx: &TenantCtx, row: &ReasonRow) -> Result<(), StoreError>;
    /// Changes name, break, whether it is disabled.
    fn update_reason(&mut self, ctx: &TenantCtx, row: &ReasonRow) -> Result<(), StoreError>;
}
