//! What agents have begun to write.

use parlance_core::{InteractionId, TenantCtx, Timestamp, UserId};

use crate::error::StoreError;

/// A draft; an empty one says that what was begun is sent or given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// To the customer.
    pub reply: String,
    /// For colleagues.
    pub note: String,
    /// Last changed at, UTC.
    pub written_at: Timestamp,
}

/// Reads drafts.
pub trait DraftsRead {
    /// What somebody has begun to write in an interaction.
    fn draft(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        author: UserId,
    ) -> Result<Option<DraftRow>, StoreError>;
}

/// Writes drafts.
pub trait DraftsWrite: DraftsRead {
    /// Keeps a draft in the place of an earlier one.
    fn save_draft(
        &mut self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        author: UserId,
        draft: &DraftRow,
    ) -> Result<(), StoreError>;
    /// Forgets everybody's drafts in an interaction.
    fn forget_drafts(&mut self, ctx: &TenantCtx, interaction: InteractionId) -> Result<(), StoreError>;
}
