//! The channel's sentences: `strings/<language>.json`, one flat object of id and template.

use std::{collections::BTreeMap, sync::LazyLock};

use parlance_channel::Sentence;

const EN: &str = include_str!("strings/en.json");

static TEMPLATES: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| serde_json::from_str(EN).expect("the file is a test's business"));

/// The file of a language.
pub(super) fn file(language: &str) -> Option<&'static str> {
    (language == "en").then_some(EN)
}

/// A sentence by its id (without the channel's prefix), its values filled in.
pub(super) fn say(id: &str, values: &[(&str, &str)]) -> Sentence {
    let template = TEMPLATES.get(id).map_or(id, String::as_str);
    Sentence::new(format!("messenger.{id}"), template, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_is_one_and_every_name_is_there() {
        assert!(TEMPLATES.len() > 50);
        for (id, text) in TEMPLATES.iter() {
            assert!(text.ends_with('.'), "{id}: ends like a sentence");
            assert!(!text.contains("  "), "{id}: no double space");
        }
    }

    /// Every id in the sources stands in the file, and every one in the file is said somewhere.
    #[test]
    fn sources_and_file_agree() {
        let sources = [
            include_str!("account.rs"),
            include_str!("refusal.rs"),
            include_str!("refusal/table.rs"),
            include_str!("send.rs"),
            include_str!("rich.rs"),
            include_str!("routing.rs"),
            include_str!("check/mod.rs"),
            include_str!("check/token.rs"),
            include_str!("check/page.rs"),
            include_str!("check/app.rs"),
            include_str!("check/subscription.rs"),
            include_str!("check/failure.rs"),
        ]
        .concat();
        for id in TEMPLATES.keys() {
            assert!(sources.contains(&format!("\"{id}\"")), "{id} is never said");
        }
        for piece in sources.split('"') {
            let looks_like_id = ["account.", "send.", "check.", "routing."]
                .iter()
                .any(|prefix| piece.starts_with(prefix));
            let is_id = looks_like_id
                && piece
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '_' | '0'..='9'));
            assert!(
                !is_id || TEMPLATES.contains_key(piece),
                "{piece} is not in the file"
            );
        }
    }
}
