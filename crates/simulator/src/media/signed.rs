//! Links to media as the platform gives them out: signed, and dead after a while.
//! `oe` is the expiry in hex Unix seconds, `oh` the signature.

use url::form_urlencoded::byte_serialize;

use crate::platform::Platform;
use crate::webhook::hmac_sha256_hex;
use crate::world::Media;

const SIGNATURE_DIGITS: usize = 24;

fn signature(seed: u64, path: &str, expires: &str) -> String {
    let mut hex = hmac_sha256_hex(&format!("media {seed}"), format!("{path} {expires}").as_bytes());
    hex.truncate(SIGNATURE_DIGITS);
    hex
}

/// The path and query of a link, without the host.
fn link(platform: &Platform, path: &str) -> String {
    let ttl_ms = i64::try_from(platform.config.media_ttl.as_millis()).unwrap_or(i64::MAX);
    // Whole hours, so the same link is given out for a while and browsers can cache it.
    let expires_s = (platform.clock.now_ms().saturating_add(ttl_ms) / 3_600_000 + 1) * 3_600;
    let expires = format!("{expires_s:X}");
    let oh = signature(platform.config.seed, path, &expires);
    format!("{path}?_nc_cat=1&oh={oh}&oe={expires}")
}

/// Link to a stored file; the name stands in the path, as the only place it can be learned from.
pub(crate) fn file_link(platform: &Platform, media: &Media) -> String {
    let name: String = byte_serialize(media.name.as_bytes())
        .collect::<String>()
        .replace('+', "%20");
    link(platform, &format!("/media/files/{}/{name}", media.id))
}

/// Link to a sticker.
pub(crate) fn sticker_link(platform: &Platform, name: &str) -> String {
    link(platform, &format!("/media/stickers/{name}.png"))
}

/// Link to the picture of an advertisement.
pub(crate) fn ad_link(platform: &Platform) -> String {
    link(platform, "/media/pictures/stove.png")
}

/// Link to a profile picture.
pub(crate) fn face_link(platform: &Platform, face: u32) -> String {
    link(platform, &format!("/media/faces/{face}.png"))
}

/// A link with its host, as apps get it.
pub(crate) fn absolute(platform: &Platform, link: &str) -> String {
    format!("{}{link}", platform.public_url)
}

/// Why a link is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadLink {
    Signature,
    Expired,
}

/// Checks a link's signature and age. `path` is the raw path of the request.
pub(crate) fn check(platform: &Platform, path: &str, oh: &str, oe: &str) -> Result<(), BadLink> {
    let expected = signature(platform.config.seed, path, oe);
    if !bool::from(subtle::ConstantTimeEq::ct_eq(expected.as_bytes(), oh.as_bytes())) {
        return Err(BadLink::Signature);
    }
    let expires_s = i64::from_str_radix(oe, 16).map_err(|_| BadLink::Signature)?;
    if expires_s.saturating_mul(1000) <= platform.clock.now_ms() {
        return Err(BadLink::Expired);
    }
    Ok(())
}
