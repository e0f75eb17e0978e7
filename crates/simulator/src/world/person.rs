//! Customers and their phones.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What `GET /{psid}` answers about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProfileAccess {
    /// Name and picture.
    #[default]
    Visible,
    /// An empty object, as the page documents it.
    Empty,
    /// 100/33, as it happens in practice.
    NoAccess,
    /// 100/2018218, an account made with a phone number only.
    PhoneOnly,
}

/// Whether a page's message can reach the person at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reachability {
    #[default]
    Reachable,
    /// 551/1545041: blocked the page, or the account is gone.
    Blocked,
    /// 10/2018108: cannot receive messages now.
    Unavailable,
}

/// How a person uses their phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Phone {
    /// Sends read receipts by itself; otherwise only when the chat is looked at or answered.
    pub reads_at_once: bool,
    pub shows_typing: bool,
    /// Nothing is delivered and nothing leaves the phone.
    pub no_signal: bool,
}

impl Default for Phone {
    fn default() -> Self {
        Self {
            reads_at_once: true,
            shows_typing: true,
            no_signal: false,
        }
    }
}

/// A person who writes to pages.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Person {
    pub id: u64,
    pub first_name: String,
    pub last_name: String,
    /// Such as `en_US`.
    pub locale: String,
    /// Hours from UTC.
    pub timezone: i32,
    pub gender: Option<String>,
    /// Which of the drawn faces is the profile picture.
    pub face: u32,
    pub profile: ProfileAccess,
    pub reach: Reachability,
    pub phone: Phone,
    /// Holds a role on the apps: seen by apps in development mode.
    pub has_role: bool,
    /// Page-scoped ids by page.
    pub psids: BTreeMap<String, String>,
    /// The crowd this person came with.
    pub crowd: Option<u64>,
}

impl Person {
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
            .trim()
            .to_owned()
    }
}
