//! What customers write and what people search for: a question, an empty line, a text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parlance_words::{Query, excerpt, index_tokens};

fuzz_target!(|input: &str| {
    let (question, text) = input.split_once("\n\n").unwrap_or((input, input));
    let tokens = index_tokens(text);
    let Ok(query) = Query::parse(question) else { return };
    let marks = query.marks(text);
    let piece = excerpt(text, &marks, 80);
    assert_eq!(marks.is_empty(), piece.marks.is_empty());
    if query.finds(text) {
        for term in query.clauses().iter().filter(|clause| !clause.excluded).flat_map(|clause| &clause.terms) {
            let stands_for = |token: &String| {
                *token == term.form
                    || term.stems.contains(token)
                    || (term.prefix && token.starts_with(&term.form))
            };
            assert!(tokens.iter().any(stands_for) || tokens.len() >= parlance_words::MAX_TOKENS);
        }
    }
});
