//! Erasing a customer: their rows in one unit, their traces in logs of deliveries and events in short units afterwards.

use parlance_core::{AccountId, ContactId, TenantCtx, TenantId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{attachments::AttachmentRow, error::StoreError};

/// What a customer is known by in what platforms deliver.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traces {
    /// Their addresses, with the account and the account's own id at the platform.
    pub addresses: Vec<TraceAddress>,
    /// The platform's ids of their messages, both ways.
    pub messages: Vec<String>,
    /// Beginnings of the unique keys of work for them: ids of their threads and messages.
    pub work: Vec<String>,
}

/// An address of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceAddress {
    /// The account.
    pub account: AccountId,
    /// The account's id at the platform.
    pub account_external_id: Option<String>,
    /// The customer's id there.
    pub external_id: String,
}

/// An erasure whose traces are not all removed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureRow {
    /// Who is erased.
    pub contact_id: ContactId,
    /// The traces, sealed.
    pub traces: String,
    /// Deliveries up to this number are searched.
    pub last_inbound: i64,
    /// Events up to this number go.
    pub last_seq: i64,
    /// Begun at, UTC.
    pub begun_at: Timestamp,
}

/// What was erased at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    /// Interactions.
    pub interactions: u64,
    /// Messages, both ways, with notes and system lines.
    pub messages: u64,
    /// Files.
    pub files: u64,
}

/// A piece of a log that was searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched<T> {
    /// What names the customer.
    pub found: Vec<T>,
    /// Where the next piece begins; `None` at the end.
    pub next: Option<T>,
}

/// Reads what is needed to erase or hand out a customer.
pub trait PrivacyRead {
    /// What the customer is known by.
    fn traces(&self, ctx: &TenantCtx, contact: ContactId) -> Result<Traces, StoreError>;
    /// The customer's files: of their conversations, and their picture.
    fn files_of_contact(&self, ctx: &TenantCtx, contact: ContactId)
    -> Result<Vec<AttachmentRow>, StoreError>;
    /// Whether agents or queues still have to do with the customer.
    fn has_unfinished_work(&self, ctx: &TenantCtx, contact: ContactId) -> Result<bool, StoreError>;
    /// Of the whole installation: erasures that are not finished.
    fn unfinished_erasures(&self) -> Result<Vec<(TenantId, ErasureRow)>, StoreError>;
    /// The number of the newest delivery of the installation.
    fn newest_raw(&self) -> Result<i64, StoreError>;
    /// Applied deliveries that name one of the addresses, among the next `limit` after a number. They are the tenant's
    /// own, or others' that also speak of its account: one delivery may hold the events of several accounts.
    fn raw_naming(
        &self,
        ctx: &TenantCtx,
        traces: &Traces,
        after: i64,
        up_to: i64,
        limit: u32,
    ) -> Result<Searched<i64>, StoreError>;
    /// Marks of applied events that name one of the addresses or messages, among the next `limit` of an account after
    /// a key.
    fn applied_naming(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        traces: &Traces,
        after: &str,
        limit: u32,
    ) -> Result<Searched<String>, StoreError>;
}

/// Erases.
pub trait PrivacyWrite: PrivacyRead {
    /// Deletes every row that belongs to the customer, with the samples and put-aside events that name them. The bytes
    /// of files and what [`Traces`] lead to remain for the caller.
    fn erase_contact(
        &mut self,
        ctx: &TenantCtx,
        contact: ContactId,
        traces: &Traces,
    ) -> Result<Erased, StoreError>;
    /// Remembers that traces are to be removed.
    fn begin_erasure(&mut self, ctx: &TenantCtx, row: &ErasureRow) -> Result<(), StoreError>;
    /// All traces are removed.
    fn end_erasure(&mut self, ctx: &TenantCtx, contact: ContactId) -> Result<(), StoreError>;
    /// Forgets deliveries. Those that another customer's put-aside event still needs keep their place and lose their
    /// body, so that nothing of the erased one is left to replay.
    fn forget_raw(&mut self, ctx: &TenantCtx, ids: &[i64]) -> Result<(), StoreError>;
    /// Forgets marks of applied events.
    fn forget_applied(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        keys: &[String],
    ) -> Result<(), StoreError>;
    /// Forgets settled work for the customer.
    fn forget_work(&mut self, ctx: &TenantCtx, traces: &Traces) -> Result<(), StoreError>;
    /// Forgets the tenant's events up to a number, the oldest first; returns how many.
    fn forget_events(&mut self, ctx: &TenantCtx, up_to: i64, limit: u32) -> Result<u64, StoreError>;
}
