//! What the platform sends, written as its documentation shows it, and signed.

use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderValue};
use parlance_channel::Unverified;
use serde_json::{Value, json};
use sha2::Sha256;

/// Signs a body with an app secret.
pub fn signed(secret: &str, body: &str) -> Unverified {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    let header = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
    let mut headers = HeaderMap::new();
    headers.insert("x-hub-signature-256", HeaderValue::from_str(&header).unwrap());
    Unverified::new(headers, Bytes::copy_from_slice(body.as_bytes()))
}

pub fn unsigned(body: &str) -> Unverified {
    Unverified::new(HeaderMap::new(), Bytes::copy_from_slice(body.as_bytes()))
}

/// A body with events of one page.
pub fn body(page: &str, events: &[Value]) -> String {
    body_of(&[(page, events)])
}

/// A body with events of several pages.
pub fn body_of(pages: &[(&str, &[Value])]) -> String {
    let entries: Vec<Value> = pages
        .iter()
        .map(|(page, events)| json!({ "id": page, "time": 1_795_340_101_123_i64, "messaging": events }))
        .collect();
    json!({ "object": "page", "entry": entries }).to_string()
}

/// From a customer to a page.
pub struct From<'a> {
    pub customer: &'a str,
    pub page: &'a str,
}

impl From<'_> {
    fn event(&self, at: i64, key: &str, value: Value) -> Value {
        json!({ "sender": { "id": self.customer }, "recipient": { "id": self.page }, "timestamp": at, key: value })
    }
    pub fn text(&self, at: i64, mid: &str, text: &str) -> Value {
        self.event(at, "message", json!({ "mid": mid, "text": text }))
    }
    pub fn message(&self, at: i64, message: Value) -> Value {
        self.event(at, "message", message)
    }
    pub fn postback(&self, at: i64, title: &str) -> Value {
        self.event(at, "postback", json!({ "title": title, "payload": "P" }))
    }
    pub fn delivery(&self, at: i64, mids: &[&str], watermark: i64) -> Value {
        self.event(at, "delivery", json!({ "mids": mids, "watermark": watermark }))
    }
    pub fn read(&self, at: i64, watermark: i64) -> Value {
        self.event(at, "read", json!({ "watermark": watermark }))
    }
    /// As Instagram tells it: the last message that was seen, and no moment.
    pub fn seen(&self, at: i64, mid: &str) -> Value {
        self.event(at, "read", json!({ "mid": mid }))
    }
    pub fn reaction(&self, at: i64, mid: &str, emoji: Option<&str>) -> Value {
        let action = if emoji.is_some() { "react" } else { "unreact" };
        self.event(
            at,
            "reaction",
            json!({ "reaction": "other", "emoji": emoji, "action": action, "mid": mid }),
        )
    }
    pub fn edit(&self, at: i64, mid: &str, text: &str, times: u32) -> Value {
        self.event(
            at,
            "message_edit",
            json!({ "mid": mid, "text": text, "num_edit": times }),
        )
    }
    pub fn unsend(&self, at: i64, mid: &str) -> Value {
        self.event(at, "message", json!({ "mid": mid, "is_deleted": true }))
    }
    pub fn other(&self, at: i64, key: &str, value: Value) -> Value {
        self.event(at, key, value)
    }
    /// What the page sent, told back to it.
    pub fn echo(&self, at: i64, mid: &str, metadata: Option<&str>, text: &str) -> Value {
        let mut message =
            json!({ "is_echo": true, "app_id": 742_000_000_000_001_i64, "mid": mid, "text": text });
        if let Some(metadata) = metadata {
            message["metadata"] = metadata.into();
        }
        json!({ "sender": { "id": self.page }, "recipient": { "id": self.customer }, "timestamp": at, "message": message })
    }
}
