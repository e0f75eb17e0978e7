//! A channel over a scripted platform.

use std::sync::Arc;

use bytes::Bytes;
use parlance_channel::{AccountValues, Channel, Normalised, Verified};

use crate::instagram::Instagram;

pub use crate::meta::scripted::{Answer, Platform, Seen, json, refusal};

pub const PAGE: &str = "108044556677001";
pub const ACCOUNT: &str = "17841400112233445";
pub const CUSTOMER: &str = "990011223344556";
pub const TOKEN: &str = "EAAParlanceDemoPageToken123";
pub const SECRET: &str = "parlance-demo-app-secret";

impl Platform {
    pub fn instagram(self: &Arc<Self>) -> Instagram {
        Instagram::new(&self.deps())
    }
}

/// A channel whose platform must not be asked.
pub fn offline() -> Instagram {
    Platform::new(|seen| panic!("no call expected, got {} {}", seen.method, seen.url)).instagram()
}

pub fn account() -> AccountValues {
    AccountValues::default()
        .with_setting("username", "alderandpine")
        .with_setting("instagram_id", ACCOUNT)
        .with_setting("page_id", PAGE)
        .with_secret("token", TOKEN)
        .with_secret("app_secret", SECRET)
        .with_secret("verify_token", "s3cret+/= token")
}

pub fn normalise(body: &str) -> Normalised {
    offline().normalise(&Verified::from_store(Bytes::copy_from_slice(body.as_bytes())))
}

/// A message by the customer.
pub fn with_message(message: &str) -> String {
    format!(
        r#"{{"object":"instagram","entry":[{{"id":"{ACCOUNT}","time":1795340101123,"messaging":[{{"sender":{{"id":"{CUSTOMER}"}},"recipient":{{"id":"{ACCOUNT}"}},"timestamp":1795340100987,"message":{message}}}]}}]}}"#
    )
}
