//! Every sentence that can be said is there, and every one that is there can be said.

use crate::instagram::MEMBER;

#[test]
fn every_sentence_is_one() {
    let templates = MEMBER.words.templates();
    assert!(templates.len() > 50);
    for (id, text) in templates {
        assert!(text.ends_with('.'), "{id}: ends like a sentence");
        assert!(!text.contains("  "), "{id}: no double space");
        assert!(!text.contains("Messenger"), "{id}: speaks of another channel");
    }
}

#[test]
fn sources_and_file_agree() {
    let templates = MEMBER.words.templates();
    let sources = [
        include_str!("../check.rs"),
        include_str!("../send.rs"),
        include_str!("../../meta/account.rs"),
        include_str!("../../meta/comments.rs"),
        include_str!("../../meta/refusal.rs"),
        include_str!("../../meta/refusal/table.rs"),
        include_str!("../../meta/routing.rs"),
        include_str!("../../meta/send/mod.rs"),
        include_str!("../../meta/send/rich.rs"),
        include_str!("../../meta/check/mod.rs"),
        include_str!("../../meta/check/token.rs"),
        include_str!("../../meta/check/page.rs"),
        include_str!("../../meta/check/access.rs"),
        include_str!("../../meta/check/app.rs"),
        include_str!("../../meta/check/callback.rs"),
        include_str!("../../meta/check/rate.rs"),
        include_str!("../../meta/check/routing.rs"),
        include_str!("../../meta/check/subscription.rs"),
        include_str!("../../meta/check/failure.rs"),
    ]
    .concat();
    for id in templates.keys() {
        assert!(sources.contains(&format!("\"{id}\"")), "{id} is never said");
    }
    for piece in sources.split('"') {
        let looks_like_id = ["account.", "call.", "send.", "check.", "routing."]
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
