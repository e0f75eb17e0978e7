//! What must hold for any text and any question.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;

use parlance_words::{Query, excerpt, index_tokens, words};
use proptest::prelude::*;

/// Pieces that scripts, stems and questions are made of.
fn odd() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,8}",
        "[a-zäöüßéñçøæ]{1,14}(ing|ungen|s|ed|ation|ement|heit|mente|ções|ия|ами)?",
        "[а-яё]{1,10}",
        "[α-ωά-ώ]{1,10}",
        "[ء-ي\u{64B}-\u{652}]{1,10}",
        "[ก-๎]{1,6}",
        "[一-龯ぁ-んァ-ン가-힣]{1,6}",
        "[क-ह\u{93C}-\u{94D}]{1,6}",
        Just("\u{301}\u{200D}\u{FE0F}".to_owned()),
        Just("\"-\"".to_owned()),
        Just("İIıſKﬁ".to_owned()),
        "[-\"“”„«»]",
    ];
    proptest::collection::vec(
        (piece, prop_oneof![Just(""), Just(" "), Just("-"), Just("\n")]),
        0..12,
    )
    .prop_map(|pieces| pieces.into_iter().flat_map(|(a, b)| [a, b.to_owned()]).collect())
}

proptest! {

    #[test]
    fn ranges_lie_in_the_text_and_tokens_are_words(text in odd()) {
        let tokens: HashSet<String> = index_tokens(&text).into_iter().collect();
        for word in words(&text) {
            prop_assert!(text.get(word.range.clone()).is_some_and(|part| !part.is_empty()));
            prop_assert!(tokens.contains(&word.form));
            prop_assert!(word.stems.iter().all(|stem| tokens.contains(stem)));
        }
        for token in &tokens {
            prop_assert!(!token.is_empty() && !token.contains(|c: char| c.is_whitespace() || c == '"' || c == '\0'));
            prop_assert!(!token.chars().any(|c| c.is_ascii_uppercase() || c.is_ascii_punctuation()), "{token:?}");
        }
    }

    #[test]
    fn an_index_of_tokens_never_misses_what_the_judge_finds(query in odd(), text in odd()) {
        let tokens = index_tokens(&text);
        let Ok(query) = Query::parse(&query) else { return Ok(()) };
        if query.finds(&text) {
            for clause in query.clauses().iter().filter(|clause| !clause.excluded) {
                for term in &clause.terms {
                    let found = tokens.iter().any(|token| {
                        *token == term.form || term.stems.contains(token)
                            || (term.prefix && token.starts_with(&term.form))
                    });
                    prop_assert!(found, "{term:?} in {tokens:?}");
                }
            }
        }
    }

    #[test]
    fn every_text_finds_itself(text in odd()) {
        let first: String = words(&text).first().map(|word| text[word.range.clone()].to_owned()).unwrap_or_default();
        if let Ok(query) = Query::parse(&first) {
            prop_assert!(query.finds(&text), "{first:?} in {text:?}");
            prop_assert!(!query.marks(&text).is_empty());
        }
    }

    #[test]
    fn marks_of_an_excerpt_lie_in_it(query in odd(), text in odd(), chars in 1_usize..60) {
        let Ok(query) = Query::parse(&query) else { return Ok(()) };
        let marks = query.marks(&text);
        prop_assert!(marks.windows(2).all(|pair| pair[0].end <= pair[1].start));
        let piece = excerpt(&text, &marks, chars);
        let units = u32::try_from(piece.text.encode_utf16().count()).unwrap();
        prop_assert!(piece.marks.windows(2).all(|pair| pair[0].1 <= pair[1].0));
        prop_assert!(piece.marks.iter().all(|(from, to)| from < to && *to <= units));
        prop_assert!(piece.text.chars().count() <= chars + 2);
        prop_assert!(marks.is_empty() || !piece.marks.is_empty());
    }
}
