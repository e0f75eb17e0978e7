//! The events as they stand in `entry[].messaging[]`, in the key order of the platform's examples.

use serde::Serialize;
use serde_json::{Map, Value};

/// An id wrapped as `{"id": "…"}`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Party {
    pub id: String,
}

/// One element of `messaging[]`.
#[derive(Debug, Serialize)]
pub(crate) struct Event {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<Party>,
    pub recipient: Party,
    /// Unix milliseconds.
    pub timestamp: i64,
    #[serde(flatten)]
    pub body: Body,
}

/// The part whose key tells the kind.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Body {
    Message(MessageBody),
    Postback(Postback),
    Optin(Optin),
    Delivery {
        mids: Vec<String>,
        watermark: i64,
    },
    Read {
        watermark: i64,
    },
    Reaction(Reaction),
    MessageEdit {
        mid: String,
        text: String,
        num_edit: u32,
    },
    Referral(ReferralBody),
    PassThreadControl(Control),
    TakeThreadControl(Control),
    RequestThreadControl {
        requested_owner_app_id: Value,
        metadata: String,
    },
    PolicyEnforcement {
        action: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Whatever was ordered, as it is.
    #[serde(untagged)]
    Raw(Map<String, Value>),
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct MessageBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_echo: Option<bool>,
    /// A number in every example, though its table says string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<String>,
    pub mid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quick_reply: Option<Payload>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<ReplyTo>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referral: Option<ReferralBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_deleted: Option<bool>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Payload {
    pub payload: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct ReplyTo {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_self_reply: Option<bool>,
    /// Instagram: the story that is answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story: Option<Value>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Postback {
    pub mid: String,
    pub title: String,
    /// Goes only to the app that sent the button; stripped on `standby`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referral: Option<ReferralBody>,
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct Optin {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#ref: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_ref: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification_messages_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_expiry_timestamp: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_token_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification_messages_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "the platform's name for it")]
pub(crate) struct Reaction {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reaction: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emoji: Option<String>,
    pub action: String,
    pub mid: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReferralBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#ref: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ad_id: Option<String>,
    pub source: String,
    pub r#type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ads_context_data: Option<AdContext>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct AdContext {
    pub ad_title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photo_url: Option<String>,
    pub post_id: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Control {
    pub previous_owner_app_id: Value,
    pub new_owner_app_id: Value,
    pub metadata: String,
}

impl Event {
    /// An event the customer caused.
    pub fn from_customer(psid: &str, page_id: &str, timestamp: i64, body: Body) -> Self {
        Self {
            sender: Some(Party { id: psid.to_owned() }),
            recipient: Party {
                id: page_id.to_owned(),
            },
            timestamp,
            body,
        }
    }

    /// An echo: the page is the sender.
    pub fn from_page(psid: &str, page_id: &str, timestamp: i64, body: Body) -> Self {
        Self {
            sender: Some(Party {
                id: page_id.to_owned(),
            }),
            recipient: Party { id: psid.to_owned() },
            timestamp,
            body,
        }
    }

    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("events are plain data")
    }
}

/// The platform's name of a reaction.
pub(crate) fn reaction_name(emoji: &str) -> &'static str {
    match emoji.trim_end_matches('\u{fe0f}') {
        "😆" | "😂" | "😊" | "😀" => "smile",
        "😠" | "😡" => "angry",
        "😢" | "😭" => "sad",
        "😮" | "😯" => "wow",
        "❤" | "😍" => "love",
        "👍" => "like",
        "👎" => "dislike",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_like_the_documented_example() {
        let body = MessageBody {
            mid: "m_txt-01".into(),
            text: Some("Do you ship?".into()),
            ..Default::default()
        };
        let event = Event::from_customer(
            "24891234567890123",
            "108044556677001",
            1_795_340_100_987,
            Body::Message(body),
        );
        assert_eq!(
            event.json(),
            r#"{"sender":{"id":"24891234567890123"},"recipient":{"id":"108044556677001"},"timestamp":1795340100987,"message":{"mid":"m_txt-01","text":"Do you ship?"}}"#
        );
    }

    #[test]
    fn a_raw_event_stands_beside_its_parties_as_it_is() {
        let mut raw = Map::new();
        raw.insert("a_key_of_tomorrow".to_owned(), serde_json::json!({"x": 1}));
        let event = Event::from_customer("1", "2", 3, Body::Raw(raw));
        assert_eq!(
            event.json(),
            r#"{"sender":{"id":"1"},"recipient":{"id":"2"},"timestamp":3,"a_key_of_tomorrow":{"x":1}}"#
        );
    }

    #[test]
    fn a_reaction_taken_back_has_neither_name_nor_emoji() {
        let body = Reaction {
            reaction: None,
            emoji: None,
            action: "unreact".into(),
            mid: "m_out-01".into(),
        };
        let event = Event::from_customer("1", "2", 3, Body::Reaction(body));
        assert!(
            event
                .json()
                .ends_with(r#""reaction":{"action":"unreact","mid":"m_out-01"}}"#)
        );
    }
}
