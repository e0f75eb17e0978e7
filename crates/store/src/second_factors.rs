//! Second factors: authenticator apps and recovery codes.

use parlance_core::{TenantCtx, TenantId, Timestamp, UserId};

use crate::{error::StoreError, sessions::SecretHash};

/// The authenticator app of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactorRow {
    /// The sealed secret.
    pub sealed: String,
    /// Newest time step that was accepted.
    pub last_step: i64,
    /// In force since.
    pub enrolled_at: Timestamp,
}

/// Reads second factors.
pub trait SecondFactorsRead {
    /// The one of a person, when they have enrolled.
    fn second_factor(&self, ctx: &TenantCtx, user: UserId) -> Result<Option<SecondFactorRow>, StoreError>;
    /// A sealed secret that was shown and is not in force yet, and since when.
    fn second_factor_draft(
        &self,
        ctx: &TenantCtx,
        user: UserId,
    ) -> Result<Option<(String, Timestamp)>, StoreError>;
    /// Who has enrolled.
    fn second_factor_holders(&self, ctx: &TenantCtx) -> Result<Vec<UserId>, StoreError>;
    /// Of the whole installation: who has enrolled. For sealing anew.
    fn all_second_factor_holders(&self) -> Result<Vec<(TenantId, UserId)>, StoreError>;
    /// How many recovery codes a person has not used yet.
    fn recovery_codes_left(&self, ctx: &TenantCtx, user: UserId) -> Result<u32, StoreError>;
}

/// Writes second factors.
pub trait SecondFactorsWrite: SecondFactorsRead {
    /// Keeps a secret that is not in force yet; an earlier one is forgotten.
    fn save_second_factor_draft(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        sealed: &str,
        at: Timestamp,
    ) -> Result<(), StoreError>;
    /// Puts a secret in force in place of an earlier one; the draft is forgotten.
    fn save_second_factor(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        row: &SecondFactorRow,
    ) -> Result<(), StoreError>;
    /// Notes that the code of a time step was used; `false` when that step or a later one was used before.
    fn use_second_factor_step(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        step: i64,
    ) -> Result<bool, StoreError>;
    /// Takes the second factor away with its draft and recovery codes; `false` when there was none.
    fn remove_second_factor(&mut self, ctx: &TenantCtx, user: UserId) -> Result<bool, StoreError>;
    /// Replaces all recovery codes.
    fn replace_recovery_codes(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        hashes: &[SecretHash],
    ) -> Result<(), StoreError>;
    /// Uses a recovery code up; `false` when there is no such code (any more).
    fn use_recovery_code(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        hash: &SecretHash,
    ) -> Result<bool, StoreError>;
}
