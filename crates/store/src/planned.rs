//! What agents have planned for a moment.

use parlance_core::{
    InteractionId, PlannedId, TenantCtx, Timestamp, UserId,
    planned::{PlannedKind, PlannedState},
};

use crate::error::StoreError;

/// A planned message or reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedRow {
    /// Id.
    pub id: PlannedId,
    /// What happens.
    pub kind: PlannedKind,
    /// Whose it is.
    pub author_id: UserId,
    /// About which interaction.
    pub interaction_id: InteractionId,
    /// The message, or what the reminder is about.
    pub text: String,
    /// When, UTC.
    pub due_at: Timestamp,
    /// Where it stands.
    pub state: PlannedState,
    /// Why a message did not go out.
    pub problem: Option<String>,
    /// Made at, UTC.
    pub created_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}

/// Reads what was planned.
pub trait PlannedRead {
    /// One of them.
    fn planned(&self, ctx: &TenantCtx, id: PlannedId) -> Result<Option<PlannedRow>, StoreError>;
    /// What somebody has planned and is not over, the nearest first, at most `limit`.
    fn planned_of(&self, ctx: &TenantCtx, author: UserId, limit: u32) -> Result<Vec<PlannedRow>, StoreError>;
}

/// Writes what was planned.
pub trait PlannedWrite: PlannedRead {
    /// Keeps something new.
    fn insert_planned(&mut self, ctx: &TenantCtx, row: &PlannedRow) -> Result<(), StoreError>;
    /// Writes words, moment, state and problem; the version grows. Wakes what waits for the next moment.
    fn save_planned(&mut self, ctx: &TenantCtx, row: &mut PlannedRow) -> Result<(), StoreError>;
    /// After a restore: messages whose moment is past may have gone out, nobody knows. They are left to their authors,
    /// with the reason. Says how many.
    fn hold_back_planned(&mut self, ctx: &TenantCtx, now: Timestamp, why: &str) -> Result<u64, StoreError>;
}
