//! The signature of a webhook: whoever knows the secret can tell who sent it, and when.

use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::Sha256;

/// The header `Parlance-Signature`: `t=<seconds since 1970>,v1=<hex HMAC-SHA256 of "<t>.<body>">`.
#[must_use]
pub fn signature(secret: &SecretString, at_seconds: i64, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
        .expect("HMAC takes a key of any length");
    mac.update(at_seconds.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    format!("t={at_seconds},v1={}", hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with `printf '1795348800.{"id":"a"}' | openssl dgst -sha256 -hmac 'whsec-test'`.
    #[test]
    fn the_signature_is_what_any_other_program_computes() {
        let secret = SecretString::from("whsec-test".to_owned());
        assert_eq!(
            signature(&secret, 1_795_348_800, br#"{"id":"a"}"#),
            "t=1795348800,v1=b1961c43d2dbe6628d88f15daf1cf70f66ca0cb1922e7cbeae682915d8600000"
        );
    }
}
