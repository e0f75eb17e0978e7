use proptest::prelude::*;

use super::*;
use crate::descriptor::TextUnit;

fn utf16(max: usize) -> TextLimit {
    TextLimit {
        max,
        unit: TextUnit::Utf16,
    }
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn a_short_text_goes_out_exactly_as_written() {
    assert_eq!(split_text("  hello\n", utf16(2000)), ["  hello\n"]);
    assert_eq!(split_text(&"x".repeat(2000), utf16(2000)), ["x".repeat(2000)]);
    assert!(split_text(" \n\t", utf16(2000)).is_empty());
    assert!(split_text("", utf16(2000)).is_empty());
}

#[test]
fn cuts_prefer_lines_then_sentences_then_words_then_characters() {
    assert_eq!(
        split_text("first line\nsecond line", utf16(14)),
        ["first line", "second line"]
    );
    assert_eq!(
        split_text("One two. Three four", utf16(14)),
        ["One two.", "Three four"]
    );
    assert_eq!(split_text("alpha beta gamma", utf16(11)), ["alpha beta", "gamma"]);
    assert_eq!(split_text("alpha beta gamma", utf16(10)), ["alpha beta", "gamma"]);
    assert_eq!(split_text("abcdefgh", utf16(3)), ["abc", "def", "gh"]);
}

#[test]
fn a_family_emoji_is_not_torn_apart() {
    let family = "👨‍👩‍👧‍👦";
    assert_eq!(TextUnit::Utf16.count(family), 11);
    assert_eq!(
        split_text(&format!("ab{family}cd"), utf16(12)),
        ["ab", &format!("{family}c"), "d"]
    );
}

#[test]
fn one_character_longer_than_the_limit_still_ends() {
    let monster = format!("e{}", "\u{301}".repeat(50));
    let pieces = split_text(&monster, utf16(10));
    assert_eq!(pieces.concat(), monster);
    assert!(pieces.iter().all(|piece| piece.encode_utf16().count() <= 10));
}

#[test]
fn limits_may_count_bytes() {
    let pieces = split_text(
        &"ö".repeat(5),
        TextLimit {
            max: 4,
            unit: TextUnit::Bytes,
        },
    );
    assert_eq!(pieces, ["öö", "öö", "ö"]);
}

proptest! {
    #[test]
    fn pieces_fit_and_lose_only_blanks(text in "(\\PC|[ \n]|[a-z]{1,9}[.!]? |👨‍👩‍👧|é){0,80}", max in 2usize..40) {
        let limit = utf16(max);
        let pieces = split_text(&text, limit);
        for piece in &pieces {
            prop_assert!(limit.unit.count(piece) <= max, "{piece:?} is longer than {max}");
            prop_assert!(!piece.trim().is_empty());
        }
        prop_assert_eq!(without_blanks(&pieces.concat()), without_blanks(&text));
        // Every piece is a stretch of the text, in order.
        let mut rest = text.as_str();
        for piece in &pieces {
            let at = rest.find(piece.as_str());
            prop_assert!(at.is_some_and(|at| rest[..at].trim().is_empty()));
            rest = &rest[at.unwrap() + piece.len()..];
        }
    }

    #[test]
    fn words_stay_whole_when_they_fit(words in prop::collection::vec("[a-z]{1,8}", 1..40), max in 8usize..30) {
        let pieces = split_text(&words.join(" "), utf16(max));
        let found: Vec<&str> = pieces.iter().flat_map(|piece| piece.split(' ')).collect();
        prop_assert_eq!(found, words.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
