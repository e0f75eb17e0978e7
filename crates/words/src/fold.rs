//! Forms without case and accents.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// Longer words are cut: a name of a file, a key, a picture pasted as text.
const MAX_BYTES: usize = 48;

const COMPOSE: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfkc();
const DECOMPOSE: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();

/// Small letters, compatibility forms as plain ones (`Ａ` is `a`), accents kept, not longer than 48 bytes.
pub(crate) fn lower(word: &str) -> String {
    if word.is_ascii() {
        let mut lower = word.to_ascii_lowercase();
        lower.truncate(MAX_BYTES);
        return lower;
    }
    let mut lower = COMPOSE.normalize(word).to_lowercase();
    let mut end = MAX_BYTES.min(lower.len());
    while !lower.is_char_boundary(end) {
        end -= 1;
    }
    lower.truncate(end);
    lower
}

/// The same without accents; letters that no accent makes become their usual spelling (`ß` is `ss`).
pub(crate) fn bare(lower: &str) -> String {
    if lower.is_ascii() {
        return lower.to_owned();
    }
    let mut bare = String::with_capacity(lower.len());
    for c in DECOMPOSE.normalize(lower).chars().filter(|c| !is_mark(*c)) {
        match plain(c) {
            Some(letters) => bare.push_str(letters),
            None if c.is_alphanumeric() || !c.is_ascii() => bare.push(c),
            None => {}
        }
    }
    bare
}

/// One character of a script without spaces, in its usual form.
pub(crate) fn compatible(text: &str) -> String {
    COMPOSE.normalize(text).to_lowercase()
}

const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'þ' => "th",
        'ς' => "σ",
        'ـ' | '\u{200C}' | '\u{200D}' => "",
        _ => return None,
    })
}

/// Accents and points that people leave out when they type: general ones, and those of Hebrew and Arabic.
pub(crate) const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05BD}' | '\u{05BF}' | '\u{05C1}'..='\u{05C2}'
        | '\u{05C4}'..='\u{05C5}' | '\u{05C7}' | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}' | '\u{06E7}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}')
}
