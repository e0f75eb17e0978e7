//! Where implementers of this platform have stumbled, by number, as far as reading and sending alone can show it. The
//! others are in the engine's `tests/pipeline/pitfalls.rs` and beside what they are about; `docs/channels/messenger.md`
//! lists them all.

use bytes::Bytes;
use http::HeaderMap;
use parlance_channel::{
    Address, Channel as _, EventKind, InboundPayload, Normalised, OutboundPart, Outgoing, ProfileAnswer,
    SendErrorKind, SignatureRefusal, Unverified,
};
use parlance_core::{message::Part, window::Permit};
use secrecy::SecretString;

use super::support::{
    CUSTOMER, PAGE, Platform, SECRET, account, json, normalise, offline, refusal, with_event, with_message,
};

fn keys(meaning: &Normalised) -> Vec<&str> {
    meaning
        .events()
        .map(|(_, event)| event.provider_id.as_str())
        .collect()
}

fn parts(message: &str) -> Vec<Part> {
    let meaning = normalise(&with_message(message));
    match &meaning.events().next().expect("an event").1.payload {
        InboundPayload::Message(message) => message.parts.clone(),
        other => panic!("{other:?}"),
    }
}

fn customers(rest: &str) -> String {
    format!(
        r#"{{"sender":{{"id":"{CUSTOMER}"}},"recipient":{{"id":"{PAGE}"}},"timestamp":1795340100987,{rest}}}"#
    )
}

async fn sending(code: i64, subcode: i64) -> SendErrorKind {
    let platform = Platform::new(move |_| refusal(400, code, subcode));
    let (account, part) = (account(), OutboundPart::text("x"));
    let outgoing = Outgoing {
        account: &account,
        recipient: Address::Customer(CUSTOMER),
        persona: None,
        part: &part,
        metadata: "k",
        reply_to: None,
        permit: Permit::Free,
    };
    platform.channel().send(outgoing).await.expect_err("refused").kind
}

#[test]
fn pitfall_01_an_unknown_attachment_costs_neither_its_message_nor_the_batch() {
    let odd =
        customers(r#""message":{"mid":"m_1","text":"look","attachments":[{"type":"hologram"},{"type":7}]}"#);
    let next = customers(r#""message":{"mid":"m_2","text":"next"}"#);
    let meaning = normalise(&with_event(&format!("{odd},{next}")));
    assert_eq!(keys(&meaning), ["m_1", "m_2"]);
    assert!(meaning.problems.is_empty());
}

#[test]
fn pitfall_06_what_the_page_sent_is_never_the_customers() {
    for message in [
        r#"{"mid":"m_1","text":"x","is_echo":true}"#,
        r#"{"mid":"m_1","text":"x"}"#,
    ] {
        let event = format!(
            r#"{{"sender":{{"id":"{PAGE}"}},"recipient":{{"id":"{CUSTOMER}"}},"timestamp":1,"message":{message}}}"#
        );
        let meaning = normalise(&with_event(&event));
        let (_, event) = meaning.events().next().unwrap();
        assert_eq!(event.kind(), EventKind::Echo);
        assert!(!event.payload.opens_window(), "it would be answered for ever");
    }
}

#[test]
fn pitfall_09_a_standby_entry_skips_nothing() {
    let event = |mid: &str| customers(&format!(r#""message":{{"mid":"{mid}","text":"x"}}"#));
    let body = format!(
        r#"{{"object":"page","entry":[{{"id":"{PAGE}","standby":[{}]}},{{"id":"{PAGE}","messaging":[{}]}}]}}"#,
        event("m_s"),
        event("m_1")
    );
    let meaning = normalise(&body);
    let standby: Vec<(&str, bool)> = meaning
        .events()
        .map(|(_, event)| (event.provider_id.as_str(), event.standby))
        .collect();
    assert_eq!(standby, [("m_s", true), ("m_1", false)]);
}

fn check(body: &[u8], digest: &str, secret: &str) -> Result<Bytes, SignatureRefusal> {
    let mut headers = HeaderMap::new();
    headers.insert("x-hub-signature-256", format!("sha256={digest}").parse().unwrap());
    let request = Unverified::new(headers, Bytes::copy_from_slice(body));
    let verified = offline().verify_signature(request, &[SecretString::from(secret)])?;
    Ok(verified.body().clone())
}

/// A body with escapes and its signature, from the reference vectors.
const ESCAPED: &str = r#"{"object":"page","entry":[{"id":"108044556677001","time":1795340101123,"messaging":[{"sender":{"id":"24891234567890123"},"recipient":{"id":"108044556677001"},"timestamp":1795340100987,"message":{"mid":"m_demo-0002","text":"gr\u00fc\u00df dich \ud83d\udc4b https:\/\/example.com\/a"}}]}]}"#;
const OF_ESCAPED: &str = "e12d78fb4ed4057110c859e3bd724718f176bb90fea97644cf1e9ccca1a56b6b";

#[test]
fn pitfall_12_the_signature_is_that_of_the_bytes_as_they_came() {
    assert_eq!(
        check(ESCAPED.as_bytes(), OF_ESCAPED, SECRET).unwrap(),
        ESCAPED.as_bytes()
    );
    let value: serde_json::Value = serde_json::from_str(ESCAPED).unwrap();
    let written_again = value.to_string();
    assert!(
        check(written_again.as_bytes(), OF_ESCAPED, SECRET).is_err(),
        "the same meaning is not enough"
    );
}

#[test]
fn pitfall_13_the_verify_token_signs_nothing() {
    assert!(check(ESCAPED.as_bytes(), OF_ESCAPED, "verify-me").is_err());
}

#[test]
fn pitfall_14_an_event_without_a_sender_is_a_problem_of_its_own() {
    let nobody = format!(r#"{{"recipient":{{"id":"{PAGE}"}},"message":{{"mid":"m_1","text":"who?"}}}}"#);
    let next = customers(r#""message":{"mid":"m_2","text":"next"}"#);
    let meaning = normalise(&with_event(&format!("{nobody},{next}")));
    assert_eq!(keys(&meaning), ["m_2"]);
    assert_eq!(meaning.problems.len(), 1);
}

#[test]
fn pitfall_15_a_quick_reply_keeps_its_payload() {
    assert_eq!(
        parts(r#"{"mid":"m_1","text":"Green","quick_reply":{"payload":"C:GREEN"}}"#),
        [
            Part::Text { text: "Green".into() },
            Part::QuickReply {
                payload: "C:GREEN".into()
            }
        ]
    );
}

#[test]
fn pitfall_16_every_attachment_is_read_not_only_the_first() {
    let parts = parts(
        r#"{"mid":"m_1","attachments":[{"type":"audio","payload":{"url":"https://cdn.fbsbx.com/a.mp4"}},
            {"type":"image","payload":{"url":"https://cdn.fbsbx.com/a.jpg"}},{"type":"file","payload":{"url":"https://cdn.fbsbx.com/a.pdf"}}]}"#,
    );
    assert!(
        matches!(parts[..], [Part::Audio(_), Part::Image(_), Part::File(_)]),
        "{parts:?}"
    );
}

#[test]
fn pitfall_17_a_fallback_may_hold_nothing() {
    for attachment in [
        r#"{"type":"fallback"}"#,
        r#"{"type":"fallback","payload":null}"#,
        r#"{"type":"fallback","url":"","title":"","payload":{"url":null}}"#,
    ] {
        let parts = parts(&format!(r#"{{"mid":"m_1","attachments":[{attachment}]}}"#));
        assert!(matches!(&parts[..], [Part::Unsupported { platform_type }] if platform_type == "fallback"));
    }
}

#[test]
fn pitfall_18_the_thumb_is_visible_in_every_encoding() {
    for message in [
        r#"{"mid":"m_1","attachments":[{"type":"sticker","payload":{"sticker_id":369239263222822}}]}"#,
        r#"{"mid":"m_1","attachments":[{"type":"image","payload":{"sticker_id":"369239343222814","url":"https://x.fbcdn.net/l.png"}}]}"#,
        r#"{"mid":"m_1","sticker_id":369239383222810}"#,
    ] {
        assert_eq!(parts(message), [Part::Like], "{message}");
    }
}

#[tokio::test]
async fn pitfall_24_the_code_decides_and_never_the_words() {
    let platform = Platform::new(|_| {
        json(
            400,
            r#"{"error":{"message":"(#190) der Schlüssel ist abgelaufen","code":190,"error_subcode":463}}"#,
        )
    });
    let (account, part) = (account(), OutboundPart::text("x"));
    let outgoing = Outgoing {
        account: &account,
        recipient: Address::Customer(CUSTOMER),
        persona: None,
        part: &part,
        metadata: "k",
        reply_to: None,
        permit: Permit::Free,
    };
    let error = platform.channel().send(outgoing).await.unwrap_err();
    assert_eq!(error.kind, SendErrorKind::Reauth);
}

#[tokio::test]
async fn pitfall_26_a_profile_is_asked_only_for_what_every_app_may_read() {
    let platform = Platform::new(|_| json(200, r#"{"id":"1","name":"Ana"}"#));
    let found = platform.channel().profile(&account(), CUSTOMER).await;
    assert!(matches!(found, ProfileAnswer::Found(_)));
    let asked = &platform.seen()[0].url;
    for closed in ["locale", "timezone", "gender"] {
        assert!(
            !asked.contains(closed),
            "{closed} needs an approval of its own: {asked}"
        );
    }
}

#[tokio::test]
async fn pitfall_33_a_subcode_that_is_in_no_list_has_a_meaning_all_the_same() {
    assert!(matches!(
        sending(1_200, 2_018_024).await,
        SendErrorKind::Retry { .. }
    ));
    assert_eq!(sending(777_777, 1).await, SendErrorKind::Permanent);
    assert_eq!(sending(190, 99_999).await, SendErrorKind::Reauth);
}

#[test]
fn pitfall_34_taking_back_names_the_original_and_is_no_repeat_of_it() {
    for told in ["true", "\"true\"", "\"TRUE\"", "1", "false", "\"no\"", "0"] {
        let meaning = normalise(&with_message(&format!(r#"{{"mid":"m_1","is_deleted":{told}}}"#)));
        let Some((_, event)) = meaning.events().next() else {
            panic!("{told}: {meaning:?}")
        };
        let expected = if matches!(told, "false" | "\"no\"" | "0") {
            EventKind::Message
        } else {
            EventKind::Unsend
        };
        assert_eq!(
            (event.kind(), event.provider_id.as_str()),
            (expected, "m_1"),
            "{told}"
        );
    }
}

#[test]
fn pitfall_35_types_of_the_sister_platform_break_nothing() {
    let parts = parts(
        r#"{"mid":"m_1","attachments":[{"type":"ig_story","payload":{"story_media_id":"1"}},
            {"type":"ig_post","payload":{"title":"Autumn","url":"https://www.instagram.com/p/1"}},{"type":"ig_tomorrow"}]}"#,
    );
    assert!(
        matches!(&parts[..], [Part::Unsupported { .. }, Part::Shared { kind, .. }, Part::Unsupported { .. }] if kind == "post"),
        "{parts:?}"
    );
}

#[tokio::test]
async fn pitfall_36_unaccepted_terms_are_a_permission_and_no_outage() {
    assert_eq!(sending(2, 2_018_344).await, SendErrorKind::Permission);
}
