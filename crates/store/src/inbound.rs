//! Raw deliveries, byte for byte, and the memory of what was applied already.

use std::collections::HashSet;

use parlance_core::{AccountId, TenantCtx, TenantId, Timestamp};

use crate::error::StoreError;

/// A delivery to keep. A 200 to the platform means that this is on disk.
#[derive(Debug, Clone)]
pub struct NewRaw {
    /// The account that the address, or the first entry, named.
    pub account_id: AccountId,
    /// The channel.
    pub channel: String,
    /// The body exactly as it came.
    pub body: Vec<u8>,
    /// Fingerprint of the secret that signed it; empty when it was accepted unsigned.
    pub verified_with: String,
    /// When it came, UTC.
    pub received_at: Timestamp,
}

/// A kept delivery.
#[derive(Debug, Clone)]
pub struct RawRow {
    /// Its number; grows with arrival.
    pub id: i64,
    /// The tenant of the account it came to.
    pub tenant: TenantId,
    /// The account it came to.
    pub account_id: AccountId,
    /// The channel.
    pub channel: String,
    /// The body exactly as it came.
    pub body: Vec<u8>,
    /// Fingerprint of the secret that signed it; empty when it was accepted unsigned.
    pub verified_with: String,
    /// When it came, UTC.
    pub received_at: Timestamp,
    /// Tries that failed so far.
    pub attempts: u32,
    /// Whether it still waits to be applied.
    pub waiting: bool,
}

/// What is remembered of an event without a row of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedRow {
    /// The platform's time of it, UTC.
    pub at: Timestamp,
    /// What has to be remembered beside that it happened.
    pub detail: Option<String>,
}

/// Reads deliveries. They belong to the installation's own worker, so some queries cross tenants and say so.
pub trait InboundRead {
    /// Deliveries of all tenants that wait and are due and came after the one with the number `after`, oldest first: at
    /// most `limit`, and no more than about `max_bytes` of bodies (but at least one).
    fn waiting_raw(
        &self,
        now: Timestamp,
        after: i64,
        limit: u32,
        max_bytes: usize,
    ) -> Result<Vec<RawRow>, StoreError>;
    /// Whether nothing is due.
    fn no_raw_waits(&self, now: Timestamp) -> Result<bool, StoreError>;
    /// One delivery.
    fn raw(&self, ctx: &TenantCtx, id: i64) -> Result<Option<RawRow>, StoreError>;
    /// Those of these deliveries, of all tenants, that still wait.
    fn still_waiting(&self, ids: &[i64]) -> Result<HashSet<i64>, StoreError>;
    /// What is remembered under a key.
    fn applied(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        key: &str,
    ) -> Result<Option<AppliedRow>, StoreError>;
    /// What is remembered under each of three keys, in their order.
    fn applied_of(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        keys: [&str; 3],
    ) -> Result<[Option<AppliedRow>; 3], StoreError>;
}

/// Writes deliveries.
pub trait InboundWrite: InboundRead {
    /// Keeps a delivery and returns its number. A repeat is kept again: its events are known when they are applied.
    fn insert_raw(&mut self, ctx: &TenantCtx, raw: &NewRaw) -> Result<i64, StoreError>;
    /// The same for a delivery that is applied in this very unit.
    fn insert_applied_raw(&mut self, ctx: &TenantCtx, raw: &NewRaw) -> Result<i64, StoreError>;
    /// These deliveries are applied; they are kept for a while.
    fn finish_raw(&mut self, ctx: &TenantCtx, ids: &[i64]) -> Result<(), StoreError>;
    /// Something in it failed: it waits again until `due_at`.
    fn retry_raw(
        &mut self,
        ctx: &TenantCtx,
        id: i64,
        due_at: Timestamp,
        error: &str,
    ) -> Result<(), StoreError>;
    /// Forgets applied deliveries received before a moment, of all tenants, except those that a parked event still
    /// needs. Returns how many.
    fn prune_raw(&mut self, before: Timestamp, limit: u32) -> Result<u64, StoreError>;
    /// Remembers that an event was applied; `false` when it was already.
    fn mark_applied(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        key: &str,
        at: Timestamp,
        detail: Option<&str>,
    ) -> Result<bool, StoreError>;
    /// Remembers something under a key, in place of what was there.
    fn remember(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        key: &str,
        row: &AppliedRow,
    ) -> Result<(), StoreError>;
    /// Forgets what was remembered before a moment, of all tenants. Returns how many.
    fn prune_applied(&mut self, before: Timestamp, limit: u32) -> Result<u64, StoreError>;
}
