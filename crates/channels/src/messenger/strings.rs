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
    use crate::messenger::MEMBER;

    #[test]
    fn every_sentence_is_one_and_every_name_is_there() {
        assert!(MEMBER.words.templates().len() > 50);
        for (id, text) in MEMBER.words.templates() {
            assert!(text.ends_with('.'), "{id}: ends like a sentence");
            assert!(!text.contains("  "), "{id}: no double space");
        }
    }

    /// German has all sentences about health and about answers that are not sent, with the same values.
    #[test]
    fn german_says_the_same() {
        let german: std::collections::BTreeMap<String, String> = serde_json::from_str(super::DE).unwrap();
        let names = |text: &str| {
            let mut names: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
                .collect();
            names.sort_unstable();
            names
        };
        for (id, text) in &german {
            let english = MEMBER.words.templates().get(id);
            assert_eq!(english.map(|english| names(english)), Some(names(text)), "{id}");
        }
        for id in MEMBER.words.templates().keys().filter(|id| {
            ["call.", "check.", "send."]
                .iter()
                .any(|kind| id.starts_with(kind))
        }) {
            // What is missing without a field is told in the field's own words.
            assert!(
                id.ends_with(".without") || german.contains_key(id),
                "{id} is not translated"
            );
        }
    }

    /// Every id in the sources stands in the file, and every one in the file is said somewhere.
    #[test]
    fn sources_and_file_agree() {
        let sources = [
            include_str!("approved.rs"),
            include_str!("check.rs"),
            include_str!("../meta/account.rs"),
            include_str!("../meta/comments.rs"),
            include_str!("../meta/refusal.rs"),
            include_str!("../meta/refusal/table.rs"),
            include_str!("../meta/routing.rs"),
            include_str!("../meta/send/mod.rs"),
            include_str!("../meta/send/rich.rs"),
            include_str!("../meta/check/mod.rs"),
            include_str!("../meta/check/token.rs"),
            include_str!("../meta/check/page.rs"),
            include_str!("../meta/check/access.rs"),
            include_str!("../meta/check/app.rs"),
            include_str!("../meta/check/callback.rs"),
            include_str!("../meta/check/rate.rs"),
            include_str!("../meta/check/routing.rs"),
            include_str!("../meta/check/subscription.rs"),
            include_str!("../meta/check/failure.rs"),
        ]
        .concat();
        for id in MEMBER.words.templates().keys() {
            assert!(sources.contains(&format!("\"{id}\"")), "{id} is never said");
        }
        for piece in sources.split('"') {
            let looks_like_id = ["account.", "call.", "send.", "check.", "routing.", "templates."]
                .iter()
                .any(|prefix| piece.starts_with(prefix));
            let is_id = looks_like_id
                && piece
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '_' | '0'..='9'));
            assert!(
                !is_id || MEMBER.words.templates().contains_key(piece),
                "{piece} is not in the file"
            );
        }
    }
}
