//! `signed_request`: what Meta posts when a person removes the app or demands the deletion of their data.
//!
//! Source: Meta, "Data Deletion Request Callback": `base64url(signature) "." base64url(payload)` without padding, the
//! signature being HMAC-SHA256 with the app secret over the encoded payload.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::Sha256;
use url::form_urlencoded;

use crate::platform::Platform;
use crate::world::App;

/// What an app's callback answered.
#[derive(Debug)]
pub(crate) struct NoticeAnswer {
    pub status: u16,
    pub body: String,
}

/// Posts a demand for a person to an address of the app.
pub(crate) async fn send_notice(
    platform: &Platform,
    app: &App,
    url: &str,
    user_id: &str,
) -> Result<NoticeAnswer, String> {
    let request = signed_request(&app.secret, user_id, platform.clock.now_ms() / 1000);
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("signed_request", &request)
        .finish();
    let answer = platform
        .http
        .post(url)
        .timeout(platform.config.webhook_deadline)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body)
        .send()
        .await
        .map_err(|error| super::sender::explain(&error))?;
    let status = answer.status().as_u16();
    let body = answer
        .text()
        .await
        .map_err(|error| super::sender::explain(&error))?;
    Ok(NoticeAnswer { status, body })
}

fn signed_request(secret: &str, user_id: &str, now_s: i64) -> String {
    let payload = json!({
        "user_id": user_id, "algorithm": "HMAC-SHA256", "issued_at": now_s, "expires": now_s + 3_600,
    });
    let payload = URL_SAFE_NO_PAD.encode(payload.to_string());
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(payload.as_bytes());
    format!(
        "{}.{payload}",
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_covers_the_encoded_payload() {
        let request = signed_request("secret", "218471", 1_795_340_000);
        let (signature, payload) = request.split_once('.').unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(b"secret").unwrap();
        mac.update(payload.as_bytes());
        assert_eq!(
            URL_SAFE_NO_PAD.decode(signature).unwrap(),
            mac.finalize().into_bytes().to_vec()
        );
        let payload = URL_SAFE_NO_PAD.decode(payload).unwrap();
        let payload: serde_json::Value = serde_json::from_slice(&payload).unwrap();
        assert_eq!(payload["user_id"], "218471");
        assert_eq!(payload["issued_at"], 1_795_340_000);
    }
}
