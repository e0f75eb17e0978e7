//! What was said before an account was linked, or while nobody could be told.

use parlance_core::{Timestamp, message::Part};

use crate::{account::AccountValues, call::BoxFuture, send_error::SendError};

/// A platform that tells past conversations. Presence is the capability.
pub trait History: Send + Sync {
    /// One page of conversations, those with the newest messages first. `after` is what the page before gave.
    fn threads<'a>(
        &'a self,
        account: &'a AccountValues,
        after: Option<&'a str>,
    ) -> BoxFuture<'a, Result<PastThreads, SendError>>;

    /// Pause between two of these calls for one account, milliseconds.
    fn pause_ms(&self) -> i64;
}

/// A page of conversations.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PastThreads {
    /// The conversations, each with its newest messages.
    pub threads: Vec<PastThread>,
    /// Asks for the next page; absent on the last.
    pub next: Option<String>,
}

/// A conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct PastThread {
    /// The customer at the platform, as in `InboundEvent::customer_id`.
    pub customer_id: String,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// Of the newest message; may be unknown.
    pub updated_at: Option<Timestamp>,
    /// The newest ones that the platform still tells, newest first.
    pub messages: Vec<PastMessage>,
}

/// A message of the past.
#[derive(Debug, Clone, PartialEq)]
pub struct PastMessage {
    /// The platform's id, the same as in events.
    pub provider_id: String,
    /// When, by the platform's clock.
    pub at: Timestamp,
    /// The account wrote it, not the customer.
    pub from_account: bool,
    /// What it says; never empty.
    pub parts: Vec<Part>,
    /// The platform's id of the message that it quotes.
    pub reply_to: Option<String>,
}
