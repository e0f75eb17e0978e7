//! Comments on what the account has published: reading them, and answering.

use parlance_channel::{
    Address, Channel as _, CheckStatus, EventKind, InboundPayload, OutboundPart, Outgoing, SendErrorKind,
    inbound::{Comment, CommentChange},
};
use parlance_core::{message::Part, window::Permit};
use serde_json::json;

use super::support::{ACCOUNT, CUSTOMER, PAGE, Platform, account, json as answer, normalise, offline};

fn comment(fixture: &str) -> (Option<String>, Comment) {
    let meaning = normalise(fixture);
    let (of, event) = meaning.events().next().unwrap_or_else(|| panic!("{meaning:?}"));
    assert_eq!((of, event.kind()), (ACCOUNT, EventKind::Comment));
    match &event.payload {
        InboundPayload::Comment(comment) => (event.customer_id.clone(), comment.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_comment_names_its_author_as_messages_do() {
    let (customer, added) = comment(include_str!("../fixtures/comment.json"));
    assert_eq!(customer.as_deref(), Some(CUSTOMER));
    assert_eq!(added.author_name.as_deref(), Some("ona.b"));
    assert_eq!(added.comment_id, "17865799348089039");
    assert_eq!(added.answers, None);
    assert_eq!(added.post.post_id.as_deref(), Some("17900112233445577"));
    let text = Part::Text {
        text: "Lovely!".into(),
    };
    assert_eq!(added.change, CommentChange::Added(vec![text]));
    let (_, second) = comment(include_str!("../fixtures/comment_answer.json"));
    assert_eq!(second.answers.as_deref(), Some("17865799348089039"));
}

#[test]
fn what_the_account_answers_itself_is_told_apart_and_nobody_is_guessed() {
    let (customer, own) = comment(include_str!("../fixtures/comment_of_account.json"));
    assert!(own.by_account && customer.is_none());
    let (customer, anonymous) = comment(include_str!("../fixtures/comment_anonymous.json"));
    assert!(!anonymous.by_account);
    assert_eq!(customer, Some(anonymous.comment_id), "nobody else's customer");
}

#[test]
fn broadcasts_and_advertisements_have_comments_too() {
    let (_, live) = comment(include_str!("../fixtures/comment_live.json"));
    assert!(matches!(live.change, CommentChange::Added(_)));
    let (_, on_ad) = comment(include_str!("../fixtures/comment_on_ad.json"));
    assert_eq!(on_ad.post.excerpt.as_deref(), Some("Autumn sale"));
}

#[tokio::test]
async fn a_private_reply_names_the_comment_as_its_recipient() {
    let told = format!(r#"{{"recipient_id":"{CUSTOMER}","message_id":"aWdf1"}}"#);
    let platform = Platform::new(move |_| answer(200, &told));
    let (account, part) = (account(), OutboundPart::text("40 euros."));
    let outgoing = Outgoing {
        account: &account,
        recipient: Address::CommentAuthor("178"),
        part: &part,
        persona: None,
        metadata: "k",
        reply_to: None,
        permit: Permit::Free,
    };
    let sent = platform.instagram().send(outgoing).await.unwrap();
    assert_eq!(sent.recipient_id.as_deref(), Some(CUSTOMER));
    let seen = &platform.seen()[0];
    assert_eq!(seen.path(), format!("{PAGE}/messages"));
    assert_eq!(seen.json()["recipient"], json!({ "comment_id": "178" }));
}

#[tokio::test]
async fn a_public_reply_stands_under_the_comment_and_is_found_again() {
    let rows = format!(
        r#"{{"data":[{{"id":"1","from":{{"id":"{CUSTOMER}"}},"text":"me too"}},
            {{"id":"2","from":{{"id":"{ACCOUNT}"}},"text":"40 euros.","timestamp":"2026-11-22T10:15:00+0000"}}]}}"#
    );
    let platform = Platform::new(move |seen| {
        let posted = seen.method == "POST";
        answer(200, if posted { r#"{"id":"2"}"# } else { &rows })
    });
    let channel = platform.instagram();
    let comments = channel.comments().unwrap();
    let sent = comments
        .reply_publicly(&account(), "178", "40 euros.")
        .await
        .unwrap();
    assert_eq!(sent.provider_id, "2");
    let seen = &platform.seen()[0];
    assert_eq!(
        (seen.path(), seen.json()),
        ("178/replies", json!({ "message": "40 euros." }))
    );
    let own = comments.own_replies(&account(), "178").await.unwrap();
    assert_eq!(own.len(), 1, "not the customer's");
    assert_eq!(
        (own[0].provider_id.as_str(), own[0].text.as_str()),
        ("2", "40 euros.")
    );
    assert_eq!(own[0].at.unwrap().as_millis(), 1_795_342_500_000);
}

#[tokio::test]
async fn a_removed_comment_is_said_in_this_channels_words() {
    let gone = Platform::new(|_| super::support::refusal(400, 100, 33));
    let channel = gone.instagram();
    let error = channel
        .comments()
        .unwrap()
        .reply_publicly(&account(), "178", "x")
        .await
        .unwrap_err();
    assert_eq!(error.kind, SendErrorKind::Permanent);
    assert_eq!(error.sentence.id, "instagram.send.comment_gone");
}

#[tokio::test]
async fn a_post_is_shown_by_its_caption() {
    let body = json!({ "caption": "Autumn sale", "permalink": "https://www.instagram.com/p/1/" }).to_string();
    let platform = Platform::new(move |_| answer(200, &body));
    let channel = platform.instagram();
    let post = channel.comments().unwrap().post(&account(), "179").await.unwrap();
    assert_eq!(post.excerpt.as_deref(), Some("Autumn sale"));
    assert_eq!(post.url.as_deref(), Some("https://www.instagram.com/p/1/"));
}

#[test]
fn the_fields_of_comments_are_wanted_only_when_they_are_taken() {
    let channel = offline();
    let wanted = |values| -> Vec<String> {
        let fields = channel.descriptor().wanted_fields(&values);
        fields.map(|field| field.name.clone()).collect()
    };
    assert!(!wanted(account()).contains(&"comments".to_owned()));
    let taken = wanted(account().with_setting("take_comments", "true"));
    assert!(taken.ends_with(&["comments".to_owned(), "live_comments".to_owned()]));
}

#[tokio::test]
async fn the_permission_for_comments_is_asked_for_where_they_are_taken() {
    let debug = r#"{"data":{"app_id":"1","type":"PAGE","is_valid":true,"expires_at":0,
        "scopes":["instagram_manage_messages","instagram_basic","pages_manage_metadata","pages_read_engagement"]}}"#;
    let platform = Platform::new(move |seen| match seen.path() {
        "debug_token" => answer(200, debug),
        "me" => answer(200, &format!(r#"{{"id":"{PAGE}","name":"Alder & Pine"}}"#)),
        _ => answer(200, "{}"),
    });
    let values = account().with_setting("take_comments", "true");
    let expected = parlance_channel::Expectations::default();
    let checks = platform.instagram().test_connection(&values, &expected).await;
    let found = checks.iter().find(|check| check.id == "permissions").unwrap();
    assert_eq!(found.status, CheckStatus::Warning);
    assert!(
        found.sentence.text.contains("instagram_manage_comments"),
        "{found:?}"
    );
}
