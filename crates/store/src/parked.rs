//! Events that could not be applied, waiting for an administrator.

use parlance_core::{AccountId, ParkedEventId, TenantCtx, Timestamp};

use crate::error::StoreError;

/// A parked event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParkedRow {
    /// Id.
    pub id: ParkedEventId,
    /// The account it came to.
    pub account_id: AccountId,
    /// The channel.
    pub channel: String,
    /// The delivery it was part of; kept as long as the event is parked.
    pub inbound_id: i64,
    /// The running number of the event in that delivery.
    pub place: u32,
    /// Why it is here.
    pub reason: String,
    /// The event as it came, cut, for showing.
    pub body: Vec<u8>,
    /// SHA-256 of the event as it came: when the platform repeats the delivery, it is not parked again.
    pub digest: [u8; 32],
    /// Tries so far.
    pub attempts: u32,
    /// When the delivery came, UTC.
    pub received_at: Timestamp,
    /// Replayed or discarded at.
    pub settled_at: Option<Timestamp>,
}

/// How a parked event was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It was applied after all.
    Replayed,
    /// A person threw it away.
    Discarded,
}

impl Settled {
    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Replayed => "replayed",
            Self::Discarded => "discarded",
        }
    }
}

/// Reads parked events.
pub trait ParkedRead {
    /// One parked event, also a settled one.
    fn parked(&self, ctx: &TenantCtx, id: ParkedEventId) -> Result<Option<ParkedRow>, StoreError>;
    /// Parked events of an account that wait, oldest first.
    fn parked_of_account(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        limit: u32,
    ) -> Result<Vec<ParkedRow>, StoreError>;
    /// How many wait.
    fn count_parked(&self, ctx: &TenantCtx, account: AccountId) -> Result<u64, StoreError>;
}

/// Writes parked events.
pub trait ParkedWrite: ParkedRead {
    /// Parks an event; the same event of an account is parked once, with the newest reason. A settled one stays so.
    fn park(&mut self, ctx: &TenantCtx, row: &ParkedRow) -> Result<(), StoreError>;
    /// Settles; `false` when it was settled already.
    fn settle_parked(
        &mut self,
        ctx: &TenantCtx,
        id: ParkedEventId,
        how: Settled,
        at: Timestamp,
    ) -> Result<bool, StoreError>;
    /// A replay failed once more.
    fn parked_again(&mut self, ctx: &TenantCtx, id: ParkedEventId, reason: &str) -> Result<(), StoreError>;
}
