//! What must hold for the sentences of every channel of the family.

use std::collections::{BTreeMap, BTreeSet};

/// The family's code that says sentences.
const SOURCES: [&str; 17] = [
    include_str!("account.rs"),
    include_str!("comments.rs"),
    include_str!("refusal.rs"),
    include_str!("refusal/table.rs"),
    include_str!("routing.rs"),
    include_str!("send/mod.rs"),
    include_str!("send/rich.rs"),
    include_str!("check/mod.rs"),
    include_str!("check/token.rs"),
    include_str!("check/page.rs"),
    include_str!("check/access.rs"),
    include_str!("check/app.rs"),
    include_str!("check/callback.rs"),
    include_str!("check/rate.rs"),
    include_str!("check/routing.rs"),
    include_str!("check/subscription.rs"),
    include_str!("check/failure.rs"),
];

/// Each text is one sentence or several.
pub fn are_sentences(templates: &BTreeMap<String, String>) {
    assert!(templates.len() > 50);
    for (id, text) in templates {
        assert!(text.ends_with('.'), "{id}: ends like a sentence");
        assert!(!text.contains("  "), "{id}: no double space");
    }
}

/// German has all sentences that begin with these words, with the same values.
pub fn german_says_the_same(templates: &BTreeMap<String, String>, german: &str, translated: &[&str]) {
    let german: BTreeMap<String, String> = serde_json::from_str(german).unwrap();
    let names = |text: &str| -> BTreeSet<String> {
        let pieces = text.split('{').skip(1);
        pieces
            .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
            .collect()
    };
    for (id, text) in &german {
        let english = templates.get(id);
        assert_eq!(english.map(|english| names(english)), Some(names(text)), "{id}");
    }
    let wanted = |id: &&String| translated.iter().any(|kind| id.starts_with(kind));
    for id in templates.keys().filter(wanted) {
        // What is missing without a field is told in the field's own words.
        assert!(
            id.ends_with(".without") || german.contains_key(id),
            "{id} is not translated"
        );
    }
}

/// Every id in the sources stands in the file, and every one in the file is said somewhere.
pub fn sources_and_file_agree(templates: &BTreeMap<String, String>, own: &[&str]) {
    let sources = [&SOURCES[..], own].concat().concat();
    for id in templates.keys() {
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
            !is_id || templates.contains_key(piece),
            "{piece} is not in the file"
        );
    }
}
