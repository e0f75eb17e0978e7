//! Who a customer is, as far as the platform tells.

use crate::send_error::SendError;

/// A customer's name and picture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// Full name.
    pub name: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Expiring address of the picture: fetch it through the media class soon, never hand it to a browser.
    pub picture_url: Option<String>,
}

/// The answer to a question for a profile. None of them may hold up a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileAnswer {
    /// Here it is; at least one value is there.
    Found(Profile),
    /// The platform does not tell (phone-only account, no access): carry on without, do not ask again soon.
    NotAvailable,
    /// No answer now; ask again later when the error's kind says so.
    Failed(SendError),
}
