//! Imports of past conversations.

use parlance_core::{
    AccountId, ImportId, Timestamp,
    import::{ImportKind, ImportState},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An import of an account's past conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportView {
    /// Id.
    pub id: ImportId,
    /// The account.
    pub account_id: AccountId,
    /// Why it runs.
    pub kind: ImportKind,
    /// Where it stands.
    pub state: ImportState,
    /// Conversations seen so far.
    pub threads: u64,
    /// Messages stored that were not here.
    pub added: u64,
    /// Messages seen that were here already.
    pub known: u64,
    /// Why it failed and what to do, in a sentence or two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Began at.
    pub started_at: Timestamp,
    /// Ended at; absent while it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
}
