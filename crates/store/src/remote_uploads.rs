//! Files that a platform has already: sent again by its id for them instead of by their bytes.

use parlance_core::{AccountId, TenantCtx, Timestamp};

use crate::{attachments::FileKind, error::StoreError};

/// A file as an account's platform knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteUploadRow {
    /// The account it was uploaded for; no other may use it.
    pub account_id: AccountId,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
    /// What it was uploaded as.
    pub kind: FileKind,
    /// The platform's id.
    pub remote_id: String,
    /// Not to be used from this moment on, UTC.
    pub expires_at: Timestamp,
}

/// Reads what platforms have.
pub trait RemoteUploadsRead {
    /// The platform's id of these bytes, while it may be used.
    fn remote_upload(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        sha256: &[u8; 32],
        kind: FileKind,
        now: Timestamp,
    ) -> Result<Option<String>, StoreError>;
}

/// Writes what platforms have. Erasing a contact forgets the files that only they had.
pub trait RemoteUploadsWrite: RemoteUploadsRead {
    /// Keeps an id; a newer one of the same bytes takes its place.
    fn keep_remote_upload(&mut self, ctx: &TenantCtx, row: &RemoteUploadRow) -> Result<(), StoreError>;
    /// The platform no longer knows this id; a newer one of the same bytes stays.
    fn forget_remote_upload(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        remote_id: &str,
    ) -> Result<(), StoreError>;
    /// Forgets ids that expired before a moment, of all tenants; says how many.
    fn prune_remote_uploads(&mut self, before: Timestamp, limit: u32) -> Result<u64, StoreError>;
}
