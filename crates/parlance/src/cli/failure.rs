//! How a command fails: a sentence for the terminal.

use std::{error::Error, fmt::Write as _};

/// What went wrong, ready to be shown.
#[derive(Debug)]
pub struct Failure {
    sentence: Option<String>,
}

impl Failure {
    /// Everything has been said already; only the exit code is left.
    #[must_use]
    pub const fn told() -> Self {
        Self { sentence: None }
    }

    /// A sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self {
            sentence: Some(sentence.into()),
        }
    }

    pub(super) fn tell(&self) {
        if let Some(sentence) = &self.sentence {
            eprintln!("{sentence}");
        }
    }
}

impl<E: Error> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut sentence = error.to_string();
        let mut cause = error.source();
        while let Some(deeper) = cause {
            let deeper_text = deeper.to_string();
            // Many errors repeat their cause in their own words.
            if !sentence.contains(&deeper_text) {
                let _ = write!(sentence, ": {deeper_text}");
            }
            cause = deeper.source();
        }
        Self {
            sentence: Some(sentence),
        }
    }
}
