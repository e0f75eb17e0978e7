//! Comments on the page's posts: reading them, and answering under the post.

use parlance_channel::{
    Address, Channel as _, CheckStatus, EventKind, InboundPayload, OutboundPart, Outgoing, OwnReply,
    SendErrorKind,
    inbound::{Comment, CommentChange},
};
use parlance_core::{message::Part, window::Permit};
use serde_json::json;

use super::support::{PAGE, Platform, account, json as answer, normalise, refusal};

fn comment(fixture: &str) -> Comment {
    let meaning = normalise(fixture);
    let (_, event) = meaning.events().next().unwrap_or_else(|| panic!("{meaning:?}"));
    assert_eq!(event.kind(), EventKind::Comment);
    match &event.payload {
        InboundPayload::Comment(comment) => comment.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_comment_names_its_author_and_its_post() {
    let body = include_str!("../fixtures/feed_comment.json");
    let added = comment(body);
    assert_eq!(added.comment_id, "99_1234");
    assert_eq!(added.answers, None, "it stands directly under the post");
    assert_eq!(added.author_name.as_deref(), Some("Ana"));
    assert_eq!(added.post.post_id.as_deref(), Some("108044556677001_99"));
    assert_eq!(
        added.change,
        CommentChange::Added(vec![Part::Text {
            text: "how much?".into()
        }])
    );
    let meaning = normalise(body);
    let (_, event) = meaning.events().next().unwrap();
    assert_eq!(event.provider_at.unwrap().as_millis(), 1_795_340_289_000);
    assert!(
        !event.payload.opens_window(),
        "only an answer to a private reply does"
    );
}

#[test]
fn what_the_page_says_itself_is_told_apart() {
    assert!(comment(include_str!("../fixtures/feed_comment_of_page.json")).by_account);
    let meaning = normalise(include_str!("../fixtures/feed_comment_of_page.json"));
    let (_, event) = meaning.events().next().unwrap();
    assert_eq!(event.customer_id, None);
    assert!(!comment(include_str!("../fixtures/feed_comment_answer.json")).by_account);
}

#[test]
fn an_author_whom_the_app_may_not_know_is_nobody_elses_customer() {
    let meaning = normalise(include_str!("../fixtures/feed_comment_anonymous.json"));
    let (_, event) = meaning.events().next().unwrap();
    assert_eq!(event.customer_id.as_deref(), Some("99_1234"));
}

#[test]
fn the_same_change_has_the_same_key_and_another_one_another() {
    let key = |body: &str| normalise(body).events().next().unwrap().1.provider_id.clone();
    let edited = include_str!("../fixtures/feed_comment_edited.json");
    assert_eq!(key(edited), key(edited));
    let later = edited.replace("1795340390", "1795340391");
    assert_ne!(
        key(edited),
        key(&later),
        "the same words again later are another edit"
    );
}

#[test]
fn what_else_happens_on_the_page_is_left_aside() {
    let meaning = normalise(include_str!("../fixtures/feed_reaction_and_post.json"));
    let rules: Vec<_> = meaning.ignored.iter().map(|ignored| ignored.rule).collect();
    assert_eq!(rules, ["page_activity", "page_activity"]);
    assert!(
        meaning.ignored.iter().all(|ignored| ignored.raw.is_none()),
        "nothing of it is kept"
    );
}

#[tokio::test]
async fn a_private_reply_names_the_comment_as_its_recipient() {
    let platform = Platform::new(|_| answer(200, r#"{"recipient_id":"24891","message_id":"m_1"}"#));
    let (account, part) = (account(), OutboundPart::text("40 euros."));
    let outgoing = Outgoing {
        account: &account,
        recipient: Address::CommentAuthor("99_1234"),
        part: &part,
        persona: None,
        metadata: "k",
        reply_to: None,
        permit: Permit::Free,
    };
    let sent = platform.channel().send(outgoing).await.unwrap();
    assert_eq!(
        sent.recipient_id.as_deref(),
        Some("24891"),
        "now it is known who the author is"
    );
    let seen = &platform.seen()[0];
    assert_eq!(seen.path(), format!("{PAGE}/messages"));
    assert_eq!(
        seen.json(),
        json!({ "recipient": { "comment_id": "99_1234" }, "messaging_type": "RESPONSE",
                "message": { "text": "40 euros.", "metadata": "k" } })
    );
}

#[tokio::test]
async fn a_public_reply_stands_under_the_comment() {
    let platform = Platform::new(|_| answer(200, r#"{"id":"99_1301"}"#));
    let channel = platform.channel();
    let comments = channel.comments().unwrap();
    let sent = comments
        .reply_publicly(&account(), "99_1234", "40 euros.")
        .await
        .unwrap();
    assert_eq!(sent.provider_id, "99_1301");
    let seen = &platform.seen()[0];
    assert_eq!((seen.method.as_str(), seen.path()), ("POST", "99_1234/comments"));
    assert_eq!(seen.json(), json!({ "message": "40 euros." }));
}

#[tokio::test]
async fn a_public_reply_that_cannot_be_named_is_uncertain_and_a_removed_comment_is_gone() {
    let nameless = Platform::new(|_| answer(200, "{}"));
    let channel = nameless.channel();
    let comments = channel.comments().unwrap();
    let error = comments
        .reply_publicly(&account(), "99_1", "x")
        .await
        .unwrap_err();
    assert_eq!(error.kind, SendErrorKind::Uncertain);
    let gone = Platform::new(|_| refusal(400, 100, 33));
    let channel = gone.channel();
    let comments = channel.comments().unwrap();
    let error = comments
        .reply_publicly(&account(), "99_1", "x")
        .await
        .unwrap_err();
    assert_eq!(error.kind, SendErrorKind::Permanent);
    assert_eq!(error.sentence.id, "messenger.send.comment_gone");
}

#[tokio::test]
async fn the_pages_own_replies_are_found_among_others() {
    let rows = format!(
        r#"{{"data":[{{"id":"99_3","from":{{"id":"7001"}},"message":"me too"}},
            {{"id":"99_2","from":{{"id":"{PAGE}"}},"message":"40 euros.","created_time":"2026-11-22T10:15:00+0000"}},
            {{"from":{{"id":"{PAGE}"}}}}, 5]}}"#
    );
    let platform = Platform::new(move |_| answer(200, &rows));
    let channel = platform.channel();
    let own = channel
        .comments()
        .unwrap()
        .own_replies(&account(), "99_1234")
        .await
        .unwrap();
    let [
        OwnReply {
            provider_id,
            text,
            at,
        },
    ] = &own[..]
    else {
        panic!("{own:?}")
    };
    assert_eq!((provider_id.as_str(), text.as_str()), ("99_2", "40 euros."));
    assert_eq!(at.unwrap().as_millis(), 1_795_342_500_000);
}

#[tokio::test]
async fn a_post_is_shown_by_its_beginning() {
    let words = "kettle ".repeat(100);
    let body = json!({ "message": words, "permalink_url": "https://www.facebook.com/99" }).to_string();
    let platform = Platform::new(move |_| answer(200, &body));
    let channel = platform.channel();
    let post = channel
        .comments()
        .unwrap()
        .post(&account(), "108_99")
        .await
        .unwrap();
    let excerpt = post.excerpt.unwrap();
    assert!(excerpt.starts_with("kettle kettle") && excerpt.ends_with('…') && excerpt.chars().count() <= 281);
    assert_eq!(post.url.as_deref(), Some("https://www.facebook.com/99"));
    let bare = Platform::new(|_| answer(200, r#"{"permalink_url":"javascript:alert(1)"}"#));
    let channel = bare.channel();
    let post = channel
        .comments()
        .unwrap()
        .post(&account(), "108_99")
        .await
        .unwrap();
    assert_eq!((post.excerpt, post.url), (None, None));
}

#[test]
fn the_field_feed_is_wanted_only_when_comments_are_taken() {
    let channel = super::support::offline();
    let wants = |values| {
        let mut wanted = channel.descriptor().wanted_fields(&values);
        wanted.any(|field| field.name == "feed")
    };
    assert!(!wants(account()));
    assert!(wants(account().with_setting("take_comments", "true")));
}

#[tokio::test]
async fn missing_permissions_for_comments_are_a_remark_where_comments_are_taken() {
    let debug = r#"{"data":{"app_id":"1","type":"PAGE","is_valid":true,"expires_at":0,
        "scopes":["pages_messaging","pages_manage_metadata","pages_read_engagement"]}}"#;
    for (taken, status) in [(false, CheckStatus::Ok), (true, CheckStatus::Warning)] {
        let platform = Platform::new(move |seen| match seen.path() {
            "debug_token" => answer(200, debug),
            "me" => answer(
                200,
                &format!(r#"{{"id":"{PAGE}","name":"Alder & Pine","username":"alderandpine"}}"#),
            ),
            _ => answer(200, "{}"),
        });
        let mut values = account();
        if taken {
            values = values.with_setting("take_comments", "true");
        }
        let expected = parlance_channel::Expectations::default();
        let checks = platform.channel().test_connection(&values, &expected).await;
        let found = checks.iter().find(|check| check.id == "permissions").unwrap();
        assert_eq!(found.status, status, "{found:?}");
        if taken {
            assert!(
                found
                    .sentence
                    .text
                    .contains("pages_read_user_content and pages_manage_engagement")
            );
        }
    }
}
