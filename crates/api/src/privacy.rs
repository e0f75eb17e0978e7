//! Platforms' demands for a person.

use parlance_core::{AccountId, PrivacyRequestId, Timestamp, privacy::PrivacyRequestKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A platform's demand for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PrivacyRequestView {
    /// Id.
    pub id: PrivacyRequestId,
    /// What is demanded.
    pub kind: PrivacyRequestKind,
    /// The channel it came by.
    pub channel: String,
    /// Accounts of the app that it came for.
    pub accounts: Vec<AccountId>,
    /// What the person asks with how it stands.
    pub code: String,
    /// Customers erased.
    pub contacts: u32,
    /// Received at.
    pub received_at: Timestamp,
    /// Carried out at; absent while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<Timestamp>,
}
