//! Signed Messenger text events, made from Meta's documented shape and from nothing of ours.

use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The app secret of the measured account.
pub const APP_SECRET: &str = "bench-app-secret-0123456789abcdef";
/// Its page.
pub const PAGE_ID: &str = "108044556677001";

/// A body with its signature header.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The JSON text.
    pub body: Bytes,
    /// `sha256=…`.
    pub signature: String,
}

/// One text message of a customer, about 400 bytes.
pub fn message(customer: u64, mid: &str, timestamp_ms: u64, text: &str) -> Signed {
    let body = format!(
        r#"{{"object":"page","entry":[{{"id":"{PAGE_ID}","time":{timestamp_ms},"messaging":[{{"sender":{{"id":"{customer}"}},"recipient":{{"id":"{PAGE_ID}"}},"timestamp":{timestamp_ms},"message":{{"mid":"{mid}","text":"{text} Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna"}}}}]}}]}}"#
    );
    Signed {
        signature: sign(body.as_bytes()),
        body: body.into(),
    }
}

/// The value of `X-Hub-Signature-256`.
pub fn sign(body: &[u8]) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(APP_SECRET.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(body);
    format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
}

/// Whether a signature is right, as a bare server would check it.
pub fn is_signed(body: &[u8], signature: &str) -> bool {
    let Some(claimed) = signature
        .strip_prefix("sha256=")
        .and_then(|hex| hex::decode(hex).ok())
    else {
        return false;
    };
    let mut mac =
        Hmac::<Sha256>::new_from_slice(APP_SECRET.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(body);
    mac.verify_slice(&claimed).is_ok()
}

/// Wall clock, milliseconds since the epoch.
pub fn now_ms() -> u64 {
    std::time::UNIX_EPOCH
        .elapsed()
        .map_or(0, |elapsed| elapsed.as_millis() as u64)
}
