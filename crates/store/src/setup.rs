//! First set-up of an installation: the one-time link, and the canary that only the right keyring opens.

use parlance_core::Timestamp;

use crate::{error::StoreError, sessions::SecretHash};

/// Reads set-up facts.
pub trait SetupRead {
    /// Whether the link with this secret may still be used.
    fn setup_link_valid(&self, hash: &SecretHash, now: Timestamp) -> Result<bool, StoreError>;
    /// The sealed canary, once there is one.
    fn keyring_canary(&self) -> Result<Option<String>, StoreError>;
}

/// Writes set-up facts.
pub trait SetupWrite: SetupRead {
    /// Makes a link; all earlier ones end.
    fn insert_setup_link(
        &mut self,
        hash: &SecretHash,
        at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError>;
    /// Uses the link up; `false` when that was done before.
    fn use_setup_link(&mut self, hash: &SecretHash, at: Timestamp) -> Result<bool, StoreError>;
    /// Stores or replaces the canary.
    fn set_keyring_canary(&mut self, sealed: &str) -> Result<(), StoreError>;
}
