//! Pictures of strangers: turned, moving, huge, broken, talkative.
#![allow(clippy::unwrap_used, missing_docs)]

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use parlance_pictures::{SMALL_SIDE, Unreadable, look};
use proptest::prelude::*;

/// Left half red, right half blue; noise below, so that it does not pack to nothing.
fn photo(width: u32, height: u32) -> DynamicImage {
    let mut seed = 7_u32;
    RgbImage::from_fn(width, height, |x, y| {
        if y < height / 2 {
            return if x < width / 2 {
                Rgb([250, 0, 0])
            } else {
                Rgb([0, 0, 250])
            };
        }
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [first, second, ..] = seed.to_be_bytes();
        Rgb([first, second, 99])
    })
    .into()
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG that says how it is to be turned, and where it was taken.
fn talkative(orientation: u8) -> Vec<u8> {
    let jpeg = written(&photo(1_200, 800), ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0");
    exif.extend([orientation, 0, 0]);
    // Points to where the description of the place begins; here its first words are enough.
    exif.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0");
    exif.extend(b"GPSLatitude 52.5200 N");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, &exif, &jpeg[2..]].concat()
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

#[test]
fn a_large_picture_gets_a_small_one_and_a_small_one_is_enough() {
    for (format, width, height) in [
        (ImageFormat::Png, 1_600, 900),
        (ImageFormat::Jpeg, 900, 1_600),
        (ImageFormat::WebP, 1_000, 1_000),
        (ImageFormat::Gif, 700, 300),
    ] {
        let whole = written(&photo(width, height), format);
        let look = look(&whole).unwrap();
        assert_eq!((look.width, look.height), (width, height), "{format:?}");
        let small = look.small.unwrap();
        assert!(small.bytes.len() < whole.len());
        let again = image::load_from_memory(&small.bytes).unwrap();
        assert_eq!(again.width().max(again.height()), SMALL_SIDE);
        assert_eq!((again.width(), small.mime), (small.width, "image/jpeg"));
    }
    let little = written(&photo(64, 48), ImageFormat::Png);
    let look = look(&little).unwrap();
    assert_eq!((look.width, look.height, look.small), (64, 48, None));
}

#[test]
fn a_heavy_picture_within_the_size_is_made_light() {
    let heavy = written(&photo(600, 600), ImageFormat::Png);
    assert!(heavy.len() > 100_000);
    let small = look(&heavy).unwrap().small.unwrap();
    assert_eq!(small.width, 600);
}

#[test]
fn a_turned_picture_stands_upright_and_no_place_is_kept() {
    let turned = talkative(6);
    assert!(holds(&turned, b"GPSLatitude"));
    let look = look(&turned).unwrap();
    assert_eq!((look.width, look.height), (800, 1_200));
    let small = look.small.unwrap();
    for word in [b"Exif".as_slice(), b"GPSLatitude"] {
        assert!(!holds(&small.bytes, word), "nothing but the picture is kept");
    }
    let upright = image::load_from_memory(&small.bytes).unwrap().to_rgb8();
    assert!(upright.height() > upright.width());
    // Turned by a quarter to the right, what was left is now above.
    let (above, below) = (upright.get_pixel(400, 100), upright.get_pixel(400, 540));
    assert!(above.0[0] > 200 && below.0[2] > 200, "{above:?} {below:?}");
}

#[test]
fn what_one_can_see_through_stays_so() {
    let glass = RgbaImage::from_fn(900, 900, |x, y| {
        let shade = ((x * 31 + y * 17) % 256).try_into().unwrap();
        Rgba([shade, shade, 90, if x < 450 { 0 } else { 255 }])
    });
    let small = look(&written(&glass.into(), ImageFormat::Png))
        .unwrap()
        .small
        .unwrap();
    assert_eq!(small.mime, "image/webp");
    let again = image::load_from_memory(&small.bytes).unwrap().to_rgba8();
    assert_eq!(
        (again.get_pixel(10, 10).0[3], again.get_pixel(600, 10).0[3]),
        (0, 255)
    );
}

/// A PNG of 30000 × 30000 pixels in a few bytes.
fn bomb() -> Vec<u8> {
    let mut bytes = written(&photo(4, 4), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&30_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&30_000_u32.to_be_bytes());
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

/// The check sum of PNG (RFC 2083, 15).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                0xEDB8_8320 ^ (sum >> 1)
            } else {
                sum >> 1
            }
        })
    })
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    assert_eq!(
        look(&bomb()),
        Err(Unreadable::TooLarge {
            width: 30_000,
            height: 30_000
        })
    );
}

#[test]
fn what_is_no_picture_says_so() {
    for bytes in [
        b"".as_slice(),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0",
    ] {
        assert_eq!(look(bytes), Err(Unreadable::Format));
    }
    let whole = written(&photo(900, 900), ImageFormat::Png);
    assert!(matches!(
        look(&whole[..whole.len() / 2]),
        Err(Unreadable::Damaged(_))
    ));
    let words = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    assert!(matches!(look(words), Err(Unreadable::Damaged(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A damaged picture is refused or shown as far as it goes; it never ends the program.
    #[test]
    fn damage_is_survived(format in 0..4_usize, at in 0..4_000_usize, byte: u8, cut in 0..4_000_usize) {
        let format = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP][format];
        let mut bytes = written(&photo(48, 40), format);
        let length = bytes.len();
        bytes[at % length] = byte;
        let _ = look(&bytes);
        let _ = look(&bytes[..cut % length]);
    }
}
