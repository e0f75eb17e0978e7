//! What the pages of accounts show before anybody writes.

use parlance_core::{AccountId, TenantCtx, Timestamp, public_profile::PublicProfile};

use crate::error::StoreError;

/// The public profile of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicProfileRow {
    /// As it was last applied here.
    pub wanted: PublicProfile,
    /// As the platform had it when it was last asked.
    pub there: Option<PublicProfile>,
    /// When that was.
    pub read_at: Option<Timestamp>,
    /// When the platform last took it.
    pub published_at: Option<Timestamp>,
}

/// Reads public profiles.
pub trait PublicProfilesRead {
    /// The profile of one account, once it was read or applied.
    fn public_profile(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
    ) -> Result<Option<PublicProfileRow>, StoreError>;
}

/// Writes public profiles.
pub trait PublicProfilesWrite: PublicProfilesRead {
    /// Keeps the profile of one account.
    fn save_public_profile(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        row: &PublicProfileRow,
    ) -> Result<(), StoreError>;
}
