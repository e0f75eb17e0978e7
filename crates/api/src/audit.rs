//! The audit log.

use parlance_core::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One line of the audit log; lines are chained by digest and never change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditLine {
    /// Number in the tenant's log.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who, by name, or `system`, `operator`.
    pub actor: String,
    /// What, e.g. `account.changed`, `sign_in.failed`.
    pub action: String,
    /// On what, e.g. an id.
    pub object: String,
    /// Details without secrets.
    #[schema(value_type = Object)]
    pub detail: serde_json::Value,
}
