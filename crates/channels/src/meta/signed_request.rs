//! `signed_request`: what Meta posts when a person removes the app, or demands the deletion of their data.
//!
//! Source: Meta, "Data Deletion Request Callback". `base64url(signature) "." base64url(payload)` without padding; the
//! signature is HMAC-SHA256 with the app secret over the encoded payload, exactly as it stands there.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use parlance_channel::notices::{NoticeRefusal, SignedNotice};
use parlance_core::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};
use url::form_urlencoded;

use super::signature::sign;

/// The form field.
const FIELD: &str = "signed_request";
/// What Meta signs is some hundred bytes.
const LONGEST: usize = 8 * 1024;
/// Ids of people are digits; so many at most are looked at.
const LONGEST_ID: usize = 64;

/// Checks and reads a form with a `signed_request`.
pub(crate) fn read(body: &[u8], candidates: &[SecretString]) -> Result<SignedNotice, NoticeRefusal> {
    let request = field(body)?;
    let (signature, payload) = request
        .split_once('.')
        .ok_or(NoticeRefusal::Malformed("it has no signature"))?;
    let given = URL_SAFE_NO_PAD
        .decode(signature)
        .ok()
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
        .ok_or(NoticeRefusal::Malformed("its signature is no HMAC-SHA256"))?;
    let signed_by = signer(&given, payload, candidates).ok_or(NoticeRefusal::Signature)?;
    let (user_id, issued_at) = content(payload)?;
    Ok(SignedNotice {
        user_id,
        issued_at,
        signed_by,
        proof: request,
    })
}

/// The one `signed_request` of the form.
fn field(body: &[u8]) -> Result<String, NoticeRefusal> {
    let mut found = form_urlencoded::parse(body).filter(|(name, _)| name == FIELD);
    let (_, request) = found
        .next()
        .ok_or(NoticeRefusal::Malformed("the field signed_request is missing"))?;
    if found.next().is_some() {
        return Err(NoticeRefusal::Malformed(
            "the field signed_request stands there twice",
        ));
    }
    if request.len() > LONGEST {
        return Err(NoticeRefusal::Malformed("it is too long"));
    }
    Ok(request.into_owned())
}

/// Every candidate is tried, whatever the others gave.
fn signer(given: &[u8; 32], payload: &str, candidates: &[SecretString]) -> Option<usize> {
    let (mut found, mut index) = (Choice::from(0), 0u64);
    for (at, secret) in (0u64..).zip(candidates) {
        let right = sign(secret.expose_secret(), payload.as_bytes()).ct_eq(given);
        index.conditional_assign(&at, right & !found);
        found |= right;
    }
    bool::from(found).then(|| usize::try_from(index).unwrap_or(usize::MAX))
}

fn content(payload: &str) -> Result<(String, Timestamp), NoticeRefusal> {
    let bytes = URL_SAFE_NO_PAD
        .decode(payload)
        .map_err(|_| NoticeRefusal::Malformed("its payload is no base64url"))?;
    let value: Value =
        serde_json::from_slice(&bytes).map_err(|_| NoticeRefusal::Malformed("its payload is no JSON"))?;
    let algorithm = value["algorithm"].as_str().unwrap_or_default();
    if !algorithm.eq_ignore_ascii_case("HMAC-SHA256") {
        return Err(NoticeRefusal::Malformed("its algorithm is not HMAC-SHA256"));
    }
    let user_id = match &value["user_id"] {
        Value::String(id) => id.clone(),
        Value::Number(id) => id.to_string(),
        _ => String::new(),
    };
    if user_id.is_empty() || user_id.len() > LONGEST_ID || !user_id.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Err(NoticeRefusal::Malformed("its user_id is no id"));
    }
    let issued_at = value["issued_at"]
        .as_i64()
        .and_then(|seconds| seconds.checked_mul(1_000))
        .ok_or(NoticeRefusal::Malformed("it does not say when it was issued"))?;
    Ok((user_id, Timestamp::from_millis(issued_at)))
}

#[cfg(test)]
#[path = "signed_request_tests.rs"]
mod tests;
