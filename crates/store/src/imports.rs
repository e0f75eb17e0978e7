//! Imports of past conversations: each page of the platform is stored together with the place where it ends.

use parlance_core::{AccountId, ImportId, TenantCtx, Timestamp};

use crate::error::StoreError;

pub use parlance_core::import::{ImportKind, ImportState};

/// An import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// Id.
    pub id: ImportId,
    /// The account.
    pub account_id: AccountId,
    /// Why.
    pub kind: ImportKind,
    /// Only what is newer; a customer's message that is newer is work.
    pub since: Option<Timestamp>,
    /// Where it stands.
    pub state: ImportState,
    /// Asks the platform for the next page.
    pub cursor: Option<String>,
    /// Pages stored so far.
    pub pages: u32,
    /// Conversations seen.
    pub threads: u64,
    /// Messages stored.
    pub added: u64,
    /// Messages that were here already.
    pub known: u64,
    /// Why it failed.
    pub error: Option<String>,
    /// Began at, UTC.
    pub started_at: Timestamp,
    /// Ended at, UTC.
    pub finished_at: Option<Timestamp>,
}

/// Reads imports.
pub trait ImportsRead {
    /// One import.
    fn import(&self, ctx: &TenantCtx, id: ImportId) -> Result<Option<ImportRow>, StoreError>;
    /// Imports of an account, newest first.
    fn imports(&self, ctx: &TenantCtx, account: AccountId, limit: u32) -> Result<Vec<ImportRow>, StoreError>;
}

/// Writes imports.
pub trait ImportsWrite: ImportsRead {
    /// Makes an import; `false` when one runs for the account already.
    fn insert_import(&mut self, ctx: &TenantCtx, row: &ImportRow) -> Result<bool, StoreError>;
    /// Writes where it stands.
    fn save_import(&mut self, ctx: &TenantCtx, row: &ImportRow) -> Result<(), StoreError>;
    /// Remembers that the past is wanted as soon as the account can be asked for it.
    fn want_import(&mut self, ctx: &TenantCtx, account: AccountId) -> Result<(), StoreError>;
    /// Whether the past is wanted; it is forgotten with the answer.
    fn take_wanted_import(&mut self, ctx: &TenantCtx, account: AccountId) -> Result<bool, StoreError>;
}
