//! A channel over a scripted platform.

use std::sync::Arc;

use bytes::Bytes;
use parlance_channel::{AccountValues, Channel, Normalised, Verified};

use crate::messenger::Messenger;

pub const PAGE: &str = "108044556677001";
pub const CUSTOMER: &str = "24891234567890123";
pub const TOKEN: &str = "EAAParlanceDemoPageToken123";
pub const SECRET: &str = "parlance-demo-app-secret";
pub const PROOF: &str = "17baf3a6e6c5ff048e4fb52a4438e496b72bbe76e319797eda7d7b8a66d964f6";

pub use crate::meta::scripted::{Answer, Platform, Seen, json, refusal};

impl Platform {
    pub fn channel(self: &Arc<Self>) -> Messenger {
        Messenger::new(&self.deps())
    }
}

/// A channel whose platform must not be asked.
pub fn offline() -> Messenger {
    Platform::new(|seen| panic!("no call expected, got {} {}", seen.method, seen.url)).channel()
}

pub fn account() -> AccountValues {
    AccountValues::default()
        .with_setting("page_id", PAGE)
        .with_setting("page_username", "alderandpine")
        .with_secret("token", TOKEN)
        .with_secret("app_secret", SECRET)
        .with_secret("verify_token", "s3cret+/= token")
}

pub fn normalise(body: &str) -> Normalised {
    offline().normalise(&Verified::from_store(Bytes::copy_from_slice(body.as_bytes())))
}

/// One event around this text, as Meta would send it.
pub fn with_event(event: &str) -> String {
    format!(r#"{{"object":"page","entry":[{{"id":"{PAGE}","time":1795340101123,"messaging":[{event}]}}]}}"#)
}

/// A message by the customer.
pub fn with_message(message: &str) -> String {
    with_event(&format!(
        r#"{{"sender":{{"id":"{CUSTOMER}"}},"recipient":{{"id":"{PAGE}"}},"timestamp":1795340100987,"message":{message}}}"#
    ))
}
