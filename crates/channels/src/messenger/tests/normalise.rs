//! The points where implementers stumbled, one by one.

use parlance_channel::{EventKind, InboundEvent, InboundPayload, Normalised};
use parlance_core::message::Part;

use super::support::{CUSTOMER, PAGE, normalise, with_event, with_message};

fn only(meaning: &Normalised) -> &InboundEvent {
    let events: Vec<_> = meaning.events().collect();
    assert_eq!(events.len(), 1, "{meaning:?}");
    events[0].1
}

fn parts(message: &str) -> Vec<Part> {
    match &only(&normalise(&with_message(message))).payload {
        InboundPayload::Message(message) => message.parts.clone(),
        other => panic!("{other:?}"),
    }
}

fn attachments(list: &str) -> Vec<Part> {
    parts(&format!(r#"{{"mid":"m_1","attachments":{list}}}"#))
}

fn unsupported(kind: &str) -> Part {
    Part::Unsupported {
        platform_type: kind.into(),
    }
}

#[test]
fn an_unknown_attachment_loses_neither_the_message_nor_its_neighbours() {
    let list = r#"[{"type":"hologram","payload":{"url":"https://x.fbcdn.net/h"}},{"type":"image","payload":{"url":"https://x.fbcdn.net/i.jpg"}},7,null,{"payload":3}]"#;
    let parts = attachments(list);
    assert_eq!(parts[0], unsupported("hologram"));
    assert!(matches!(parts[1], Part::Image(_)));
    assert_eq!(
        parts[2..],
        [
            unsupported("attachment"),
            unsupported("attachment"),
            unsupported("attachment")
        ]
    );
}

#[test]
fn a_quick_reply_keeps_its_payload_beside_its_text() {
    let parts = parts(r#"{"mid":"m_1","text":"Green","quick_reply":{"payload":"PICK:GREEN"}}"#);
    assert_eq!(
        parts,
        [
            Part::Text { text: "Green".into() },
            Part::QuickReply {
                payload: "PICK:GREEN".into()
            }
        ]
    );
}

#[test]
fn a_fallback_without_content_is_shown_as_what_it_is() {
    assert_eq!(
        attachments(r#"[{"type":"fallback","payload":null,"url":"","title":""}]"#),
        [unsupported("fallback")]
    );
    let link =
        attachments(r#"[{"type":"fallback","title":"Kettle","url":"javascript:alert(1)","payload":null}]"#);
    assert_eq!(
        link,
        [Part::Link {
            title: Some("Kettle".into()),
            url: None
        }]
    );
}

#[test]
fn a_sticker_is_one_picture_in_every_form_meta_has_used() {
    let url = "https://scontent.xx.fbcdn.net/like.png";
    for list in [
        format!(r#"[{{"type":"sticker","payload":{{"url":"{url}","sticker_id":369239263222822}}}}]"#),
        format!(r#"[{{"type":"image","payload":{{"url":"{url}","sticker_id":369239263222822}}}}]"#),
        format!(
            r#"[{{"type":"image","payload":{{"url":"{url}","sticker_id":"369239263222822"}}}},{{"type":"sticker","payload":{{"url":"{url}","sticker_id":369239263222822}}}}]"#
        ),
    ] {
        assert_eq!(attachments(&list), [Part::Like], "{list}");
        let other = list.replace("369239263222822", "1234567890");
        let parts = attachments(&other);
        assert!(
            matches!(parts.as_slice(), [Part::Sticker(_)]),
            "{other}: {parts:?}"
        );
    }
    for size in ["369239263222822", "369239343222814", "369239383222810"] {
        assert_eq!(
            parts(&format!(r#"{{"mid":"m_1","sticker_id":{size}}}"#)),
            [Part::Like]
        );
    }
    assert_eq!(
        parts(r#"{"mid":"m_1","sticker_id":1234567890}"#),
        [unsupported("sticker")]
    );
}

#[test]
fn an_event_from_the_page_is_an_echo_even_when_it_does_not_say_so() {
    let body = with_event(&format!(
        r#"{{"sender":{{"id":"{PAGE}"}},"recipient":{{"id":"{CUSTOMER}"}},"timestamp":1795340100987,"message":{{"mid":"m_1","text":"x"}}}}"#
    ));
    let meaning = normalise(&body);
    let event = only(&meaning);
    assert_eq!(event.kind(), EventKind::Echo);
    assert_eq!(event.customer_id.as_deref(), Some(CUSTOMER));
    assert!(!event.payload.opens_window());
}

#[test]
fn an_echo_turned_around_still_names_the_customer() {
    let body = with_event(&format!(
        r#"{{"sender":{{"id":"{CUSTOMER}"}},"recipient":{{"id":"{PAGE}"}},"message":{{"mid":"m_1","is_echo":"true","app_id":263902037430900,"text":"x"}}}}"#
    ));
    let meaning = normalise(&body);
    let event = only(&meaning);
    assert_eq!(
        (event.kind(), event.customer_id.as_deref()),
        (EventKind::Echo, Some(CUSTOMER))
    );
}

#[test]
fn taking_back_is_an_update_that_no_repeat_filter_swallows() {
    let sent = normalise(&with_message(r#"{"mid":"m_txt-01","text":"oops"}"#));
    let taken = normalise(&with_message(r#"{"mid":"m_txt-01","is_deleted":"true"}"#));
    let key = |meaning: &Normalised| (only(meaning).kind(), only(meaning).provider_id.clone());
    assert_eq!(key(&sent), (EventKind::Message, "m_txt-01".into()));
    assert_eq!(key(&taken), (EventKind::Unsend, "m_txt-01".into()));
}

#[test]
fn a_missing_sender_is_the_problem_of_that_event_alone() {
    let body = with_event(&format!(
        r#"{{"recipient":{{"id":"{PAGE}"}},"message":{{"mid":"m_1","text":"who?"}}}},
           {{"sender":null,"recipient":{{"id":"{PAGE}"}},"read":{{"watermark":1795340194000}}}},
           {{"sender":{{"id":"{CUSTOMER}"}},"recipient":{{"id":"{PAGE}"}},"message":{{"mid":"m_2","text":null}}}},
           "nonsense", 5, null, [],
           {{"sender":{{"id":"{CUSTOMER}"}},"message":"not an object"}},
           {{"sender":{{"id":"{CUSTOMER}"}},"timestamp":1}},
           {{"sender":{{"id":"{CUSTOMER}"}},"recipient":{{"id":"{PAGE}"}},"message":{{"mid":"m_3","text":"still here"}}}}"#
    ));
    let meaning = normalise(&body);
    let kept: Vec<(u32, &str)> = meaning
        .events()
        .map(|(_, event)| (event.index, event.provider_id.as_str()))
        .collect();
    assert_eq!(kept, [(2, "m_2"), (9, "m_3")]);
    let reasons: Vec<(u32, &str)> = meaning
        .problems
        .iter()
        .map(|p| (p.index, p.reason.as_str()))
        .collect();
    assert_eq!(
        reasons,
        [
            (0, "'message' does not name the customer"),
            (1, "'read' does not name the customer"),
            (3, "the event is not an object"),
            (4, "the event is not an object"),
            (5, "the event is not an object"),
            (6, "the event is not an object"),
            (7, "'message' is not an object"),
            (8, "the event says nothing that happened"),
        ]
    );
    assert!(meaning.problems[0].raw.contains("m_1"));
    assert_eq!(meaning.problems[0].external_id.as_deref(), Some(PAGE));
}

#[test]
fn a_standby_entry_without_messaging_skips_nothing_behind_it() {
    let body = format!(
        r#"{{"object":"page","entry":[
          {{"id":"{PAGE}","standby":[{{"sender":{{"id":"1"}},"message":{{"mid":"m_s","text":"x"}}}}]}},
          {{"id":"{PAGE}"}}, 3,
          {{"id":"{PAGE}","messaging":{{"sender":{{"id":"1"}},"message":{{"mid":"m_single","text":"no list"}}}}}},
          {{"id":"{PAGE}","messaging":"?"}},
          {{"id":"{PAGE}","messaging":[{{"sender":{{"id":"1"}},"message":{{"mid":"m_m","text":"x"}}}}]}}]}}"#
    );
    let meaning = normalise(&body);
    let found: Vec<(&str, bool)> = meaning
        .events()
        .map(|(_, e)| (e.provider_id.as_str(), e.standby))
        .collect();
    assert_eq!(found, [("m_s", true), ("m_single", false), ("m_m", false)]);
    assert_eq!(meaning.ignored[0].rule, "empty_entry");
    assert_eq!(meaning.problems.len(), 2);
}

#[test]
fn what_is_not_for_messenger_is_left_aside_by_a_named_rule() {
    let rule = |body: &str| {
        let meaning = normalise(body);
        assert_eq!(
            (meaning.events().count(), meaning.problems.len()),
            (0, 0),
            "{body}"
        );
        meaning
            .ignored
            .iter()
            .map(|ignored| ignored.rule)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        rule(r#"{"object":"instagram","entry":[{"id":"1","messaging":[{}]}]}"#),
        ["other_object"]
    );
    assert_eq!(rule(r#"{"object":"user","entry":[]}"#), ["other_object"]);
    assert_eq!(
        rule(r#"{"object":"page","entry":[{"id":"0","time":1,"messaging":[{}]}]}"#),
        ["dashboard_test"]
    );
    let change = |field: &str| {
        format!(r#"{{"object":"page","entry":[{{"id":"7","changes":[{{"field":"{field}"}}]}}]}}"#)
    };
    assert_eq!(rule(&change("feed")), ["page_change"]);
    assert_eq!(rule(&change("messages")), ["dashboard_test"]);
    assert!(rule(r#"{"object":"page","entry":[]}"#).is_empty());
}

#[test]
fn the_event_names_the_page_when_the_entry_does_not() {
    let body = format!(
        r#"{{"object":"page","entry":[{{"messaging":[
          {{"sender":{{"id":"5"}},"recipient":{{"id":"{PAGE}"}},"messaging_feedback":{{}}}},
          {{"sender":{{"id":"{PAGE}"}},"recipient":{{"id":"5"}},"message":{{"is_echo":true,"mid":"m_1","text":"x"}}}},
          {{"sender":{{"id":"5"}},"message":{{"mid":"m_2"}}}}]}}]}}"#
    );
    let meaning = normalise(&body);
    assert!(
        meaning
            .events()
            .all(|(page, event)| page == PAGE && event.customer_id.as_deref() == Some("5"))
    );
    assert_eq!(meaning.events().count(), 2);
    assert_eq!(
        meaning.problems[0].reason,
        "neither the entry nor the event names the page"
    );
}

#[test]
fn repeats_have_the_same_key_and_different_events_do_not() {
    let key = |event: &str| {
        let meaning = normalise(&with_event(event));
        only(&meaning).provider_id.clone()
    };
    let read = |at: u64, watermark: u64| {
        format!(r#"{{"sender":{{"id":"5"}},"timestamp":{at},"read":{{"watermark":{watermark}}}}}"#)
    };
    let first = key(&read(1_795_340_195_002, 1_795_340_194_000));
    assert!(first.starts_with("sha256:"));
    let spaced = r#"{ "timestamp" : "1795340195002", "read" : { "watermark" : 1795340194000 }, "sender" : { "id" : 5 } }"#;
    assert_eq!(
        first,
        key(spaced),
        "spacing, order and writing of numbers do not matter"
    );
    assert_ne!(first, key(&read(1_795_340_195_003, 1_795_340_194_000)));
    assert_ne!(first, key(&read(1_795_340_195_002, 1_795_340_194_001)));
    let edit = |n: &str| {
        key(&format!(
            r#"{{"sender":{{"id":"5"}},"message_edit":{{"mid":"m_1","text":"x","num_edit":{n}}}}}"#
        ))
    };
    assert_eq!(edit("2"), "m_1#2");
    assert_eq!(edit("\"2\""), edit("2"));
    assert_ne!(edit("1"), edit("2"));
    let long = key(&format!(
        r#"{{"sender":{{"id":"5"}},"message":{{"mid":"{}","text":"x"}}}}"#,
        "m".repeat(700)
    ));
    assert!(long.starts_with("sha256:") && long.len() <= 600);
}

#[test]
fn only_acts_of_the_customer_open_the_window() {
    let opens = |event: &str| {
        let meaning = normalise(&with_event(event));
        only(&meaning).payload.opens_window()
    };
    let by = |what: &str| format!(r#"{{"sender":{{"id":"5"}},"timestamp":1795340195002,{what}}}"#);
    assert!(opens(&by(r#""message":{"mid":"m_1","text":"hi"}"#)));
    assert!(opens(&by(r#""postback":{"title":"Menu"}"#)));
    assert!(opens(&by(
        r#""reaction":{"mid":"m_1","action":"react","emoji":"x"}"#
    )));
    assert!(!opens(&by(r#""reaction":{"mid":"m_1","action":"unreact"}"#)));
    assert!(!opens(&by(r#""read":{"watermark":1795340194000}"#)));
    assert!(!opens(&by(r#""delivery":{"watermark":1795340194000}"#)));
    assert!(!opens(&by(
        r#""message":{"mid":"m_1","text":"s"},"hop_context":{"app_id":413038776280800}"#
    )));
}
