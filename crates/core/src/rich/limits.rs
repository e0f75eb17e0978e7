//! What a channel takes of rich messages. Lengths count UTF-16 units, as a browser's `length` does: never fewer than
//! characters, so a text that fits here fits by any count.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a channel takes of rich messages; kinds that are absent cannot be sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RichLimits {
    /// Longest label of a button.
    pub button_title: u32,
    /// Most buttons of one message or card.
    pub buttons_max: u32,
    /// Longest payload of a button or an offered answer.
    pub payload: u32,
    /// Longest address.
    pub url: u32,
    /// A text with offered answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices: Option<ChoicesLimits>,
    /// A text with buttons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buttons: Option<TextLimits>,
    /// Cards side by side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carousel: Option<CarouselLimits>,
    /// A picture or film with buttons.
    #[serde(default)]
    pub media: bool,
    /// Pictures in a grid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid: Option<GridLimits>,
    /// A receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<ReceiptLimits>,
    /// A coupon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coupon: Option<CouponLimits>,
    /// A question about how it went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<FeedbackLimits>,
    /// The question for an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<AddressLimits>,
    /// The question whether the customer may be notified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notify: Option<NotifyLimits>,
}

/// Limits of a text with offered answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChoicesLimits {
    /// Longest text.
    pub text: u32,
    /// Most answers.
    pub replies: u32,
    /// Longest title of an answer.
    pub title: u32,
    /// The customer's own phone number and e-mail address can be asked for.
    pub contact_details: bool,
}

/// Limits of a text with buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TextLimits {
    /// Longest text.
    pub text: u32,
}

/// Limits of cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CarouselLimits {
    /// Most cards.
    pub cards: u32,
    /// Longest title.
    pub title: u32,
    /// Longest line below it.
    pub subtitle: u32,
}

/// Limits of a grid of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GridLimits {
    /// Fewest pictures.
    pub pictures_least: u32,
    /// Most pictures.
    pub pictures: u32,
    /// Longest title.
    pub title: u32,
    /// Longest line below it.
    pub subtitle: u32,
}

/// Limits of the question for an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AddressLimits {
    /// It can be answered for so many days at most.
    pub days: u32,
}

/// Limits of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReceiptLimits {
    /// Most lines.
    pub items: u32,
}

/// Limits of a coupon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CouponLimits {
    /// Longest title.
    pub title: u32,
    /// Longest line below it.
    pub subtitle: u32,
}

/// Limits of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeedbackLimits {
    /// Longest title.
    pub title: u32,
    /// Longest line below it.
    pub subtitle: u32,
    /// Longest label of the button.
    pub button: u32,
    /// It can be answered for so many days at most.
    pub days: u32,
}

/// Limits of the question whether the customer may be notified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotifyLimits {
    /// Longest topic.
    pub title: u32,
}
