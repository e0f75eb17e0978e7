//! Every sentence that can be said is there, and every one that is there can be said.

use crate::{
    instagram::{MEMBER, strings},
    meta::words_tests,
};

#[test]
fn every_sentence_is_one() {
    let templates = MEMBER.words.templates();
    words_tests::are_sentences(templates);
    for (id, text) in templates {
        assert!(!text.contains("Messenger"), "{id}: speaks of another channel");
    }
}

#[test]
fn german_says_the_same() {
    words_tests::german_says_the_same(
        MEMBER.words.templates(),
        strings::DE,
        &["call.", "check.", "send."],
    );
}

#[test]
fn sources_and_file_agree() {
    let own = [include_str!("../check.rs"), include_str!("../send.rs")];
    words_tests::sources_and_file_agree(MEMBER.words.templates(), &own);
}
