//! Where words begin and end.

use std::ops::Range;

/// What a run of characters is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters and digits of a script that puts spaces between words.
    Word,
    /// A script without spaces (or, Korean, with many endings): every two neighbours are looked up together.
    Pairs,
    /// One emoji.
    Symbol,
}

/// A run in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) kind: Kind,
    pub(crate) range: Range<usize>,
}

/// The runs of a text, in order. Everything else (spaces, punctuation, controls) separates.
pub(crate) fn runs(text: &str) -> impl Iterator<Item = Run> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, first) = rest.next()?;
            let Some(kind) = kind(first) else { continue };
            let mut end = start + first.len_utf8();
            while kind != Kind::Symbol
                && let Some((at, next)) =
                    rest.next_if(|(_, next)| joins(*next) || self::kind(*next) == Some(kind))
            {
                end = at + next.len_utf8();
            }
            return Some(Run {
                kind,
                range: start..end,
            });
        }
    })
}

fn kind(c: char) -> Option<Kind> {
    match c {
        c if c.is_ascii() => c.is_ascii_alphanumeric().then_some(Kind::Word),
        c if is_paired(c) => Some(Kind::Pairs),
        c if c.is_alphanumeric() => Some(Kind::Word),
        c if is_emoji(c) => Some(Kind::Symbol),
        _ => None,
    }
}

/// Scripts whose words have no spaces between them (Unicode, "Scripts.txt"), and Hangul.
const fn is_paired(c: char) -> bool {
    matches!(c,
        '\u{0E01}'..='\u{0E4E}'                          // Thai
        | '\u{0E81}'..='\u{0ECD}'                        // Lao
        | '\u{1000}'..='\u{103F}' | '\u{1050}'..='\u{109D}' // Myanmar
        | '\u{1780}'..='\u{17D3}'                        // Khmer
        | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{AC00}'..='\u{D7A3}' // Hangul
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' // Hiragana
        | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}' // Katakana
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' // Han
        | '\u{20000}'..='\u{323AF}')
}

const fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{2600}'..='\u{27BF}' | '\u{2B50}' | '\u{2B55}' | '\u{1F000}'..='\u{1F3FA}' | '\u{1F400}'..='\u{1FAFF}')
}

/// What stands inside a word and is none by itself: accents written apart, vowel signs, joiners.
const fn joins(c: char) -> bool {
    !c.is_ascii()
        && (crate::fold::is_mark(c)
            || matches!(c, '\u{0900}'..='\u{0963}' | '\u{0980}'..='\u{0DF3}' | '\u{200C}' | '\u{200D}'))
}
