//! Names of files: kept as data, cleaned of what could deceive.

use icu_normalizer::ComposingNormalizerBorrowed;

/// Longest name, bytes of UTF-8.
const LONGEST: usize = 255;

/// A name that can be shown and offered for saving: the last part of a path, NFC, without control, bidirectional and
/// invisible characters, at most 255 bytes (its end, with the extension, is kept).
#[must_use]
pub fn clean_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(last);
    let visible: String = composed
        .chars()
        .filter(|c| !is_deceiving(*c))
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    let trimmed = visible.trim().trim_start_matches('.').trim();
    if trimmed.is_empty() {
        return "file".to_owned();
    }
    shorten(trimmed)
}

fn is_deceiving(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

fn shorten(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let extension = name
        .rfind('.')
        .map(|dot| &name[dot..])
        .filter(|extension| extension.len() <= 20)
        .unwrap_or_default();
    let mut end = LONGEST - extension.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_what_they_seem() {
        assert_eq!(clean_name("invoice.pdf"), "invoice.pdf");
        assert_eq!(clean_name("C:\\temp\\..\\photo.png"), "photo.png");
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("exe\u{202e}gnp.exe"), "exegnp.exe");
        assert_eq!(clean_name("re\u{301}sume\u{301}.txt"), "résumé.txt");
        assert_eq!(clean_name(" \u{200b} "), "file");
        assert_eq!(clean_name(".htaccess"), "htaccess");
        assert!(clean_name(&format!("{}.jpeg", "ü".repeat(300))).ends_with("ü.jpeg"));
    }

    proptest! {
        #[test]
        fn every_name_is_short_clean_and_stays_as_it_is(given in ".{0,400}") {
            let name = clean_name(&given);
            prop_assert!((1..=255).contains(&name.len()));
            prop_assert!(!name.contains(['/', '\\', '\n', '\0']));
            prop_assert_eq!(clean_name(&name), name);
        }
    }
}
