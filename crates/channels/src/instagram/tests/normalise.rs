//! What customers send, and what becomes of it.

use parlance_channel::InboundPayload;
use parlance_core::message::{MediaState, Part};

use super::support::{normalise, with_message};

fn parts(message: &str) -> Vec<Part> {
    let meaning = normalise(&with_message(message));
    assert!(meaning.problems.is_empty(), "{:?}", meaning.problems);
    match &meaning.accounts[0].events[0].payload {
        InboundPayload::Message(message) => message.parts.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn pitfall_35_new_types_break_nothing_and_stay_visible() {
    let parts = parts(
        r#"{"mid":"m","text":"look","attachments":[{"type":"ig_story","payload":{"story_media_id":"1"}},
            {"type":"ig_post","payload":{"title":"Autumn","url":"https://lookaside.fbsbx.com/1"}},
            {"type":"ephemeral"},{"type":"ig_tomorrow","payload":7},null]}"#,
    );
    let kinds: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Part::Text { .. } => "text".to_owned(),
            Part::Shared { kind, .. } => kind.clone(),
            Part::Unsupported { platform_type } => format!("unsupported {platform_type}"),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "text",
            "story",
            "post",
            "unsupported ephemeral",
            "unsupported ig_tomorrow",
            "unsupported attachment"
        ]
    );
}

/// Meta's policy: what customers send is shown from Meta's address and not stored.
#[test]
fn no_file_of_a_customer_is_to_be_fetched() {
    let everything = parts(
        r#"{"mid":"m","reply_to":{"story":{"id":"1","url":"https://lookaside.fbsbx.com/0"}},"attachments":[
            {"type":"image","payload":{"url":"https://lookaside.fbsbx.com/1"}},
            {"type":"audio","payload":{"url":"https://lookaside.fbsbx.com/2"}},
            {"type":"video","payload":{"url":"https://lookaside.fbsbx.com/3"}},
            {"type":"file","payload":{"url":"https://lookaside.fbsbx.com/4"}},
            {"type":"story_mention","payload":{"url":"https://lookaside.fbsbx.com/5"}},
            {"type":"ig_post","payload":{"url":"https://lookaside.fbsbx.com/6"}}]}"#,
    );
    assert_eq!(everything.len(), 7);
    for part in everything {
        assert_eq!(
            part.media().map(|media| media.state),
            Some(MediaState::Linked),
            "{part:?}"
        );
    }
}

#[test]
fn a_story_that_is_answered_stands_before_the_answer() {
    let parts = parts(
        r#"{"mid":"m","text":"love this!","reply_to":{"story":{"id":"1","url":"https://lookaside.fbsbx.com/2"}}}"#,
    );
    assert!(
        matches!(&parts[..], [Part::Shared { kind, .. }, Part::Text { text }] if kind == "story_reply" && text == "love this!"),
        "{parts:?}"
    );
}

#[test]
fn addresses_that_are_none_of_the_web_are_dropped() {
    let parts = parts(
        r#"{"mid":"m","attachments":[{"type":"story_mention","payload":{"url":"javascript:alert(1)"}}]}"#,
    );
    assert!(
        matches!(
            &parts[..],
            [Part::Shared {
                url: None,
                picture: None,
                ..
            }]
        ),
        "{parts:?}"
    );
}

#[test]
fn what_is_for_the_page_is_left_to_others() {
    let meaning = normalise(r#"{"object":"page","entry":[{"id":"1","messaging":[{}]}]}"#);
    assert!(meaning.accounts.is_empty() && meaning.problems.is_empty());
    assert_eq!(meaning.ignored.len(), 1);
}
