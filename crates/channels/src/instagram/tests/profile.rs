//! First questions and the menu.

use parlance_channel::Channel as _;
use parlance_core::public_profile::PublicProfile;
use serde_json::json;

use super::support::{PAGE, Platform, account, json as answer};

fn wanted() -> PublicProfile {
    let wanted: PublicProfile = serde_json::from_value(json!({
        "questions": [{"locale": "default", "items": [{"question": "Open?", "payload": "OPEN"}]}],
        "menus": [{"locale": "default", "items": [{"title": "Talk to us"}]}],
    }))
    .unwrap();
    wanted.tidied()
}

#[tokio::test]
async fn it_is_the_accounts_and_names_nothing_that_only_pages_have() {
    let platform = Platform::new(|_| answer(200, r#"{"result":"success"}"#));
    let channel = platform.instagram();
    channel
        .public_profile()
        .unwrap()
        .publish(&account(), &wanted())
        .await
        .unwrap();
    let seen = platform.seen();
    assert_eq!(seen.len(), 1, "nothing is to be taken away: {seen:?}");
    assert_eq!(seen[0].path(), format!("{PAGE}/messenger_profile"));
    assert!(seen[0].url.contains("platform=instagram"), "{}", seen[0].url);
    assert_eq!(
        seen[0].json(),
        json!({
            "ice_breakers": [{"locale": "default", "call_to_actions": [{"question": "Open?", "payload": "OPEN"}]}],
            "persistent_menu": [{"locale": "default", "call_to_actions": [
                {"type": "postback", "title": "Talk to us", "payload": "Talk to us"}]}],
        })
    );
}

#[tokio::test]
async fn only_what_there_can_be_is_taken_away() {
    let platform = Platform::new(|_| answer(200, r#"{"result":"success"}"#));
    let channel = platform.instagram();
    let page = channel.public_profile().unwrap();
    page.publish(&account(), &PublicProfile::default()).await.unwrap();
    let seen = &platform.seen()[0];
    assert_eq!(seen.method, "DELETE");
    assert_eq!(
        seen.json(),
        json!({ "fields": ["persistent_menu", "ice_breakers"] })
    );
    assert!(seen.url.contains("platform=instagram"), "{}", seen.url);
}

/// Meta's page shows the questions as the rows themselves; with several properties there is a name to each.
#[tokio::test]
async fn questions_are_read_in_every_documented_shape() {
    let question = r#"{"question":"Open?","payload":"OPEN"}"#;
    let per_language = format!(r#"{{"locale":"default","call_to_actions":[{question}]}}"#);
    let shapes = [
        format!(r#"{{"data":[{{"ice_breakers":[{per_language}]}}]}}"#),
        format!(r#"{{"data":[{{"persistent_menu":[]}},{{"ice_breakers":[{per_language}]}}]}}"#),
        format!(r#"{{"data":[{per_language}]}}"#),
        format!(r#"{{"data":[{question}]}}"#),
    ];
    for shape in shapes {
        let body = shape.clone();
        let platform = Platform::new(move |_| answer(200, &body));
        let channel = platform.instagram();
        let there = channel.public_profile().unwrap().read(&account()).await.unwrap();
        assert_eq!(there.questions, wanted().questions, "{shape}");
        assert!(platform.seen()[0].url.contains("platform=instagram"));
    }
}
