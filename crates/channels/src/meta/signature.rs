//! `X-Hub-Signature-256`: HMAC-SHA256 with the app secret over the body exactly as received.
//!
//! Source: Meta, "Webhooks from Meta, Getting Started"; the older SHA-1 header is not accepted.

use hmac::{Hmac, KeyInit as _, Mac as _};
use parlance_channel::{SignatureRefusal, Unverified, Verified};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};

const HEADER: &str = "x-hub-signature-256";

/// Checks the signature against each candidate. Every candidate is tried, whatever the others gave.
pub fn verify(request: Unverified, candidates: &[SecretString]) -> Result<Verified, SignatureRefusal> {
    let (headers, body) = request.signed_parts();
    let given = {
        let mut values = headers.get_all(HEADER).iter();
        let first = values.next();
        match (first, values.next()) {
            (None, _) => Err(SignatureRefusal::Missing),
            // Two different answers to one question: refuse instead of choosing.
            (Some(_), Some(_)) => Err(SignatureRefusal::Malformed),
            (Some(value), None) => digest(value.as_bytes()).ok_or(SignatureRefusal::Malformed),
        }
    };
    if candidates.is_empty() {
        return Err(SignatureRefusal::NoSecret);
    }
    let given = given?;
    let (mut found, mut index) = (Choice::from(0), 0u64);
    for (at, secret) in (0u64..).zip(candidates) {
        let right = sign(secret.expose_secret(), body).ct_eq(&given);
        index.conditional_assign(&at, right & !found);
        found |= right;
    }
    let index = usize::try_from(index).unwrap_or(usize::MAX);
    if bool::from(found) {
        Ok(request.into_verified(index))
    } else {
        Err(SignatureRefusal::Wrong)
    }
}

/// HMAC-SHA256 with the secret over the bytes.
#[must_use]
pub fn sign(secret: &str, body: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(body);
    mac.finalize().into_bytes().into()
}

/// `sha256=` and exactly 64 hex digits.
fn digest(header: &[u8]) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(header.strip_prefix(b"sha256=")?, &mut bytes).ok()?;
    Some(bytes)
}
