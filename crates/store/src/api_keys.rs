//! API keys.

use parlance_api::session::ApiScope;
use parlance_core::{ApiKeyId, TenantCtx, TenantId, Timestamp, UserId};

use crate::{error::StoreError, sessions::SecretHash};

/// An API key; only the hash of its secret is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKeyRow {
    /// Id.
    pub id: ApiKeyId,
    /// Name.
    pub name: String,
    /// Last four characters of the secret.
    pub hint: String,
    /// What it may do.
    pub scopes: Vec<ApiScope>,
    /// Who made it.
    pub created_by: UserId,
    /// Made at.
    pub created_at: Timestamp,
    /// Refused from then on.
    pub expires_at: Option<Timestamp>,
    /// Last used at, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// Revoked at.
    pub revoked_at: Option<Timestamp>,
}

/// Reads keys.
pub trait ApiKeysRead {
    /// Of the whole installation: the key with this secret, and its tenant. For sign-in only.
    fn api_key_by_hash(&self, hash: &SecretHash) -> Result<Option<(TenantId, ApiKeyRow)>, StoreError>;
    /// One key.
    fn api_key(&self, ctx: &TenantCtx, id: ApiKeyId) -> Result<Option<ApiKeyRow>, StoreError>;
    /// All keys that are not revoked, newest first.
    fn api_keys(&self, ctx: &TenantCtx) -> Result<Vec<ApiKeyRow>, StoreError>;
}

/// Writes keys.
pub trait ApiKeysWrite: ApiKeysRead {
    /// Makes a key.
    fn insert_api_key(
        &mut self,
        ctx: &TenantCtx,
        hash: &SecretHash,
        row: &ApiKeyRow,
    ) -> Result<(), StoreError>;
    /// Notes that it was used.
    fn touch_api_key(&mut self, ctx: &TenantCtx, id: ApiKeyId, at: Timestamp) -> Result<(), StoreError>;
    /// Revokes it; `false` when it was revoked already.
    fn revoke_api_key(&mut self, ctx: &TenantCtx, id: ApiKeyId, at: Timestamp) -> Result<bool, StoreError>;
}
