//! Customers.

use parlance_core::{AttachmentId, ContactId, TenantCtx, Timestamp};
use parlance_words::Query;

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

/// What customers are searched by.
#[derive(Debug, Clone, Default)]
pub struct ContactFilter {
    /// Words of name, mail, phone or company, each as a beginning, without case and accents. None: all customers.
    pub words: Option<Query>,
    /// Or: exactly this address at an account.
    pub address: Option<String>,
    /// Where the page before ended.
    pub after: Option<ContactsAfter>,
    /// At most so many rows.
    pub limit: u32,
}

/// A page of customers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContactPage {
    /// Rows, newest first.
    pub rows: Vec<ContactRow>,
    /// Where the next page begins; none: nothing is left. The page may have room and still go on: the work for one is
    /// bounded.
    pub next: Option<ContactsAfter>,
}

/// Reads customers.
pub trait ContactsRead {
    /// One customer.
    fn contact(&self, ctx: &TenantCtx, id: ContactId) -> Result<Option<ContactRow>, StoreError>;
    /// Customers that a filter names.
    fn search_contacts(&self, ctx: &TenantCtx, filter: &ContactFilter) -> Result<ContactPage, StoreError>;
}

/// Writes customers.
pub trait ContactsWrite: ContactsRead {
    /// Makes a customer.
    fn insert_contact(&mut self, ctx: &TenantCtx, contact: &ContactRow) -> Result<(), StoreError>;
    /// Writes every value of a customer and raises the version; returns the new one.
    fn save_contact(&mut self, ctx: &TenantCtx, contact: &ContactRow) -> Result<i64, StoreError>;
}

impl ContactRow {
    /// What a search finds the customer by: names, mail, phone (also its digits without spaces), company.
    #[must_use]
    pub fn searched_text(&self) -> String {
        let digits: String = self
            .phone
            .iter()
            .flat_map(|phone| phone.chars())
            .filter(char::is_ascii_digit)
            .collect();
        let texts = [
            &self.first_name,
            &self.last_name,
            &self.profile_name,
            &self.email,
            &self.phone,
            &self.company,
        ];
        let texts: Vec<&str> = texts
            .into_iter()
            .flatten()
            .map(String::as_str)
            .chain([digits.as_str()])
            .collect();
        texts.join("\n")
    }
}
