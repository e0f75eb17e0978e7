//! Bodies nobody honest sends. Nothing panics, nothing is lost beside the broken piece.

use bytes::Bytes;
use parlance_channel::{Channel as _, InboundPayload, Verified};
use parlance_core::message::Part;
use proptest::prelude::*;

use super::{
    fixtures,
    support::{CUSTOMER, normalise, offline, with_event, with_message},
};

fn text_of(message: &str) -> String {
    let meaning = normalise(&with_message(message));
    assert!(meaning.problems.is_empty(), "{:?}", meaning.problems);
    match &meaning.accounts[0].events[0].payload {
        InboundPayload::Message(message) => match &message.parts[0] {
            Part::Text { text } => text.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn half_a_surrogate_pair_becomes_a_replacement_character() {
    assert_eq!(
        text_of(r#"{"mid":"m_1","text":"hi \ud83d there"}"#),
        "hi \u{fffd} there"
    );
    assert_eq!(
        text_of(r#"{"mid":"m_1","text":"\udc4b\ud83d\udc4b"}"#),
        "\u{fffd}👋"
    );
    assert_eq!(text_of(r#"{"mid":"m_1","\ud83d":1,"text":"odd key"}"#), "odd key");
}

#[test]
fn nul_never_reaches_a_database() {
    assert_eq!(text_of("{\"mid\":\"m_1\",\"text\":\"a\\u0000b\"}"), "a\u{fffd}b");
    let meaning = normalise(&with_message("{\"mid\":\"m\\u00001\",\"text\":\"x\"}"));
    assert!(!format!("{meaning:?}").contains("\\0"));
}

#[test]
fn of_repeated_keys_the_last_counts() {
    assert_eq!(text_of(r#"{"mid":"m_1","text":"one","text":"two"}"#), "two");
}

#[test]
fn lists_that_are_repeated_hide_none_of_their_events() {
    let event =
        |mid: &str| format!(r#"{{"sender":{{"id":"{CUSTOMER}"}},"message":{{"mid":"{mid}","text":"x"}}}}"#);
    let entry = format!(
        r#"{{"id":"108044556677001","messaging":[{}],"messaging":[{}]}}"#,
        event("m_1"),
        event("m_2")
    );
    let last = format!(r#"{{"id":"108044556677001","messaging":[{}]}}"#, event("m_3"));
    let meaning = normalise(&format!(
        r#"{{"entry":[{entry}],"object":"page","entry":[{last}]}}"#
    ));
    let ids: Vec<&str> = meaning
        .events()
        .map(|(_, event)| event.provider_id.as_str())
        .collect();
    assert_eq!(ids, ["m_1", "m_2", "m_3"]);
}

#[test]
fn words_without_end_are_no_ids_and_no_emojis() {
    let event = |id: &str| format!(r#"{{"sender":{{"id":"{id}"}},"message":{{"mid":"m_1","text":"x"}}}}"#);
    let meaning = normalise(&with_event(&format!(
        "{},{}",
        event(&"9".repeat(257)),
        event(&"9".repeat(256))
    )));
    assert_eq!((meaning.problems.len(), meaning.events().count()), (1, 1));
    let reaction = format!(
        r#"{{"sender":{{"id":"{CUSTOMER}"}},"reaction":{{"mid":"m_1","action":"react","reaction":"love","emoji":"{}"}}}}"#,
        "❤".repeat(500)
    );
    let meaning = normalise(&with_event(&reaction));
    let InboundPayload::Reaction { emoji, name, .. } = &meaning.accounts[0].events[0].payload else {
        panic!("{meaning:?}")
    };
    assert_eq!((emoji.as_deref(), name.as_deref()), (Some("❤️"), Some("love")));
}

#[test]
fn numbers_beyond_every_type_keep_their_digits_or_are_left_out() {
    let body = with_event(
        r#"{"sender":{"id":99999999999999999999999999999},"recipient":{"id":1e999},"timestamp":1e999,
            "message":{"mid":123456789012345678901234567890,"text":"big","app_id":1e999,"seq":1E+9999999999}}"#,
    );
    let meaning = normalise(&body);
    let event = &meaning.accounts[0].events[0];
    assert_eq!(
        event.customer_id.as_deref(),
        Some("99999999999999999999999999999")
    );
    assert_eq!(event.provider_id, "123456789012345678901234567890");
    assert_eq!(event.provider_at, None);
}

#[test]
fn deep_nesting_is_refused_at_the_door_and_harmless_inside() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let body = with_message(&format!(
        r#"{{"mid":"m_1","x":{deep},"text":"still here","attachments":{deep}}}"#
    ));
    let verified = Verified::from_store(Bytes::from(body));
    assert_eq!(offline().admit(&verified).unwrap_err().status, 400);
    assert_eq!(offline().normalise(&verified).events().count(), 1);
}

#[test]
fn a_body_that_is_no_json_is_one_problem_without_its_content_in_the_reason() {
    for body in [
        "",
        "EVENT",
        "{",
        "[1,2",
        "\u{feff}{}",
        "{\"object\":\"page\",\"entry\":[{]}",
        "nul",
    ] {
        let meaning = normalise(body);
        assert_eq!(
            (meaning.problems.len(), meaning.events().count()),
            (1, 0),
            "{body}"
        );
        assert!(
            meaning.problems[0]
                .reason
                .starts_with("the body is not JSON (line "),
            "{body}"
        );
        assert_eq!(meaning.problems[0].raw, body);
    }
    for body in [
        "null",
        "3",
        "\"page\"",
        "{}",
        "{\"object\":\"page\"}",
        "{\"object\":\"page\",\"entry\":{}}",
        "{\"object\":7}",
    ] {
        let meaning = normalise(body);
        assert_eq!(
            (meaning.problems.len(), meaning.events().count()),
            (1, 0),
            "{body}"
        );
    }
    let list = r#"[1,"x",{"entry":[]},null]"#;
    let meaning = normalise(list);
    assert_eq!(
        meaning.problems.len(),
        1,
        "a list is looked at once, however long"
    );
    assert_eq!(meaning.problems[0].raw, list);
    assert_eq!(
        offline()
            .normalise(&Verified::from_store(Bytes::from_static(b"\xff\xfe\x00")))
            .problems
            .len(),
        1
    );
}

#[test]
fn strange_words_are_kept_short_and_clean() {
    let kind = "k".repeat(5_000);
    let meaning = normalise(&with_event(&format!(
        r#"{{"sender":{{"id":"5"}},"{kind}":{{"a":1}}}}"#
    )));
    let InboundPayload::Other { kind, raw } = &meaning.accounts[0].events[0].payload else {
        panic!()
    };
    assert_eq!(kind.len(), 64);
    assert!(raw.contains("\"a\":1"));
    let parts = with_message(
        r#"{"mid":"m_1","attachments":[{"type":"a\nb"},{"type":"location","payload":{"coordinates":{"lat":1e400,"long":0}}}]}"#,
    );
    let InboundPayload::Message(message) = &normalise(&parts).accounts[0].events[0].payload else {
        panic!()
    };
    let word = |text: &str| Part::Unsupported {
        platform_type: text.into(),
    };
    assert_eq!(message.parts, [word("ab"), word("location")]);
}

/// Replaces one value somewhere by another.
fn mutate(body: &[u8], at: usize, with: &[u8], cut: usize) -> Vec<u8> {
    let at = at % (body.len() + 1);
    let end = (at + cut).min(body.len());
    [&body[..at], with, &body[end..]].concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_change_to_any_documented_body_is_survived(
        which in any::<prop::sample::Index>(),
        at in any::<usize>(),
        cut in 0usize..12,
        with in prop::sample::select(vec![
            "", "null", "\"\"", "[]", "{}", "-1", "1e999", "true", "\\ud83d", "\"id\":", "[[[[", "]", "}", ",", "\u{0}", "\"\\u0000\"", "message",
        ]),
    ) {
        let all = fixtures::all();
        let (_, body) = &all[which.index(all.len())];
        let changed = mutate(body, at, with.as_bytes(), cut);
        let meaning = offline().normalise(&Verified::from_store(changed.into()));
        for (_, event) in meaning.events() {
            prop_assert!(!event.provider_id.is_empty() && event.provider_id.len() <= 600);
        }
    }

    #[test]
    fn a_broken_neighbour_never_costs_a_good_event(junk in "[^\"\\\\\\p{C}]{0,20}", kind in "[a-z_]{1,12}", before in any::<bool>()) {
        let good = format!(r#"{{"sender":{{"id":"{CUSTOMER}"}},"message":{{"mid":"m_good","text":"x"}}}}"#);
        let bad = format!(r#"{{"{kind}":["{junk}",{{"{junk}":null}}]}}"#);
        let both = if before { format!("{bad},{good}") } else { format!("{good},{bad}") };
        let meaning = normalise(&with_event(&both));
        prop_assert!(meaning.events().any(|(_, event)| event.provider_id == "m_good"));
    }
}

#[test]
fn a_leads_summary_is_a_form_in_either_shape_of_its_way() {
    let hop = r#"{"app_id":413038776280800,"metadata":"messenger_lead_gen_complete"}"#;
    for hops in [hop.to_owned(), format!("[{{\"app_id\":1}},{hop}]")] {
        let body = with_event(&format!(
            r#"{{"sender":{{"id":"{CUSTOMER}"}},"hop_context":{hops},"message":{{"mid":"m_1",
                "text":"Lead summary:\nWhat city?: Reykjavik: the west\nE-mail: ana@example.com\nThank you"}}}}"#
        ));
        let InboundPayload::Message(message) = &normalise(&body).accounts[0].events[0].payload else {
            panic!("{hops}")
        };
        let [Part::Form(form)] = &message.parts[..] else {
            panic!("{:?}", message.parts)
        };
        let lines: Vec<(&str, &str)> = form
            .answers
            .iter()
            .map(|line| (line.question.as_str(), line.answer.as_str()))
            .collect();
        assert_eq!(
            lines,
            [
                ("What city?", "Reykjavik: the west"),
                ("E-mail", "ana@example.com")
            ]
        );
        assert!(message.synthetic);
    }
    let body = with_event(&format!(
        r#"{{"sender":{{"id":"{CUSTOMER}"}},"hop_context":{hop},"message":{{"mid":"m_1","text":"Thank you"}}}}"#
    ));
    let InboundPayload::Message(message) = &normalise(&body).accounts[0].events[0].payload else {
        panic!()
    };
    assert!(
        matches!(&message.parts[..], [Part::Text { .. }]),
        "nothing is lost"
    );
}
