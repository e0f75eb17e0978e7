//! Signatures of webhook requests and proofs of tokens.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use sha2::Sha256;

fn sha256(key: &[u8], message: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message);
    mac
}

/// Lower-case hex HMAC-SHA256.
pub fn hmac_sha256_hex(key: &str, message: &[u8]) -> String {
    hex::encode(sha256(key.as_bytes(), message).finalize().into_bytes())
}

/// Value of `X-Hub-Signature-256` over the exact body.
pub fn signature_256(app_secret: &str, body: &[u8]) -> String {
    format!("sha256={}", hmac_sha256_hex(app_secret, body))
}

/// Value of the legacy header `X-Hub-Signature`.
pub fn signature_1(app_secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(app_secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(body);
    format!("sha1={}", hex::encode(mac.finalize().into_bytes()))
}

/// Whether `proof` is the `appsecret_proof` of a token, in constant time. With `time` the timestamped form
/// (`token|seconds`) is expected; the caller checks its age.
pub(crate) fn proof_matches(app_secret: &str, token: &str, time: Option<i64>, proof: &str) -> bool {
    let message = time.map_or_else(|| token.to_owned(), |time| format!("{token}|{time}"));
    let Ok(proof) = hex::decode(proof) else {
        return false;
    };
    sha256(app_secret.as_bytes(), message.as_bytes())
        .verify_slice(&proof)
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhook::{EscapeStyle, escape};

    const SECRET: &str = "parlance-demo-app-secret";

    fn body(mid: &str, text: &str) -> String {
        format!(
            r#"{{"object":"page","entry":[{{"id":"108044556677001","time":1795340101123,"messaging":[{{"sender":{{"id":"24891234567890123"}},"recipient":{{"id":"108044556677001"}},"timestamp":1795340100987,"message":{{"mid":"{mid}","text":"{text}"}}}}]}}]}}"#
        )
    }

    #[test]
    fn vector_a_and_one_byte_more() {
        let body = br#"{"object":"page","entry":[]}"#;
        assert_eq!(body.len(), 28);
        assert_eq!(
            signature_256(SECRET, body),
            "sha256=21ab73e93365ff42681e0358fbb7dff06ba0f87dda25b96d88bda60076b97618"
        );
        assert_eq!(
            signature_1(SECRET, body),
            "sha1=67bd27d00a078fc251e40d4acb422dc3b43e37ba"
        );
        let longer = [body.as_slice(), b"\n"].concat();
        assert_eq!(
            signature_256(SECRET, &longer),
            "sha256=73318decdad8c4b2379a039b5b4d5e59fb5bc0d0c6b93b896a08f6505b1129fe"
        );
    }

    #[test]
    fn vector_b_escaped_unicode_and_slashes() {
        let wire = escape(
            &body("m_demo-0002", "grüß dich 👋 https://example.com/a"),
            EscapeStyle::Current,
        );
        assert_eq!(wire.len(), 287);
        assert_eq!(
            signature_256(SECRET, wire.as_bytes()),
            "sha256=e12d78fb4ed4057110c859e3bd724718f176bb90fea97644cf1e9ccca1a56b6b"
        );
        assert_eq!(
            signature_1(SECRET, wire.as_bytes()),
            "sha1=90f648278e2cd114106d22800aebe84d99f0be68"
        );
    }

    #[test]
    fn vector_c_raw_utf8() {
        let wire = escape(&body("m_demo-0003", "مرحبا 👋"), EscapeStyle::Plain);
        assert_eq!(wire.len(), 245);
        assert_eq!(
            signature_256(SECRET, wire.as_bytes()),
            "sha256=5adec3ae9e848a6d996b3ca83f2e668c6378a1c1a3476cdc4a8ce3fc187e75e3"
        );
        assert_eq!(
            signature_1(SECRET, wire.as_bytes()),
            "sha1=5ee4fde74b4c3145f511dfa4d696794a63d02efd"
        );
    }

    #[test]
    fn vector_d_older_escapes() {
        let wire = escape(&body("m_demo-0004", "<b> 50% off @noon</b>"), EscapeStyle::Older);
        assert_eq!(wire.len(), 282);
        assert_eq!(
            signature_256(SECRET, wire.as_bytes()),
            "sha256=0a181d939729462469b98f63ba8f0627de5f70d4b930bd4be86ca7c37731f3cb"
        );
        assert_eq!(
            signature_1(SECRET, wire.as_bytes()),
            "sha1=af0e687e278963070d076eaa71d6a9ba9711e470"
        );
    }

    #[test]
    fn vector_e_empty_body() {
        assert_eq!(
            signature_256(SECRET, b""),
            "sha256=023abe70c0e57c5854d91603365bb785a4bc0e2daca923da1a42a9e719dac5e2"
        );
    }

    #[test]
    fn proofs_of_a_token_with_and_without_time() {
        let token = "EAAParlanceDemoPageToken123";
        let plain = "17baf3a6e6c5ff048e4fb52a4438e496b72bbe76e319797eda7d7b8a66d964f6";
        let timed = "eb6774ef4602d57e3d7c62077cfc55c6aa9d13177183dfc63e47df36d573831c";
        assert!(proof_matches(SECRET, token, None, plain));
        assert!(proof_matches(SECRET, token, Some(1_795_340_100), timed));
        assert!(!proof_matches(SECRET, token, Some(1_795_340_101), timed));
        assert!(!proof_matches(SECRET, token, None, timed));
        assert!(!proof_matches(SECRET, token, None, "zz"));
    }
}
