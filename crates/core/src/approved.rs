//! Messages whose words the platform approves beforehand, and which then may go out at any time.
//!
//! A template has places to be filled: `{{1}}`, `{{2}}`, … or names, `{{order_number}}`. The platform reviews the words
//! around them; only what stands in the places differs from one customer to the next.

mod check;
mod places;

pub use check::check;
pub use places::{Place, Slot, Value, fill, named, slots, tidied};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::rich::{Button, ButtonAction};

/// What the platform says of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// It is still being looked at.
    Pending,
    /// It may be sent.
    Approved,
    /// It was refused.
    Rejected,
    /// It may not be sent for a while.
    Paused,
    /// It may not be sent any more.
    Disabled,
}

impl ReviewState {
    /// Stable word for storage.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            ReviewState::Pending => "pending",
            ReviewState::Approved => "approved",
            ReviewState::Rejected => "rejected",
            ReviewState::Paused => "paused",
            ReviewState::Disabled => "disabled",
        }
    }
}

/// The words of a template.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApprovedContent {
    /// The line above; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub header: String,
    /// The text.
    pub body: String,
    /// Buttons below it; an address or a payload may end with a place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button>,
}

impl ApprovedContent {
    /// The words a person would look for.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        let titles = self.buttons.iter().map(|button| button.title.as_str());
        let words = [self.header.as_str(), self.body.as_str()]
            .into_iter()
            .chain(titles);
        words.filter(|words| !words.is_empty()).collect()
    }
}

/// How much a channel's templates may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApprovedLimits {
    /// Longest name.
    pub name: u32,
    /// Longest line above.
    pub header: u32,
    /// Longest text.
    pub body: u32,
    /// Most buttons.
    pub buttons: u32,
    /// Longest label of a button.
    pub button_title: u32,
}

/// What a customer got: a template with its places filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApprovedMessage {
    /// Name of the template at the platform.
    pub template: String,
    /// Its language, in the platform's word (`en_US`).
    pub language: String,
    /// The filled words.
    #[serde(flatten)]
    pub content: ApprovedContent,
}

/// What is sent: which template, and what stands in its places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovedCall {
    /// Name of the template at the platform.
    pub template: String,
    /// Its language, in the platform's word.
    pub language: String,
    /// Its places have names, not numbers.
    pub named: bool,
    /// What stands in each place, in the template's order.
    pub values: Vec<Value>,
}

/// The text of a button in which a place may stand.
pub(crate) const fn target(button: &Button) -> Option<&String> {
    match &button.action {
        ButtonAction::Link { url } => Some(url),
        ButtonAction::Postback { payload } => Some(payload),
        ButtonAction::Call { .. } => None,
    }
}
