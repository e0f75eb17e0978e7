//! Cuts a text that is too long for one platform message.

use unicode_segmentation::UnicodeSegmentation;

use crate::descriptor::TextLimit;

/// Cuts a text into pieces within the limit, at the best place that fits: between paragraphs or lines, else after
/// a sentence, else between words, else between characters as a reader sees them, and only inside a single
/// character that is itself too long between its code points.
///
/// White space at a cut is dropped, so each piece begins and ends with something visible. A text of white space
/// alone gives no piece. Without the white space at the cuts, the pieces put together are the text.
#[must_use]
pub fn split_text(text: &str, limit: TextLimit) -> Vec<String> {
    let mut pieces = Vec::new();
    if limit.unit.count(text) <= limit.max {
        // Short texts go out exactly as written.
        if !text.trim().is_empty() {
            pieces.push(text.to_owned());
        }
        return pieces;
    }
    let mut rest = text.trim();
    while limit.unit.count(rest) > limit.max {
        let cut = best_cut(rest, limit);
        pieces.push(rest[..cut].trim_end().to_owned());
        rest = rest[cut..].trim_start();
    }
    if !rest.is_empty() {
        pieces.push(rest.to_owned());
    }
    pieces
}

/// Where to cut a text that is longer than the limit and begins with something visible. The part before the cut,
/// trimmed, fits and is not empty.
fn best_cut(text: &str, limit: TextLimit) -> usize {
    let mut cuts = Cuts::default();
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let blank = grapheme.chars().all(char::is_whitespace);
        // Blanks at the end of a piece are trimmed, so a piece may be cut right behind what fits.
        if used > limit.max {
            break;
        }
        if blank && at > 0 {
            cuts.note(text, at, grapheme);
        }
        let size = limit.unit.count(grapheme);
        if used + size > limit.max && !blank {
            break;
        }
        used += size;
        if used <= limit.max {
            cuts.grapheme = at + grapheme.len();
        }
    }
    cuts.choose().unwrap_or_else(|| inside_grapheme(text, limit))
}

/// The last possible cut of each sort.
#[derive(Default)]
struct Cuts {
    line: usize,
    sentence: usize,
    word: usize,
    grapheme: usize,
}

impl Cuts {
    fn note(&mut self, text: &str, at: usize, blank: &str) {
        self.word = at;
        if blank.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
            self.line = at;
        } else if text[..at].ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।']) {
            self.sentence = at;
        }
    }

    /// A line or sentence end is only worth it when the piece does not become needlessly short.
    fn choose(&self) -> Option<usize> {
        let worth = self.grapheme / 2;
        [self.line, self.sentence]
            .into_iter()
            .find(|&cut| cut > worth)
            .or_else(|| [self.word, self.grapheme].into_iter().find(|&cut| cut > 0))
    }
}

/// The longest run of code points that fits; at least one, so that splitting always ends.
fn inside_grapheme(text: &str, limit: TextLimit) -> usize {
    let mut used = 0;
    let mut cut = 0;
    for (at, ch) in text.char_indices() {
        used += limit.unit.count(ch.encode_utf8(&mut [0; 4]));
        if used > limit.max && cut > 0 {
            break;
        }
        cut = at + ch.len_utf8();
    }
    cut
}

#[cfg(test)]
mod tests;
