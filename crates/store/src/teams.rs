//! Teams.

use parlance_core::{TeamId, TenantCtx, Timestamp, UserId};

use crate::error::StoreError;

/// A team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamRow {
    /// Id.
    pub id: TeamId,
    /// Name, unique in the tenant without case.
    pub name: String,
    /// Its supervisors.
    pub supervisor_ids: Vec<UserId>,
    /// How many users it has; not written.
    pub members: u32,
    /// Gets no work since.
    pub disabled_at: Option<Timestamp>,
    /// Made at.
    pub created_at: Timestamp,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// Reads teams.
pub trait TeamsRead {
    /// One team.
    fn team(&self, ctx: &TenantCtx, id: TeamId) -> Result<Option<TeamRow>, StoreError>;
    /// All teams, by name.
    fn teams(&self, ctx: &TenantCtx) -> Result<Vec<TeamRow>, StoreError>;
}

/// Writes teams.
pub trait TeamsWrite: TeamsRead {
    /// Makes a team.
    fn insert_team(&mut self, ctx: &TenantCtx, row: &TeamRow) -> Result<(), StoreError>;
    /// Changes a team with its supervisors.
    fn update_team(&mut self, ctx: &TenantCtx, row: &TeamRow) -> Result<(), StoreError>;
}
