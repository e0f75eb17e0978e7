//! `appsecret_proof`: shows Meta that the caller knows the app secret, without sending it.

use secrecy::{ExposeSecret, SecretString};

use super::signature::sign;

/// Lower-case hex HMAC-SHA256 with the app secret over the access token.
/// Source: Meta, "Secure Graph API Calls".
#[must_use]
pub fn appsecret_proof(app_secret: &SecretString, access_token: &SecretString) -> String {
    hex::encode(sign(
        app_secret.expose_secret(),
        access_token.expose_secret().as_bytes(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_vector() {
        let proof = appsecret_proof(
            &"parlance-demo-app-secret".into(),
            &"EAAParlanceDemoPageToken123".into(),
        );
        assert_eq!(
            proof,
            "17baf3a6e6c5ff048e4fb52a4438e496b72bbe76e319797eda7d7b8a66d964f6"
        );
    }
}
