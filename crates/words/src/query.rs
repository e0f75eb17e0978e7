//! Questions as people type them.
//!
//! All words must occur, in any inflection; the last one may be the beginning of a word while no space follows it. Words in quotation marks, and
//! words that hang together (`ORD-2024`, `ana@example.com`), must stand side by side; in quotation marks they are taken
//! as they are written. What follows a minus must not occur.

use std::ops::Range;

use crate::analysis::{Reading, Shape, Word, read, words};

/// Parts of a question, at most.
pub const MAX_CLAUSES: usize = 12;
/// Words of one part, at most.
const MAX_TERMS: usize = 24;
/// A single letter begins too many words.
const LEAST_PREFIX_CHARS: usize = 2;

/// Why nothing can be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// Only punctuation.
    #[error("There is no word in it: write at least one letter or digit.")]
    NoWord,
    /// Only words that must not occur.
    #[error("Everything in it is to be left out: add a word that must occur.")]
    OnlyExcluded,
    /// Too long.
    #[error("Too many words: at most {MAX_CLAUSES} are looked for.")]
    TooMany,
}

impl QueryError {
    /// Its word in the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoWord => "no_word",
            Self::OnlyExcluded => "only_excluded",
            Self::TooMany => "too_many_words",
        }
    }
}

/// One word that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As it is written, without case and accents.
    pub form: String,
    /// Any of these stems is as good; empty: only the form is.
    pub stems: Vec<String>,
    /// Words that begin with the form are as good.
    pub prefix: bool,
}

impl Term {
    fn is(&self, word: &Word) -> bool {
        word.form == self.form
            || (self.prefix && word.form.starts_with(&self.form))
            || self.stems.iter().any(|stem| word.stems.contains(stem))
    }
}

/// Words that must stand side by side; most often one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The words, never none.
    pub terms: Vec<Term>,
    /// Must not occur.
    pub excluded: bool,
}

impl Clause {
    fn places<'c>(&'c self, words: &'c [Word]) -> impl Iterator<Item = &'c [Word]> {
        words
            .windows(self.terms.len())
            .filter(|window| self.terms.iter().zip(*window).all(|(term, word)| term.is(word)))
    }
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    clauses: Vec<Clause>,
}

impl Query {
    /// Reads what a person typed.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let mut clauses = Vec::new();
        let parts = parts(text);
        // A space after it says that a word is whole.
        let open = parts
            .len()
            .checked_sub(1)
            .filter(|_| !text.ends_with(char::is_whitespace));
        for (at, part) in parts.iter().enumerate() {
            let open = open == Some(at) && !part.closed && !part.excluded;
            if let Some(clause) = clause(part, open) {
                clauses.push(clause);
            }
        }
        if clauses.len() > MAX_CLAUSES || clauses.iter().any(|clause| clause.terms.len() > MAX_TERMS) {
            return Err(QueryError::TooMany);
        }
        if clauses.is_empty() {
            return Err(QueryError::NoWord);
        }
        if clauses.iter().all(|clause| clause.excluded) {
            return Err(QueryError::OnlyExcluded);
        }
        Ok(Self { clauses })
    }

    /// All words as beginnings: for names, where few letters must do. `None`: there is no word.
    #[must_use]
    pub fn beginnings(text: &str) -> Option<Self> {
        let clauses: Vec<Clause> = read(text, Reading::Names)
            .into_iter()
            .filter(|word| word.shape != Shape::End)
            .take(MAX_CLAUSES)
            .map(|word| Clause {
                terms: vec![Term {
                    form: word.form,
                    stems: Vec::new(),
                    prefix: true,
                }],
                excluded: false,
            })
            .collect();
        (!clauses.is_empty()).then_some(Self { clauses })
    }

    /// What must occur and what must not.
    #[must_use]
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Whether an index that knows which tokens a text has, and not where, answers the question: nothing must stand
    /// side by side.
    #[must_use]
    pub fn is_about_single_words(&self) -> bool {
        self.clauses.iter().all(|clause| clause.terms.len() == 1)
    }

    /// Whether a text is an answer.
    #[must_use]
    pub fn finds(&self, text: &str) -> bool {
        self.is_met_by(&words(text))
    }

    /// Whether names are an answer: without inflection.
    #[must_use]
    pub fn finds_name(&self, text: &str) -> bool {
        self.is_met_by(&read(text, Reading::Names))
    }

    fn is_met_by(&self, words: &[Word]) -> bool {
        self.clauses
            .iter()
            .all(|clause| clause.places(words).next().is_some() != clause.excluded)
    }

    /// Where in a text the words that are asked for stand, in order and apart from each other, bytes. Not every part of
    /// the question needs to be in it.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let words = words(text);
        let mut marks: Vec<Range<usize>> = self
            .clauses
            .iter()
            .filter(|clause| !clause.excluded)
            .flat_map(|clause| clause.places(&words))
            .flatten()
            .map(|word| word.range.clone())
            .collect();
        marks.sort_by_key(|range| (range.start, range.end));
        marks.dedup_by(|next, kept| {
            // Neighbouring characters of a script without spaces overlap.
            let overlaps = next.start < kept.end;
            if overlaps {
                kept.end = kept.end.max(next.end);
            }
            overlaps
        });
        marks
    }
}

/// A stretch of the question that hangs together.
struct Part<'t> {
    text: &'t str,
    excluded: bool,
    quoted: bool,
    /// Its quotation mark was closed: the last word is whole.
    closed: bool,
}

const QUOTES: [char; 7] = ['"', '“', '”', '„', '«', '»', '‟'];

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let minus = rest.strip_prefix('-').filter(|after| {
            after
                .chars()
                .next()
                .is_some_and(|next| !next.is_whitespace() && next != '-')
        });
        let (excluded, begin) = (minus.is_some(), minus.unwrap_or(rest));
        let (part, after) = if let Some(inside) = begin.strip_prefix(QUOTES) {
            let (text, after) = inside.split_once(QUOTES).unwrap_or((inside, ""));
            let closed = inside.len() > text.len();
            (
                Part {
                    text,
                    excluded,
                    quoted: true,
                    closed,
                },
                after,
            )
        } else {
            let end = begin
                .find(|c: char| c.is_whitespace() || QUOTES.contains(&c))
                .unwrap_or(begin.len());
            let (text, after) = begin.split_at(end);
            (
                Part {
                    text,
                    excluded,
                    quoted: false,
                    closed: false,
                },
                after,
            )
        };
        parts.push(part);
        rest = after.trim_start();
    }
    parts
}

/// What is asked for by a part; its last word may be a beginning where it is `open`.
fn clause(part: &Part<'_>, open: bool) -> Option<Clause> {
    let words = read(part.text, Reading::All);
    let count = words.len();
    let terms: Vec<Term> = words
        .into_iter()
        .enumerate()
        // The end of a run without spaces is in the pair before it, unless more must follow side by side.
        .filter(|(at, word)| !(word.shape == Shape::End && at + 1 == count))
        .map(|(at, word)| Term {
            prefix: match word.shape {
                // One character alone begins the pairs it is part of.
                Shape::Lone => true,
                Shape::Whole => open && at + 1 == count && may_begin(&word.form),
                Shape::Pair | Shape::End => false,
            },
            stems: if part.quoted {
                Vec::new()
            } else {
                word.stems.to_vec()
            },
            form: word.form,
        })
        .collect();
    (!terms.is_empty()).then_some(Clause {
        terms,
        excluded: part.excluded,
    })
}

fn may_begin(form: &str) -> bool {
    form.chars().nth(LEAST_PREFIX_CHARS - 1).is_some()
}
