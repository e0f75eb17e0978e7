//! The channel's sentences: `strings/<language>.json`, one flat object of id and template.

pub(super) const EN: &str = include_str!("strings/en.json");
const DE: &str = include_str!("strings/de.json");

/// The file of a language.
pub(super) fn file(language: &str) -> Option<&'static str> {
    match language {
        "en" => Some(EN),
        "de" => Some(DE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::{messenger::MEMBER, meta::words_tests};

    #[test]
    fn every_sentence_is_one_and_every_name_is_there() {
        words_tests::are_sentences(MEMBER.words.templates());
    }

    #[test]
    fn german_says_the_same() {
        let translated = ["call.", "check.", "send."];
        words_tests::german_says_the_same(MEMBER.words.templates(), super::DE, &translated);
    }

    #[test]
    fn sources_and_file_agree() {
        let own = [include_str!("approved.rs"), include_str!("check.rs")];
        words_tests::sources_and_file_agree(MEMBER.words.templates(), &own);
    }
}
