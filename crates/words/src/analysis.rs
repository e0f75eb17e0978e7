//! A text as words.

use std::{collections::BTreeSet, ops::Range, sync::Arc};

use crate::{
    fold::{bare, compatible, lower},
    language::{ALL_LATIN, guess},
    runs::{Kind, runs},
    stem::{Stems, stems},
};

/// Different tokens of one text, at most; what comes after them is not found.
pub const MAX_TOKENS: usize = 1_000;

/// A word of a text. A script without spaces has one for every two neighbours, and one for the last character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, bytes of the text.
    pub range: Range<usize>,
    /// As it is written, without case and accents.
    pub form: String,
    /// Its stems in the languages that the text may be in; none for what has no inflection.
    pub stems: Stems,
    pub(crate) shape: Shape,
}

/// What a word is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Of nothing: it stands for itself.
    Whole,
    /// Two neighbours of a run without spaces.
    Pair,
    /// The last character of such a run.
    End,
    /// The only character of such a run.
    Lone,
}

/// Which languages' stems a word gets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// None: names have no inflection.
    Names,
    /// Those that the text seems to be in: for writing.
    Guessed,
    /// All: for asking, where a word or two tell nothing.
    All,
}

/// The words of a text, in order.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    read(text, Reading::Guessed)
}

pub(crate) fn read(text: &str, reading: Reading) -> Vec<Word> {
    let mut words = Vec::new();
    // In small letters with accents, as the stems need it, where that is not the form; of those that can have stems.
    let mut lowers: Vec<(usize, Option<String>)> = Vec::new();
    let none: Stems = Arc::default();
    for run in runs(text) {
        let part = &text[run.range.clone()];
        match run.kind {
            Kind::Word => {
                let lower = lower(part);
                let (form, lower) = if lower.is_ascii() {
                    (lower, None)
                } else {
                    (bare(&lower), Some(lower))
                };
                if !form.is_empty() {
                    if reading != Reading::Names {
                        lowers.push((words.len(), lower));
                    }
                    words.push(single(run.range, form, Shape::Whole, &none));
                }
            }
            Kind::Symbol => words.push(single(run.range, part.to_owned(), Shape::Whole, &none)),
            Kind::Pairs => pairs(&mut words, part, run.range.start, &none),
        }
    }
    let languages = match reading {
        Reading::Names => return words,
        Reading::All => ALL_LATIN,
        Reading::Guessed => guess(lowers.iter().map(|(at, _)| words[*at].form.as_str())),
    };
    for (at, lower) in lowers {
        let word = &mut words[at];
        word.stems = stems(lower.as_deref().unwrap_or(&word.form), languages);
    }
    words
}

fn single(range: Range<usize>, form: String, shape: Shape, none: &Stems) -> Word {
    Word {
        range,
        form,
        stems: Arc::clone(none),
        shape,
    }
}

fn pairs(words: &mut Vec<Word>, part: &str, start: usize, none: &Stems) {
    let mut rest = part.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().copied();
        let end = next.map_or(at + c.len_utf8(), |(at, next)| at + next.len_utf8());
        let shape = match next {
            Some(_) => Shape::Pair,
            None if at > 0 => Shape::End,
            None => Shape::Lone,
        };
        words.push(single(
            start + at..start + end,
            compatible(&part[at..end]),
            shape,
            none,
        ));
    }
}

/// What names, addresses and numbers are found by: every form once, in order.
#[must_use]
pub fn name_tokens(text: &str) -> Vec<String> {
    let forms: BTreeSet<String> = read(text, Reading::Names)
        .into_iter()
        .map(|word| word.form)
        .collect();
    forms.into_iter().take(MAX_TOKENS).collect()
}

/// What a text is found by: every form and stem once, in order.
#[must_use]
pub fn index_tokens(text: &str) -> Vec<String> {
    let words = words(text);
    let mut tokens: Vec<&str> = Vec::new();
    for word in &words {
        if tokens.len() >= MAX_TOKENS {
            break;
        }
        for token in word.stems.iter().map(String::as_str).chain([word.form.as_str()]) {
            if let Err(place) = tokens.binary_search(&token) {
                tokens.insert(place, token);
            }
        }
    }
    tokens.into_iter().map(str::to_owned).collect()
}
