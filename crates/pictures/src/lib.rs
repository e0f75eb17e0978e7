//! What a picture measures on the screen, and a small one of it for lists and transcripts.
//!
//! Pictures come from strangers. Only four formats are read, nothing is unpacked before its size is known, and what
//! comes out was drawn anew: whatever else the file carried (where it was taken, by which camera, a second file behind
//! the first) stays behind.
#![forbid(unsafe_code)]

mod small;

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};

/// Pixels of a picture, at most: what a telephone's best camera makes, and no bomb.
pub const MAX_PIXELS: u64 = 40_000_000;
/// Memory for unpacking one picture, bytes: sixteen-bit colours of the largest.
const MAX_ALLOC: u64 = 336 * 1024 * 1024;
/// Longest side of a small picture: twice what a transcript shows, for sharp screens.
pub const SMALL_SIDE: u32 = 640;
/// A picture that is within [`SMALL_SIDE`] and has no more bytes is small itself.
const SMALL_BYTES: usize = 100_000;

/// What a picture is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Width in pixels, as it is to be shown (its orientation applied).
    pub width: u32,
    /// Height in pixels, likewise.
    pub height: u32,
    /// The small one; `None` where the picture itself is small enough.
    pub small: Option<Small>,
}

/// A small picture, drawn anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Small {
    /// Width in pixels.
    pub width: u32,
    /// MIME type.
    pub mime: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a picture cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not one of the four formats.
    #[error("the file is no picture that can be shown")]
    Format,
    /// It would unpack to too much.
    #[error("the picture has {width} × {height} pixels, more than {MAX_PIXELS}")]
    TooLarge {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Cut off or damaged.
    #[error("the picture is damaged: {0}")]
    Damaged(String),
}

impl From<ImageError> for Unreadable {
    fn from(error: ImageError) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// Looks at a picture: its first frame, when it moves. Takes its time and up to 400 MB: not for threads that serve.
pub fn look(bytes: &[u8]) -> Result<Look, Unreadable> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| Unreadable::Format)?;
    let known = [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::Gif,
        ImageFormat::WebP,
    ];
    if !reader.format().is_some_and(|format| known.contains(&format)) {
        return Err(Unreadable::Format);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_ALLOC {
        return Err(Unreadable::TooLarge { width, height });
    }
    // Damaged notes about a picture do not damage the picture.
    let orientation = decoder.orientation().ok();
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder)?;
    let is_small = width.max(height) <= SMALL_SIDE;
    if !is_small {
        picture = picture.thumbnail(SMALL_SIDE, SMALL_SIDE);
    }
    let mut size = (width, height);
    if let Some(orientation) = orientation {
        let before = (picture.width(), picture.height());
        picture.apply_orientation(orientation);
        let turned = before != (picture.width(), picture.height());
        size = if turned { (height, width) } else { size };
    }
    let small = if is_small && bytes.len() <= SMALL_BYTES {
        None
    } else {
        // What became no smaller is of no use.
        Some(small::encode(picture, profile)?).filter(|small| small.bytes.len() < bytes.len())
    };
    Ok(Look {
        width: size.0,
        height: size.1,
        small,
    })
}
