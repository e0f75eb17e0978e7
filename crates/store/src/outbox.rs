//! Work that must reach a platform: written with the message, claimed under a lease, settled under a fence.
//!
//! Of each thread only the *head* may be claimed: the oldest row that is not settled. The store keeps the head marked
//! and allows one per thread, so two parts of one conversation can never be under way at the same time.

use parlance_core::{
    AccountId, ApprovedTemplateId, AttachmentId, MessageId, OutboxId, PermissionId, TenantCtx, TenantId,
    ThreadId, Timestamp, approved::ApprovedCall, rich::Rich,
};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;

/// Where one part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutboxState {
    /// Waits for its turn.
    Queued,
    /// Claimed; a call is under way until the lease ends.
    Sending,
    /// The call may have reached the platform.
    Uncertain,
    /// The platform has it.
    Sent,
    /// The platform said no, for good.
    Failed,
    /// Deleted by a person before it was sent.
    Cancelled,
}

impl OutboxState {
    /// Whether later parts of the thread must wait for it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Sending | Self::Uncertain)
    }
}

/// What the platform said of a sent part. The order is the order of progress.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Receipt {
    /// Nothing yet.
    #[default]
    None,
    /// It reached the customer's device.
    Delivered,
    /// The customer has seen it.
    Read,
}

/// What one part sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OutboxPayload {
    /// Text within the channel's limit.
    Text {
        /// The text.
        text: String,
    },
    /// A stored file.
    Attachment {
        /// The file.
        attachment_id: AttachmentId,
    },
    /// A rich message, within the channel's limits.
    Rich {
        /// The message.
        content: Rich,
    },
    /// A template that the platform has approved, filled in.
    Approved {
        /// The template: whether it may still be sent is looked up when it goes out.
        template_id: ApprovedTemplateId,
        /// What is sent.
        call: ApprovedCall,
    },
    /// The one private answer to a comment.
    PrivateReply {
        /// The comment at the platform.
        comment_id: String,
        /// The text, within the channel's limit.
        text: String,
    },
    /// An answer under a post, for everybody to see.
    PublicReply {
        /// The comment at the platform.
        comment_id: String,
        /// The text, within the channel's limit.
        text: String,
    },
}

impl OutboxPayload {
    /// The comment it answers.
    #[must_use]
    pub fn comment_id(&self) -> Option<&str> {
        match self {
            Self::PrivateReply { comment_id, .. } | Self::PublicReply { comment_id, .. } => Some(comment_id),
            Self::Text { .. } | Self::Attachment { .. } | Self::Rich { .. } | Self::Approved { .. } => None,
        }
    }

    /// It stands under a post: nobody tells who has received or seen it.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        matches!(self, Self::PublicReply { .. })
    }
}

/// A part to be sent.
#[derive(Debug, Clone)]
pub struct OutboxRow {
    /// Its number: the order of sending within a thread. Given by the store.
    pub no: i64,
    /// The tenant.
    pub tenant: TenantId,
    /// Id; also the `metadata` that the platform gives back in the echo.
    pub id: OutboxId,
    /// The account.
    pub account_id: AccountId,
    /// The thread.
    pub thread_id: ThreadId,
    /// The message it is part of.
    pub message_id: MessageId,
    /// Its place among the parts of the message.
    pub part: u32,
    /// What to send.
    pub payload: OutboxPayload,
    /// The platform's id of the message it quotes.
    pub reply_to: Option<String>,
    /// The customer's permission to be notified that it may go out by.
    pub permission: Option<PermissionId>,
    /// Where it stands.
    pub state: OutboxState,
    /// What the platform said of it since.
    pub receipt: Receipt,
    /// The platform's message id, once known.
    pub provider_id: Option<String>,
    /// The platform's time of it, from its echo.
    pub provider_at: Option<Timestamp>,
    /// Stored as sent at, our clock.
    pub sent_at: Option<Timestamp>,
    /// Claims so far.
    pub attempts: u32,
    /// Queued: not before. Sending: the lease ends. Uncertain: the echo is waited for until.
    pub due_at: Timestamp,
    /// Grows with each claim; every later write checks it.
    pub fence: i64,
    /// It was sent again after an uncertain try.
    pub possible_duplicate: bool,
    /// Stored at, UTC.
    pub created_at: Timestamp,
}

/// A part to store.
#[derive(Debug, Clone)]
pub struct NewOutbox {
    /// Id.
    pub id: OutboxId,
    /// The account.
    pub account_id: AccountId,
    /// The thread.
    pub thread_id: ThreadId,
    /// The message it is part of.
    pub message_id: MessageId,
    /// Its place among the parts of the message.
    pub part: u32,
    /// What to send.
    pub payload: OutboxPayload,
    /// The platform's id of the message it quotes.
    pub reply_to: Option<String>,
    /// The customer's permission to be notified that it may go out by.
    pub permission: Option<PermissionId>,
    /// Not before.
    pub due_at: Timestamp,
    /// Now.
    pub created_at: Timestamp,
}

/// Reads the outbox.
pub trait OutboxRead {
    /// Tenants of the installation that have heads due.
    fn tenants_with_due_outbox(&self, now: Timestamp) -> Result<Vec<TenantId>, StoreError>;
    /// When the next head of the installation becomes due.
    fn next_outbox_due(&self) -> Result<Option<Timestamp>, StoreError>;
    /// Heads that are due, longest due first.
    fn due_outbox(&self, ctx: &TenantCtx, now: Timestamp, limit: u32) -> Result<Vec<OutboxRow>, StoreError>;
    /// One part.
    fn outbox(&self, ctx: &TenantCtx, id: OutboxId) -> Result<Option<OutboxRow>, StoreError>;
    /// The part that the platform knows by this id.
    fn outbox_by_provider(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        provider_id: &str,
    ) -> Result<Option<OutboxRow>, StoreError>;
    /// The parts of a message, in order.
    fn outbox_of_message(&self, ctx: &TenantCtx, message: MessageId) -> Result<Vec<OutboxRow>, StoreError>;
    /// Parts of the tenant that are not settled, with a number above `after`, in order.
    fn open_outbox(&self, ctx: &TenantCtx, after: i64, limit: u32) -> Result<Vec<OutboxRow>, StoreError>;
    /// How many parts of an account are not settled.
    fn count_open_outbox(&self, ctx: &TenantCtx, account: AccountId) -> Result<u64, StoreError>;
}

/// Writes the outbox.
pub trait OutboxWrite: OutboxRead {
    /// Stores a part.
    fn insert_outbox(&mut self, ctx: &TenantCtx, part: &NewOutbox) -> Result<(), StoreError>;
    /// Writes what can change of a part, if its fence is still `expected_fence`; `false` when somebody else has it.
    /// Marks the thread's next head when this one is settled, or put back.
    fn save_outbox(
        &mut self,
        ctx: &TenantCtx,
        part: &OutboxRow,
        expected_fence: i64,
    ) -> Result<bool, StoreError>;
    /// Sent parts of a thread, at or before a moment of the platform's clock, whose receipt is older than `to`:
    /// moves them there and returns their messages.
    fn raise_receipts(
        &mut self,
        ctx: &TenantCtx,
        thread: ThreadId,
        until: Timestamp,
        to: Receipt,
    ) -> Result<Vec<MessageId>, StoreError>;
    /// Moves the heads of an account that are queued to another moment; returns how many.
    fn reschedule_account(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        due_at: Timestamp,
    ) -> Result<u64, StoreError>;
    /// Messages of an account with parts that are still queued.
    fn queued_messages_of_account(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        limit: u32,
    ) -> Result<Vec<MessageId>, StoreError>;
}
