//! Threads: the endless conversation between one account and one customer address.

use parlance_api::interaction::CameFrom;
use parlance_core::{
    AccountId, ContactId, InteractionId, TenantCtx, ThreadId, Timestamp, UserId, thread::Owner,
};

use crate::error::StoreError;

/// A thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadRow {
    /// Id.
    pub id: ThreadId,
    /// The account.
    pub account_id: AccountId,
    /// The account's channel.
    pub channel: String,
    /// The customer's address at the platform, scoped to the account.
    pub external_id: String,
    /// The customer.
    pub contact_id: ContactId,
    /// The interaction that is open for the customer.
    pub open_interaction_id: Option<InteractionId>,
    /// Platform's time of the customer's last act that opens the reply window.
    pub last_customer_at: Option<Timestamp>,
    /// Everything sent at or before this moment (platform's clock) is delivered.
    pub delivered_watermark: Timestamp,
    /// Everything sent at or before this moment (platform's clock) is read.
    pub read_watermark: Timestamp,
    /// The act after which the platform called the free reply window closed, whatever our clock says.
    pub free_refused_for: Option<Timestamp>,
    /// The end of the window about which people were warned.
    pub window_warned: Option<Timestamp>,
    /// Who holds it at the platform, since when; `None` when that is not known.
    pub owner: Option<(Owner, Timestamp)>,
    /// How the customer last arrived.
    pub came_from: Option<CameFrom>,
    /// The customer is known by comments alone: the address is none for messages.
    pub only_comments: bool,
    /// First seen at, UTC.
    pub created_at: Timestamp,
}

/// A conversation in an agent's hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldThread {
    /// The thread.
    pub thread: ThreadRow,
    /// The interaction that is held.
    pub interaction_id: InteractionId,
    /// By whom.
    pub agent_id: UserId,
    /// The account may answer by hand after the free window.
    pub person_answers: bool,
}

/// Reads threads.
pub trait ThreadsRead {
    /// One thread.
    fn thread(&self, ctx: &TenantCtx, id: ThreadId) -> Result<Option<ThreadRow>, StoreError>;
    /// The thread of a customer address, also of an earlier one.
    fn thread_by_address(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        external_id: &str,
    ) -> Result<Option<ThreadRow>, StoreError>;
    /// A contact's threads, oldest first, with the account's name.
    fn threads_of_contact(
        &self,
        ctx: &TenantCtx,
        contact: ContactId,
    ) -> Result<Vec<(ThreadRow, String)>, StoreError>;
    /// Conversations that agents hold and whose customer last acted before a moment, with what a warning about their
    /// windows needs; at most `limit`, those that acted longest ago first.
    fn held_threads(
        &self,
        ctx: &TenantCtx,
        acted_before: Timestamp,
        limit: u32,
    ) -> Result<Vec<HeldThread>, StoreError>;
    /// Whether an agent holds or held an interaction of this thread, or one rings at them.
    fn agent_knows_thread(
        &self,
        ctx: &TenantCtx,
        thread: ThreadId,
        agent: UserId,
    ) -> Result<bool, StoreError>;
}

/// Writes threads.
pub trait ThreadsWrite: ThreadsRead {
    /// Makes a thread.
    fn insert_thread(&mut self, ctx: &TenantCtx, thread: &ThreadRow) -> Result<(), StoreError>;
    /// Says which interaction is open for the customer.
    fn set_open_interaction(
        &mut self,
        ctx: &TenantCtx,
        id: ThreadId,
        interaction: Option<InteractionId>,
    ) -> Result<(), StoreError>;
    /// The customer acted: the reply window counts from `at`, unless it counts from later already.
    /// Returns whether something changed.
    fn open_window(&mut self, ctx: &TenantCtx, id: ThreadId, at: Timestamp) -> Result<bool, StoreError>;
    /// Moves the watermarks; they only move forward.
    fn raise_watermarks(
        &mut self,
        ctx: &TenantCtx,
        id: ThreadId,
        delivered: Timestamp,
        read: Timestamp,
    ) -> Result<(), StoreError>;
    /// The platform called the free reply window closed that our clock holds open after the act of `acted`.
    fn note_free_refused(
        &mut self,
        ctx: &TenantCtx,
        id: ThreadId,
        acted: Option<Timestamp>,
    ) -> Result<(), StoreError>;
    /// People were warned about this end of the window.
    fn note_window_warned(&mut self, ctx: &TenantCtx, id: ThreadId, end: Timestamp)
    -> Result<(), StoreError>;
    /// Who holds it at the platform, since when.
    fn set_owner(
        &mut self,
        ctx: &TenantCtx,
        id: ThreadId,
        owner: Option<(&Owner, Timestamp)>,
    ) -> Result<(), StoreError>;
    /// How the customer last arrived.
    fn set_came_from(&mut self, ctx: &TenantCtx, id: ThreadId, from: &CameFrom) -> Result<(), StoreError>;
}
