//! Scenario entries: where arrivals are bound to a service.

use parlance_api::user::SkillLevel;
use parlance_core::{AccountId, EntryId, ServiceId, TenantCtx, Timestamp};

use crate::error::StoreError;

/// A scenario entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Id.
    pub id: EntryId,
    /// Name, unique in the tenant without case.
    pub name: String,
    /// The service its interactions are queued for.
    pub service_id: Option<ServiceId>,
    /// Accounts that feed it.
    pub account_ids: Vec<AccountId>,
    /// Start priority, higher first.
    pub priority: i32,
    /// Skills asked for beyond the service's.
    pub required_skills: Vec<SkillLevel>,
    /// Sent when an interaction opens; empty: nothing.
    pub greeting_text: String,
    /// Takes nothing since.
    pub disabled_at: Option<Timestamp>,
    /// Made at.
    pub created_at: Timestamp,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// Reads entries.
pub trait EntriesRead {
    /// One entry.
    fn entry(&self, ctx: &TenantCtx, id: EntryId) -> Result<Option<EntryRow>, StoreError>;
    /// The entry that an account feeds.
    fn entry_of_account(&self, ctx: &TenantCtx, account: AccountId) -> Result<Option<EntryRow>, StoreError>;
    /// All entries, by name.
    fn entries(&self, ctx: &TenantCtx) -> Result<Vec<EntryRow>, StoreError>;
}

/// Writes entries.
pub trait EntriesWrite: EntriesRead {
    /// Makes an entry with its accounts.
    fn insert_entry(&mut self, ctx: &TenantCtx, row: &EntryRow) -> Result<(), StoreError>;
    /// Changes an entry and which accounts feed it.
    fn update_entry(&mut self, ctx: &TenantCtx, row: &EntryRow) -> Result<(), StoreError>;
    /// Deletes an entry.
    fn delete_entry(&mut self, ctx: &TenantCtx, id: EntryId) -> Result<(), StoreError>;
    /// Takes an account away from whatever entry it feeds.
    fn detach_account(&mut self, ctx: &TenantCtx, account: AccountId) -> Result<(), StoreError>;
}
