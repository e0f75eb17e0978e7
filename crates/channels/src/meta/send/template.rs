//! Templates of the Send API (`message.attachment.type = "template"`). Names are Meta's.

use serde::Serialize;

#[derive(Debug, Serialize)]
#[serde(tag = "template_type", rename_all = "snake_case")]
pub(crate) enum Template<'a> {
    Generic { elements: Vec<Element<'a>> },
    Button { text: &'a str, buttons: Vec<Button<'a>> },
    Media { elements: [MediaElement<'a>; 1] },
    ImageGrid { elements: [GridElement<'a>; 1] },
    CustomerInformation(CustomerInformation<'a>),
    Receipt(Receipt<'a>),
    Coupon(Coupon<'a>),
    CustomerFeedback(CustomerFeedback<'a>),
    NotificationMessages(NotificationRequest<'a>),
}

#[derive(Debug, Serialize)]
pub(crate) struct Element<'a> {
    pub title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub subtitle: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub image_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_action: Option<DefaultAction<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button<'a>>,
}

/// A `web_url` button without a title.
#[derive(Debug, Serialize)]
pub(crate) struct DefaultAction<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub url: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Button<'a> {
    WebUrl { title: &'a str, url: &'a str },
    Postback { title: &'a str, payload: &'a str },
    PhoneNumber { title: &'a str, payload: &'a str },
}

#[derive(Debug, Serialize)]
pub(crate) struct MediaElement<'a> {
    pub media_type: &'static str,
    pub attachment_id: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button<'a>>,
}

#[derive(Debug, Serialize)]
pub(crate) struct GridElement<'a> {
    pub images: Vec<GridImage<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub subtitle: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button<'a>>,
}

#[derive(Debug, Serialize)]
pub(crate) struct GridImage<'a> {
    pub url: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_hero_image: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<DefaultAction<'a>>,
}

#[derive(Debug, Serialize)]
pub(crate) struct CustomerInformation<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub countries: &'a [String],
    pub business_privacy: BusinessPrivacy<'a>,
    pub expires_in_days: u32,
}

#[derive(Debug, Serialize)]
pub(crate) struct Receipt<'a> {
    pub recipient_name: &'a str,
    pub order_number: &'a str,
    pub currency: &'a str,
    pub payment_method: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elements: Vec<ReceiptElement<'a>>,
    pub summary: Summary,
}

#[derive(Debug, Serialize)]
pub(crate) struct ReceiptElement<'a> {
    pub title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub subtitle: &'a str,
    pub quantity: u32,
    pub price: f64,
    pub currency: &'a str,
}

#[derive(Debug, Serialize)]
pub(crate) struct Summary {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtotal: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_cost: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_tax: Option<f64>,
    pub total_cost: f64,
}

#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are the platform's")]
pub(crate) struct Coupon<'a> {
    pub title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub subtitle: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub coupon_code: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub coupon_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub image_url: &'a str,
}

#[derive(Debug, Serialize)]
pub(crate) struct CustomerFeedback<'a> {
    pub title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub subtitle: &'a str,
    pub button_title: &'a str,
    pub feedback_screens: [FeedbackScreen<'a>; 1],
    pub business_privacy: BusinessPrivacy<'a>,
    pub expires_in_days: u32,
}

#[derive(Debug, Serialize)]
pub(crate) struct FeedbackScreen<'a> {
    pub questions: [Question<'a>; 1],
}

#[derive(Debug, Serialize)]
pub(crate) struct Question<'a> {
    pub id: &'static str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub title: &'a str,
    pub score_label: &'static str,
    pub score_option: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<FollowUp>,
}

#[derive(Debug, Serialize)]
pub(crate) struct FollowUp {
    #[serde(rename = "type")]
    pub kind: &'static str,
}

#[derive(Debug, Serialize)]
pub(crate) struct BusinessPrivacy<'a> {
    pub url: &'a str,
}

#[derive(Debug, Serialize)]
pub(crate) struct NotificationRequest<'a> {
    pub title: &'a str,
    pub payload: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub image_url: &'a str,
    pub notification_messages_cta_text: &'static str,
}
