//! The piece of a text that is shown for a hit.

use std::ops::Range;

/// A piece of a text on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The piece; `…` stands where something was left out.
    pub text: String,
    /// What is marked in it, in UTF-16 code units, as browsers count.
    pub marks: Vec<(u32, u32)>,
}

/// Characters shown before the first mark when the text is too long.
const BEFORE: usize = 40;

/// About `chars` characters of a text with its first mark among them; line ends become spaces.
#[must_use]
pub fn excerpt(text: &str, marks: &[Range<usize>], chars: usize) -> Excerpt {
    let first = marks.first().map_or(0, |mark| mark.start);
    let total = text.chars().count();
    let before = text[..first].chars().count();
    let from = if total <= chars {
        0
    } else {
        word_start(
            text,
            before.saturating_sub(BEFORE.min(chars / 3)).min(total - chars),
            first,
        )
    };
    let mut shown = String::new();
    if from > 0 {
        shown.push('…');
    }
    let mut units = shown.encode_utf16().count();
    let mut found: Vec<(u32, u32)> = Vec::new();
    let mut left = chars;
    let mut cut = false;
    for (at, c) in text[from..].char_indices().map(|(at, c)| (from + at, c)) {
        if left == 0 {
            cut = true;
            break;
        }
        left -= 1;
        let here = u32::try_from(units).unwrap_or(u32::MAX);
        if let Some(mark) = marks.iter().find(|mark| mark.contains(&at)) {
            let end = here.saturating_add(u32::from(c.len_utf16() == 2) + 1);
            match found.last_mut() {
                Some(last) if last.1 == here && at != mark.start => last.1 = end,
                _ => found.push((here, end)),
            }
        }
        shown.push(if c.is_control() { ' ' } else { c });
        units += c.len_utf16();
    }
    if cut {
        shown.push('…');
    }
    Excerpt {
        text: shown,
        marks: found,
    }
}

/// The byte at which a piece begins that should begin at a character: after the next space, if that is before `limit`.
fn word_start(text: &str, char: usize, limit: usize) -> usize {
    let at = text.char_indices().nth(char).map_or(0, |(at, _)| at);
    if at == 0 {
        return 0;
    }
    text[at..limit.max(at)]
        .char_indices()
        .find(|(_, c)| c.is_whitespace())
        .map_or(at, |(space, c)| at + space + c.len_utf8())
}
