//! What customers did beside writing: how they arrived, and what they may be notified about.

use parlance_core::{ArrivalId, ContactId, MessageId, PermissionId, TenantCtx, ThreadId, Timestamp};

use crate::error::StoreError;

/// One arrival of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivalRow {
    /// Id.
    pub id: ArrivalId,
    /// The conversation.
    pub thread_id: ThreadId,
    /// The customer.
    pub contact_id: ContactId,
    /// The line in the transcript that tells it, and holds the picture.
    pub message_id: MessageId,
    /// When, by the platform's clock.
    pub at: Timestamp,
    /// `ad`, `link`, `plugin`, `shop`.
    pub source: String,
    /// Title of the advertisement.
    pub title: Option<String>,
    /// The reference in the link or advertisement: names the campaign.
    pub reference: Option<String>,
    /// The advertisement at the platform.
    pub ad_id: Option<String>,
    /// The post it advertises.
    pub post_id: Option<String>,
    /// The shop product.
    pub product_id: Option<String>,
    /// Where the link stood.
    pub site: Option<String>,
}

/// A customer's permission to be notified about a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermissionRow {
    /// Id.
    pub id: PermissionId,
    /// The conversation.
    pub thread_id: ThreadId,
    /// The customer.
    pub contact_id: ContactId,
    /// About what, in words.
    pub topic: String,
    /// How often, in the platform's word.
    pub frequency: Option<String>,
    /// The platform's token, sealed.
    pub token: String,
    /// SHA-256 of the token: the same permission is kept once.
    pub digest: [u8; 32],
    /// Ends at.
    pub expires_at: Option<Timestamp>,
    /// The customer stopped it at.
    pub stopped_at: Option<Timestamp>,
    /// Given at, by the platform's clock.
    pub given_at: Timestamp,
    /// Last changed at, by the platform's clock: what is older changes nothing.
    pub changed_at: Timestamp,
    /// The newest message that goes out by it.
    pub used_by: Option<MessageId>,
    /// That message was made at, by our clock.
    pub used_at: Option<Timestamp>,
    /// The one before it was made at: holds again when the newest is given up.
    pub used_before: Option<Timestamp>,
}

/// Reads what customers did.
pub trait CustomerActsRead {
    /// A customer's arrivals, newest first.
    fn arrivals_of_contact(
        &self,
        ctx: &TenantCtx,
        contact: ContactId,
        limit: u32,
    ) -> Result<Vec<ArrivalRow>, StoreError>;
    /// A customer's permissions, also stopped ones, newest first, at most 50.
    fn permissions_of_contact(
        &self,
        ctx: &TenantCtx,
        contact: ContactId,
    ) -> Result<Vec<PermissionRow>, StoreError>;
    /// One permission.
    fn permission(&self, ctx: &TenantCtx, id: PermissionId) -> Result<Option<PermissionRow>, StoreError>;
    /// The permission with this token.
    fn permission_by_digest(
        &self,
        ctx: &TenantCtx,
        thread: ThreadId,
        digest: &[u8; 32],
    ) -> Result<Option<PermissionRow>, StoreError>;
}

/// Writes what customers did.
pub trait CustomerActsWrite: CustomerActsRead {
    /// Stores an arrival.
    fn insert_arrival(&mut self, ctx: &TenantCtx, row: &ArrivalRow) -> Result<(), StoreError>;
    /// Stores a permission, or changes the one with the same token.
    fn save_permission(&mut self, ctx: &TenantCtx, row: &PermissionRow) -> Result<(), StoreError>;
}
