//! Messages richer than text, named without any platform: choices, buttons, cards, receipts, coupons, questions.
//!
//! What a channel takes of them, and how long each text may be, is in its [`RichLimits`]; [`check`] says in sentences
//! what is wrong, by the path of the field.

mod address;
mod check;
mod grid;
mod limits;
mod visit;

pub use address::AddressRequest;
pub use check::{Fault, check};
pub use grid::{Grid, GridPicture};
pub use limits::{
    AddressLimits, CarouselLimits, ChoicesLimits, CouponLimits, FeedbackLimits, GridLimits, NotifyLimits,
    ReceiptLimits, RichLimits, TextLimits,
};
pub use visit::Use;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::AttachmentId;

/// What an uploaded picture is named with, where else an address stands.
const FILE: &str = "attachment:";

/// The uploaded picture that stands in place of an address, such as `attachment:att_…`.
#[must_use]
pub fn file_of(address: &str) -> Option<AttachmentId> {
    address.strip_prefix(FILE)?.parse().ok()
}

/// A rich message. The kinds are ours; each channel maps them to its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "rich", rename_all = "snake_case", deny_unknown_fields)]
pub enum Rich {
    /// A text with answers to tap below it; they vanish after the next message.
    Choices {
        /// The text.
        text: String,
        /// The answers.
        replies: Vec<QuickReply>,
    },
    /// A text with buttons that stay.
    Buttons {
        /// The text.
        text: String,
        /// The buttons.
        buttons: Vec<Button>,
    },
    /// Cards side by side, to be swiped.
    Carousel {
        /// The cards.
        cards: Vec<Card>,
    },
    /// A picture or film with buttons below it.
    Media {
        /// The stored file.
        attachment_id: AttachmentId,
        /// It is a film, not a picture.
        #[serde(default, skip_serializing_if = "is_false")]
        video: bool,
        /// The buttons; may be none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        buttons: Vec<Button>,
    },
    /// Pictures in a grid.
    Grid(Grid),
    /// A confirmation of an order.
    Receipt(Receipt),
    /// A discount.
    Coupon(Coupon),
    /// One question about how it went.
    Feedback(Feedback),
    /// Asks where something is to be sent.
    Address(AddressRequest),
    /// Asks whether the customer may be notified about something.
    Notify(NotifyRequest),
}

/// What an offered answer asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReplyKind {
    /// Its title.
    #[default]
    Text,
    /// The customer's own phone number, filled in by the platform.
    Phone,
    /// The customer's own e-mail address, filled in by the platform.
    Email,
}

/// An answer the customer can tap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuickReply {
    /// What it asks for.
    #[serde(default)]
    pub kind: ReplyKind,
    /// What the customer sees; empty unless `kind` is `text`.
    #[serde(default)]
    pub title: String,
    /// What comes back. Absent or empty: the title.
    #[serde(default)]
    pub payload: String,
}

/// What a button does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "does", rename_all = "snake_case", deny_unknown_fields)]
pub enum ButtonAction {
    /// Opens an address.
    Link {
        /// The address, http or https.
        url: String,
    },
    /// Comes back to us as a tap.
    Postback {
        /// What comes back. Absent or empty: the button's title, with the title of its card before it.
        #[serde(default)]
        payload: String,
    },
    /// Calls a number.
    Call {
        /// The number with its country, such as `+4720123456`.
        number: String,
    },
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Button {
    /// Its label.
    pub title: String,
    /// What it does.
    #[serde(flatten)]
    pub action: ButtonAction,
}

/// A card of a carousel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Its title.
    pub title: String,
    /// The line below.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subtitle: String,
    /// Public https address of its picture; the platform fetches it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub image_url: String,
    /// Address that a tap on the card opens.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub link: String,
    /// Its buttons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button>,
}

/// A confirmation of an order. Amounts are decimal numbers as text: `12.50`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Who ordered.
    pub recipient_name: String,
    /// Number of the order, unique.
    pub order_number: String,
    /// Three capital letters, such as `EUR`.
    pub currency: String,
    /// How it was paid, such as `Visa 1234`.
    pub payment_method: String,
    /// What was ordered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ReceiptItem>,
    /// Before shipping and tax; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subtotal: String,
    /// Cost of shipping; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shipping: String,
    /// Tax; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tax: String,
    /// What was paid in all.
    pub total: String,
}

/// A line of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptItem {
    /// What it is.
    pub title: String,
    /// The line below.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subtitle: String,
    /// How many.
    #[serde(default = "one")]
    pub quantity: u32,
    /// Price of all of them.
    pub price: String,
}

const fn one() -> u32 {
    1
}

/// A discount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Coupon {
    /// Its title.
    pub title: String,
    /// The line below.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subtitle: String,
    /// The code, without spaces; may be empty when there is an address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Where it is used; may be empty when there is a code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Public https address of its picture.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub image_url: String,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// How satisfied: 1 to 5.
    Csat,
    /// How likely to recommend: 0 to 10.
    Nps,
    /// How easy it was: 1 to 7.
    Ces,
}

/// One question about how it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Title of the card.
    pub title: String,
    /// The line below.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subtitle: String,
    /// Label of the button that opens the question.
    pub button: String,
    /// The question itself.
    pub question: String,
    /// How it is answered.
    pub scale: Scale,
    /// The customer may add words.
    #[serde(default, skip_serializing_if = "is_false")]
    pub comment: bool,
    /// Address of the privacy policy that holds for the answer.
    pub privacy_url: String,
    /// It can be answered for so many days.
    #[serde(default = "one")]
    pub days: u32,
}

/// Asks whether the customer may be notified about something, later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotifyRequest {
    /// About what, as the customer reads it.
    pub title: String,
    /// What comes back with the permission. Absent or empty: the title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub payload: String,
    /// Public https address of its picture.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub image_url: String,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
const fn is_false(value: &bool) -> bool {
    !*value
}

impl Rich {
    /// Stable word of the kind.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Rich::Choices { .. } => "choices",
            Rich::Buttons { .. } => "buttons",
            Rich::Carousel { .. } => "carousel",
            Rich::Media { .. } => "media",
            Rich::Grid(_) => "grid",
            Rich::Receipt(_) => "receipt",
            Rich::Coupon(_) => "coupon",
            Rich::Feedback(_) => "feedback",
            Rich::Address(_) => "address",
            Rich::Notify(_) => "notify",
        }
    }

    /// The line that a list shows for it.
    #[must_use]
    pub fn preview(&self) -> String {
        match self {
            Rich::Choices { text, .. } | Rich::Buttons { text, .. } => text.clone(),
            Rich::Carousel { cards } => {
                let titles: Vec<&str> = cards.iter().map(|card| card.title.as_str()).collect();
                titles.join(" · ")
            }
            Rich::Media { video: true, .. } => "[video]".into(),
            Rich::Media { .. } => "[image]".into(),
            Rich::Grid(grid) if grid.title.is_empty() => "[image]".into(),
            Rich::Grid(grid) => grid.title.clone(),
            Rich::Address(_) => "[address]".into(),
            Rich::Receipt(receipt) => receipt.order_number.clone(),
            Rich::Coupon(coupon) => coupon.title.clone(),
            Rich::Feedback(feedback) => feedback.title.clone(),
            Rich::Notify(request) => request.title.clone(),
        }
    }

    /// The stored file it shows.
    #[must_use]
    pub const fn attachment_id(&self) -> Option<AttachmentId> {
        match self {
            Rich::Media { attachment_id, .. } => Some(*attachment_id),
            _ => None,
        }
    }

    /// The words a person would look for: titles and texts, without addresses and payloads.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        self.clone().visit(&mut |_, usage, text| {
            if usage == Use::Words && !text.is_empty() {
                words.push(std::mem::take(text));
            }
        });
        words
    }

    /// Takes away spaces around texts, and gives each answer and button that has none its payload: its title, on a
    /// card with the card's title before it, so that a tap says which one it was.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        self.visit(&mut |_, _, text| {
            if text.trim().len() != text.len() {
                *text = text.trim().to_owned();
            }
        });
        match &mut self {
            Rich::Choices { replies, .. } => {
                for reply in replies {
                    if reply.payload.is_empty() && reply.kind == ReplyKind::Text {
                        reply.payload.clone_from(&reply.title);
                    }
                }
            }
            Rich::Buttons { buttons, .. } | Rich::Media { buttons, .. } => name_payloads(buttons, None),
            Rich::Carousel { cards } => {
                for card in cards {
                    name_payloads(&mut card.buttons, Some(&card.title));
                }
            }
            Rich::Grid(grid) => name_payloads(&mut grid.buttons, None),
            Rich::Notify(request) => {
                if request.payload.is_empty() {
                    request.payload.clone_from(&request.title);
                }
            }
            Rich::Receipt(_) | Rich::Coupon(_) | Rich::Feedback(_) | Rich::Address(_) => {}
        }
        self
    }
}

fn name_payloads(buttons: &mut [Button], card: Option<&str>) {
    for button in buttons {
        if let ButtonAction::Postback { payload } = &mut button.action
            && payload.is_empty()
        {
            *payload = match card {
                Some(card) => format!("{card}: {}", button.title),
                None => button.title.clone(),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carousel() -> Rich {
        Rich::Carousel {
            cards: vec![Card {
                title: " Kettle ".into(),
                subtitle: "Steel, 1.7 l".into(),
                image_url: String::new(),
                link: "https://shop.example/kettle".into(),
                buttons: vec![Button {
                    title: "Order".into(),
                    action: ButtonAction::Postback {
                        payload: String::new(),
                    },
                }],
            }],
        }
    }

    #[test]
    fn a_rich_message_keeps_its_shape_in_json() {
        let json = serde_json::json!({
            "rich": "carousel",
            "cards": [{
                "title": "Kettle",
                "buttons": [
                    {"title": "Order", "does": "postback", "payload": "ORDER"},
                    {"title": "Shop", "does": "link", "url": "https://shop.example"},
                    {"title": "Call", "does": "call", "number": "+4720123456"},
                ],
            }],
        });
        let rich: Rich = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&rich).unwrap(), json);
        let part = crate::message::Part::Rich(rich);
        let stored = serde_json::to_value(&part).unwrap();
        assert_eq!(
            (stored["type"].as_str(), stored["rich"].as_str()),
            (Some("rich"), Some("carousel"))
        );
        assert_eq!(
            serde_json::from_value::<crate::message::Part>(stored).unwrap(),
            part
        );
    }

    #[test]
    fn a_field_that_is_not_there_is_refused_and_not_lost() {
        let button = |extra: &str| format!(r#"{{"title":"Go","does":"postback","payload":"P"{extra}}}"#);
        let right = button("");
        let wrong = button(r#","payloda":"Q""#);
        for (json, field) in [
            (
                r#"{"rich":"choices","text":"Pick","replies":[{"title":"A","image":"x"}]}"#.to_owned(),
                "image",
            ),
            (
                format!(r#"{{"rich":"buttons","text":"T","buttons":[{wrong}]}}"#),
                "payloda",
            ),
            (
                format!(r#"{{"rich":"carousel","cards":[{{"title":"A","butons":[{right}]}}]}}"#),
                "butons",
            ),
            (
                r#"{"rich":"coupon","title":"10 %","code":"X","cod":"Y"}"#.to_owned(),
                "cod",
            ),
            (
                r#"{"rich":"notify","title":"Sales","topic":"S"}"#.to_owned(),
                "topic",
            ),
        ] {
            let error = serde_json::from_str::<Rich>(&json).unwrap_err().to_string();
            assert!(
                error.contains(&format!("unknown field `{field}`")),
                "{json}: {error}"
            );
        }
        let right = format!(r#"{{"rich":"buttons","text":"T","buttons":[{right}]}}"#);
        assert!(serde_json::from_str::<Rich>(&right).is_ok());
    }

    #[test]
    fn a_button_without_payload_says_which_card_it_stands_on() {
        let Rich::Carousel { cards } = carousel().tidied() else {
            panic!("still a carousel");
        };
        assert_eq!(cards[0].title, "Kettle");
        assert_eq!(
            cards[0].buttons[0].action,
            ButtonAction::Postback {
                payload: "Kettle: Order".into()
            }
        );
    }

    #[test]
    fn words_are_what_people_read() {
        assert_eq!(carousel().tidied().words(), ["Kettle", "Steel, 1.7 l", "Order"]);
        assert_eq!(carousel().tidied().preview(), "Kettle");
    }
}
