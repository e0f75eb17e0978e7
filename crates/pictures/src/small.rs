//! Writing a small picture.

use image::{
    DynamicImage, ExtendedColorType, ImageEncoder as _, ImageResult,
    codecs::{jpeg::JpegEncoder, webp::WebPEncoder},
};

use crate::Small;

/// Good to look at, a tenth of the bytes.
const QUALITY: u8 = 80;
/// Colour profiles of telephones have a few hundred bytes; larger ones are worth more than the picture.
const MAX_PROFILE: usize = 8 * 1024;

/// A photograph becomes a JPEG in the colours it was taken in; what one can see through stays so.
pub(crate) fn encode(picture: DynamicImage, profile: Option<Vec<u8>>) -> ImageResult<Small> {
    let (width, height) = (picture.width(), picture.height());
    let mut bytes = Vec::new();
    let colours = picture.to_rgba8();
    if colours.pixels().any(|pixel| pixel.0[3] < u8::MAX) {
        let encoder = WebPEncoder::new_lossless(&mut bytes);
        encoder.write_image(&colours, width, height, ExtendedColorType::Rgba8)?;
        return Ok(Small {
            width,
            mime: "image/webp",
            bytes,
        });
    }
    drop(colours);
    let colours = picture.into_rgb8();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    if let Some(profile) = profile.filter(|profile| is_of_colours(profile)) {
        encoder.set_icc_profile(profile).ok();
    }
    encoder.write_image(&colours, width, height, ExtendedColorType::Rgb8)?;
    Ok(Small {
        width,
        mime: "image/jpeg",
        bytes,
    })
}

/// A profile of red, green and blue (ICC.1:2022, 7.2.6): others do not fit what is written.
fn is_of_colours(profile: &[u8]) -> bool {
    profile.len() <= MAX_PROFILE && profile.get(16..20) == Some(b"RGB ")
}
