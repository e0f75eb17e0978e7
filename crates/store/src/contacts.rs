//! Customers.

use parlance_core::{AttachmentId, ContactId, TenantCtx, Timestamp};

use crate::error::StoreError;

/// A stored customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRow {
    /// Id.
    pub id: ContactId,
    /// Given name, as an agent wrote it.
    pub first_name: Option<String>,
    /// Family name, as an agent wrote it.
    pub last_name: Option<String>,
    /// What the platform says; agents' words win.
    pub profile_name: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Phone number as written.
    pub phone: Option<String>,
    /// Language.
    pub language: Option<String>,
    /// Company.
    pub company: Option<String>,
    /// Notes for colleagues.
    pub notes: String,
    /// Picture.
    pub picture_id: Option<AttachmentId>,
    /// First seen at, UTC.
    pub created_at: Timestamp,
    /// Grows with each change.
    pub version: i64,
}

/// Where a page of a contact search goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContactsAfter {
    /// First seen at, of the last row shown.
    pub created_at: Timestamp,
    /// Its id.
    pub id: ContactId,
}

/// Reads customers.
pub trait ContactsRead {
    /// One customer.
    fn contact(&self, ctx: &TenantCtx, id: ContactId) -> Result<Option<ContactRow>, StoreError>;
    /// Customers in whose name, mail, phone, company or address every given word occurs (without case), newest
    /// first. No words: all.
    fn search_contacts(
        &self,
        ctx: &TenantCtx,
        words: &[String],
        after: Option<ContactsAfter>,
        limit: u32,
    ) -> Result<Vec<ContactRow>, StoreError>;
}

/// Writes customers.
pub trait ContactsWrite: ContactsRead {
    /// Makes a customer.
    fn insert_contact(&mut self, ctx: &TenantCtx, contact: &ContactRow) -> Result<(), StoreError>;
    /// Writes every value of a customer and raises the version; returns the new one.
    fn save_contact(&mut self, ctx: &TenantCtx, contact: &ContactRow) -> Result<i64, StoreError>;
}
