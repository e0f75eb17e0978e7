//! Integration accounts: what an administrator entered. The facts about their traffic are written by
//! [`crate::account_health`] and only read here.

use std::collections::BTreeMap;

use parlance_core::{AccountId, TenantCtx, TenantId, Timestamp, account::TokenState};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;

/// A sealed value with who stored it when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedValue {
    /// `v1.kid.nonce.ciphertext`.
    pub sealed: String,
    /// Stored at.
    pub saved_at: Timestamp,
    /// Name of who stored it.
    pub saved_by: String,
}

/// An integration account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Id.
    pub id: AccountId,
    /// Channel.
    pub channel: String,
    /// Sub-type.
    pub channel_type: String,
    /// Name, unique in the tenant without case.
    pub name: String,
    /// The id at the platform.
    pub external_id: Option<String>,
    /// Values that may be shown.
    pub settings: BTreeMap<String, String>,
    /// Sealed values.
    pub sealed: BTreeMap<String, SealedValue>,
    /// Switched on.
    pub enabled: bool,
    /// All required values are there.
    pub complete: bool,
    /// The platform permits answers by hand after the reply window.
    pub person_answers: bool,
    /// About the token.
    pub token_state: TokenState,
    /// Made at.
    pub created_at: Timestamp,
    /// Changed at.
    pub updated_at: Timestamp,
    /// Deleted at; its records stay.
    pub deleted_at: Option<Timestamp>,
    /// What is known of its traffic; not written here.
    pub traffic: AccountTraffic,
}

/// What is known of an account's traffic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountTraffic {
    /// Sending is paused since.
    pub sending_paused_at: Option<Timestamp>,
    /// The handshake last succeeded at.
    pub verified_at: Option<Timestamp>,
    /// The last event came at.
    pub last_event_at: Option<Timestamp>,
    /// Whether it was signed.
    pub last_event_signed: Option<bool>,
    /// The last answer went out at.
    pub last_sent_at: Option<Timestamp>,
    /// The last error.
    pub last_error: Option<String>,
    /// When that was.
    pub last_error_at: Option<Timestamp>,
    /// Refused handshakes and events.
    pub refused: u64,
    /// The last refusal.
    pub last_refusal: Option<String>,
    /// When that was.
    pub last_refusal_at: Option<Timestamp>,
}

/// Reads accounts.
pub trait AccountsRead {
    /// One account, also a deleted one.
    fn account(&self, ctx: &TenantCtx, id: AccountId) -> Result<Option<AccountRow>, StoreError>;
    /// All accounts that are not deleted, by name.
    fn accounts(&self, ctx: &TenantCtx) -> Result<Vec<AccountRow>, StoreError>;
    /// Of the whole installation: all accounts that are not deleted. For the webhook layer and key rotation only.
    fn all_accounts(&self) -> Result<Vec<(TenantId, AccountRow)>, StoreError>;
    /// The account last deleted that had this id at the platform.
    fn deleted_account(
        &self,
        ctx: &TenantCtx,
        channel: &str,
        external_id: &str,
    ) -> Result<Option<AccountRow>, StoreError>;
    /// Of the whole installation: the switched-on account that has this id at the platform, other than `except`.
    /// Only whether it is there may be told to a tenant, never whose it is.
    fn holder_of_external(
        &self,
        channel: &str,
        external_id: &str,
        except: AccountId,
    ) -> Result<Option<TenantId>, StoreError>;
}

/// Writes accounts.
pub trait AccountsWrite: AccountsRead {
    /// Makes an account.
    fn insert_account(&mut self, ctx: &TenantCtx, row: &AccountRow) -> Result<(), StoreError>;
    /// Changes an account; nothing of its traffic.
    fn update_account(&mut self, ctx: &TenantCtx, row: &AccountRow) -> Result<(), StoreError>;
    /// Forgets the last error, after what caused it was changed.
    fn clear_account_error(&mut self, ctx: &TenantCtx, id: AccountId) -> Result<(), StoreError>;
    /// Forgets all that is known of its traffic, after it was linked to another page.
    fn forget_account_traffic(&mut self, ctx: &TenantCtx, id: AccountId) -> Result<(), StoreError>;
}
