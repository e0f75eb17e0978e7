//! Platforms' demands for a person: stored before they are answered, carried out afterwards.

use parlance_core::{
    AccountId, PrivacyRequestId, TenantCtx, TenantId, Timestamp, privacy::PrivacyRequestKind,
};

use crate::error::StoreError;

/// A demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivacyRequestRow {
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
    /// The person's id at the platform; forgotten when done.
    pub subject: Option<String>,
    /// Customers erased.
    pub contacts: u32,
    /// Received at, UTC.
    pub received_at: Timestamp,
    /// Carried out at, UTC.
    pub done_at: Option<Timestamp>,
}

/// Reads demands.
pub trait PrivacyRequestsRead {
    /// The newest demands of a tenant, newest first.
    fn privacy_requests(&self, ctx: &TenantCtx, limit: u32) -> Result<Vec<PrivacyRequestRow>, StoreError>;
    /// Of the whole installation: demands that are not carried out yet, oldest first.
    fn waiting_privacy_requests(&self, limit: u32) -> Result<Vec<(TenantId, PrivacyRequestRow)>, StoreError>;
    /// Of the whole installation: demands with a code. Who asks knows nothing but the code, and is told nothing but
    /// whether it is done.
    fn privacy_requests_by_code(&self, code: &str) -> Result<Vec<PrivacyRequestRow>, StoreError>;
}

/// Writes demands.
pub trait PrivacyRequestsWrite: PrivacyRequestsRead {
    /// Stores a demand; `false` when it is there already.
    fn insert_privacy_request(
        &mut self,
        ctx: &TenantCtx,
        row: &PrivacyRequestRow,
    ) -> Result<bool, StoreError>;
    /// Writes how it stands: subject, customers erased, carried out at.
    fn save_privacy_request(&mut self, ctx: &TenantCtx, row: &PrivacyRequestRow) -> Result<(), StoreError>;
}
