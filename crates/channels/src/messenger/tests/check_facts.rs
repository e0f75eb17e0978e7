//! What the regular look tells beside what is wrong: fields at both levels, routing, limits, and what Meta does not
//! tell.

use parlance_channel::{Channel as _, CheckStatus, Fix, PlatformPage};

use super::{
    check::{ALL, APP, CALLBACK, assert_says, find, test},
    support::{PAGE, Platform, Seen, account, json},
};

#[tokio::test]
async fn fields_are_told_at_the_app_and_at_the_page_against_what_is_wanted() {
    let page_only = r#"["messages","message_reads"]"#;
    let checks = test(move |seen: &Seen| {
        let path = seen.path();
        path.ends_with("/subscribed_apps").then(|| {
            json(
                200,
                &format!(r#"{{"data":[{{"id":"{APP}","subscribed_fields":{page_only}}}]}}"#),
            )
        })
    })
    .await;
    let page = find(&checks, "subscription").fields.clone().unwrap();
    assert_eq!(page.found, ["messages", "message_reads"]);
    let wanted: Vec<String> = serde_json::from_str(ALL).unwrap();
    assert_eq!(page.wanted.len(), wanted.len());
    let app = find(&checks, "callback").fields.clone().unwrap();
    assert_eq!((app.found, app.wanted), (wanted, page.wanted));
}

#[tokio::test]
async fn a_page_without_any_subscription_is_told_with_all_that_is_missing() {
    let checks = test(|seen: &Seen| {
        seen.path()
            .ends_with("/subscribed_apps")
            .then(|| json(200, r#"{"data":[]}"#))
    })
    .await;
    let fields = find(&checks, "subscription").fields.clone().unwrap();
    assert!(fields.found.is_empty() && fields.wanted.contains(&"messages".to_owned()));
}

#[tokio::test]
async fn a_second_webhook_object_with_another_address_is_named() {
    let checks = test(|seen: &Seen| {
        let both = format!(
            r#"{{"data":[{{"object":"user","callback_url":"https://old.example/hook","active":true,"fields":[]}},
                {{"object":"page","callback_url":"{CALLBACK}","active":true,"fields":{ALL}}}]}}"#
        );
        seen.path().ends_with("/subscriptions").then(|| json(200, &both))
    })
    .await;
    assert_eq!(find(&checks, "callback").status, CheckStatus::Ok);
    assert_says(
        &checks,
        "objects",
        CheckStatus::Warning,
        "The app also sends events about user, and to another address: https://old.example/hook.",
    );
    let url = format!("https://developers.facebook.com/apps/{APP}/webhooks/");
    assert_eq!(
        find(&checks, "objects").fix,
        Some(Fix::AtPlatform { url: Some(url) })
    );
}

#[tokio::test]
async fn mode_and_access_level_are_never_guessed() {
    let checks = test(|_| None).await;
    let access = find(&checks, "access");
    assert_eq!(access.status, CheckStatus::Skipped);
    assert!(access.sentence.text.starts_with("Meta does not tell"));
    assert!(
        access
            .detail
            .as_ref()
            .unwrap()
            .text
            .contains("only people with a role on the app")
    );
}

#[tokio::test]
async fn routing_is_told_with_the_page_where_it_is_set() {
    let with = |status: &'static str| {
        move |seen: &Seen| {
            let body = format!(r#"{{"id":"{PAGE}","messaging_feature_status":{status}}}"#);
            seen.url
                .contains("messaging_feature_status")
                .then(|| json(200, &body))
        }
    };
    let on = test(with(
        r#"{"hop_v2":true,"msgr_multi_app":false,"ig_multi_app":false}"#,
    ))
    .await;
    assert_says(
        &on,
        "routing",
        CheckStatus::Ok,
        "Conversation routing is set up for the page.",
    );
    let url = format!("https://www.facebook.com/{PAGE}/settings/?tab=advanced_messaging");
    assert_eq!(
        find(&on, "routing").fix,
        Some(Fix::AtPlatform {
            url: Some(url.clone())
        })
    );
    let off = test(with(
        r#"{"hop_v2":false,"msgr_multi_app":false,"ig_multi_app":true}"#,
    ))
    .await;
    assert_says(
        &off,
        "routing",
        CheckStatus::Ok,
        "No default app is set for the page: every subscribed app gets its messages.",
    );
    let channel = Platform::new(|_| json(200, "{}")).channel();
    assert_eq!(
        channel.platform_page(&account(), PlatformPage::Routing),
        Some(url)
    );
}

#[tokio::test]
async fn granted_permissions_are_listed() {
    let checks = test(|_| None).await;
    assert_eq!(
        find(&checks, "permissions").detail.as_ref().unwrap().text,
        "Granted in all: pages_messaging, pages_manage_metadata, public_profile."
    );
}
