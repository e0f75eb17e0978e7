//! Bodies nobody honest sends. Nothing panics, and every broken body leaves a trace.

use parlance_channel::InboundPayload;
use parlance_core::message::Part;
use proptest::prelude::*;

use super::{
    fixtures,
    support::{normalise, with_message},
};

#[test]
fn a_broken_story_costs_neither_the_words_nor_the_neighbours() {
    for story in [r#""x""#, "7", "null", "[]", r#"{"url":7}"#, r#"{"url":"\ud83d"}"#] {
        let body = with_message(&format!(
            r#"{{"mid":"m","text":"hi","reply_to":{{"story":{story}}}}}"#
        ));
        let meaning = normalise(&body);
        let InboundPayload::Message(message) = &meaning.accounts[0].events[0].payload else {
            panic!("{meaning:?}");
        };
        assert!(
            message.parts.contains(&Part::Text { text: "hi".into() }),
            "{story}: {message:?}"
        );
    }
}

#[test]
fn nul_and_half_surrogates_never_reach_a_database() {
    let body = with_message(
        "{\"mid\":\"m\\u0000\",\"attachments\":[{\"type\":\"ig_post\",\"payload\":{\"title\":\"a\\ud83d\\u0000b\"}}]}",
    );
    let shown = format!("{:?}", normalise(&body));
    assert!(!shown.contains("\\0") && shown.contains('\u{fffd}'), "{shown}");
}

proptest! {
    /// Any change to any fixture means something or is a problem, and nothing panics.
    #[test]
    fn changed_fixtures_do_no_harm(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let all = fixtures::all();
        let mut body = which.get(&all).1.to_vec();
        for (at, byte) in changes {
            let at = at.index(body.len());
            body[at] = byte;
        }
        let text = String::from_utf8_lossy(&body);
        let meaning = normalise(&text);
        let quiet = meaning.accounts.is_empty() && meaning.ignored.is_empty() && meaning.problems.is_empty();
        // An empty list is the only body that means nothing.
        prop_assert!(!quiet || text.contains("[]") || text.contains("entry"), "{text}");
    }
}
