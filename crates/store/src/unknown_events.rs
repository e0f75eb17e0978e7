//! Kinds of events that Parlance does not know: counted, with a sample, for administrators.

use parlance_core::{AccountId, TenantCtx, Timestamp, UnknownEventId};

use crate::error::StoreError;

/// A kind of event of an account that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownEventRow {
    /// Id.
    pub id: UnknownEventId,
    /// The account.
    pub account_id: AccountId,
    /// The platform's word for it.
    pub kind: String,
    /// So many came.
    pub count: u64,
    /// The first came at, UTC.
    pub first_at: Timestamp,
    /// The newest came at, UTC.
    pub last_at: Timestamp,
    /// The newest as it came, cut.
    pub sample: String,
    /// The delivery that the sample was part of; kept as long as this row.
    pub inbound_id: i64,
    /// The running number of the sample in that delivery.
    pub place: u32,
}

/// Reads unknown kinds.
pub trait UnknownEventsRead {
    /// One kind.
    fn unknown_event(
        &self,
        ctx: &TenantCtx,
        id: UnknownEventId,
    ) -> Result<Option<UnknownEventRow>, StoreError>;
    /// Unknown kinds of an account, newest first.
    fn unknown_events(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        limit: u32,
    ) -> Result<Vec<UnknownEventRow>, StoreError>;
    /// How many kinds there are.
    fn count_unknown_kinds(&self, ctx: &TenantCtx, account: AccountId) -> Result<u64, StoreError>;
}

/// Writes unknown kinds.
pub trait UnknownEventsWrite: UnknownEventsRead {
    /// One more of a kind came: counts it and takes it as the sample. Returns whether the kind is new.
    fn note_unknown_event(&mut self, ctx: &TenantCtx, row: &UnknownEventRow) -> Result<bool, StoreError>;
    /// Forgets a kind; `false` when it was not there.
    fn forget_unknown_event(&mut self, ctx: &TenantCtx, id: UnknownEventId) -> Result<bool, StoreError>;
}
