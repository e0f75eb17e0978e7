//! Customers.

use parlance_core::{
    AttachmentId, ContactId, TenantCtx, Timestamp,
    contact::{Block, ContactMore},
};
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
    /// Further addresses, numbers and the tenant's own fields.
    pub more: ContactMore,
    /// What they write is kept, and nobody is asked to answer it; may be over.
    pub blocked: Option<Block>,
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
    /// Keys of the tenant's own fields by whose words nobody is found.
    pub unsearched: Vec<String>,
    /// Only those who are blocked at this moment.
    pub blocked_at: Option<Timestamp>,
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
    /// A customer of whom nothing is known yet.
    #[must_use]
    pub fn blank(id: ContactId, created_at: Timestamp) -> Self {
        Self {
            id,
            first_name: None,
            last_name: None,
            profile_name: None,
            email: None,
            phone: None,
            language: None,
            company: None,
            notes: String::new(),
            picture_id: None,
            created_at,
            version: 1,
            more: ContactMore::default(),
            blocked: None,
        }
    }

    /// Every mail address, the main one first.
    pub fn emails(&self) -> impl Iterator<Item = &String> {
        self.email.iter().chain(&self.more.emails)
    }

    /// Every phone number, the main one first.
    pub fn phones(&self) -> impl Iterator<Item = &String> {
        self.phone.iter().chain(&self.more.phones)
    }

    /// Everything that a search may find the customer by: names, mail, phones (also their digits without spaces),
    /// company, the tenant's own fields.
    #[must_use]
    pub fn searched_text(&self) -> String {
        self.searched_text_without(&[])
    }

    /// The same without some of the tenant's own fields.
    #[must_use]
    pub fn searched_text_without(&self, unsearched: &[String]) -> String {
        let digits: Vec<String> = self
            .phones()
            .map(|phone| phone.chars().filter(char::is_ascii_digit).collect())
            .collect();
        let names = [
            &self.first_name,
            &self.last_name,
            &self.profile_name,
            &self.company,
        ];
        let fields = self
            .more
            .fields
            .iter()
            .filter(|(key, _)| !unsearched.contains(key))
            .map(|(_, value)| value);
        let texts: Vec<&str> = names
            .into_iter()
            .flatten()
            .chain(self.emails())
            .chain(self.phones())
            .chain(&digits)
            .chain(fields)
            .map(String::as_str)
            .collect();
        texts.join("\n")
    }

    /// Whether what they write now opens nothing.
    #[must_use]
    pub fn is_blocked(&self, now: Timestamp) -> bool {
        self.blocked.as_ref().is_some_and(|block| block.holds(now))
    }
}
