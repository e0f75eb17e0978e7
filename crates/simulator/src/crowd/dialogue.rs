//! The dialogues: data files per language.

use std::sync::LazyLock;

use serde::Deserialize;

/// What customers of one language say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Language {
    pub locale: String,
    pub people: Vec<String>,
    pub dialogues: Vec<Dialogue>,
    /// Said when a dialogue is over and more is to be written.
    pub more: Vec<String>,
    /// Said last.
    pub thanks: Vec<String>,
}

/// One concern and how it is told.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dialogue {
    #[expect(
        dead_code,
        reason = "names the dialogue for whoever reads or extends the files"
    )]
    pub topic: String,
    pub lines: Vec<Line>,
    /// Said when the page asks something back.
    pub details: Vec<String>,
}

/// One thing a customer sends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    Say(String),
    Picture(String),
    Sticker(String),
}

macro_rules! files {
    ($($name:literal)*) => { [$(($name, include_str!(concat!("../../assets/dialogues/", $name, ".json")))),*] };
}

static FILES: [(&str, &str); 8] = files!("en" "de" "es" "fr" "pl" "pt" "ar" "ja");

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let parse = |(name, text): &(&str, &str)| {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("dialogues/{name}.json: {error}"))
    };
    FILES.iter().map(parse).collect()
});

/// All languages; the first is English.
pub(super) fn languages() -> &'static [Language] {
    &LANGUAGES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::{picture, sticker};

    #[test]
    fn every_language_has_people_words_and_known_pictures() {
        for language in languages() {
            let locale = &language.locale;
            assert!(language.people.len() >= 8, "{locale}: people");
            assert!(language.dialogues.len() >= 2, "{locale}: dialogues");
            assert!(
                !language.more.is_empty() && !language.thanks.is_empty(),
                "{locale}: words"
            );
            for dialogue in &language.dialogues {
                assert!(
                    matches!(dialogue.lines.first(), Some(Line::Say(_))),
                    "{locale}: begins with words"
                );
                assert!(!dialogue.details.is_empty(), "{locale}: details");
                for line in &dialogue.lines {
                    match line {
                        Line::Say(text) => assert!(!text.trim().is_empty()),
                        Line::Picture(name) => assert!(picture(name).is_some(), "{locale}: {name}"),
                        Line::Sticker(name) => assert!(sticker(name).is_some(), "{locale}: {name}"),
                    }
                }
            }
        }
    }
}
