//! What an agent has begun to write.

use parlance_core::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an agent has begun to write in an interaction and not sent: only they see it, in every browser of theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DraftView {
    /// To the customer.
    pub reply: String,
    /// For colleagues.
    pub note: String,
    /// Last changed at (UTC milliseconds); absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_at: Option<Timestamp>,
}

/// Keeps a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// To the customer; empty: nothing.
    pub reply: String,
    /// For colleagues; empty: nothing.
    pub note: String,
    /// When it was written (UTC milliseconds): of two browsers the newer one is kept.
    pub written_at: Timestamp,
}
