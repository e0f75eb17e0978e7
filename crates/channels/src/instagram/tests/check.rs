//! *Test Connection* against a platform in every state an administrator meets.

use parlance_channel::{AccountValues, Channel as _, Check, CheckStatus, Expectations, check::worst};
use parlance_core::Timestamp;

use super::support::{ACCOUNT, Answer, PAGE, Platform, SECRET, Seen, TOKEN, account, json};

const APP: &str = "742000000000001";
const CALLBACK: &str = "https://chat.example/clientweb/ig/webhook/17841400112233445";
const ALL: &str = r#"["messages","messaging_postbacks","messaging_seen","message_reactions","message_edit","messaging_referral","messaging_handover","standby"]"#;

/// A platform on which everything is right.
fn healthy(seen: &Seen) -> Answer {
    let connected = seen.url.contains("instagram_business_account");
    match (seen.method.as_str(), seen.path()) {
        ("GET", "me") if connected => json(
            200,
            &format!(
                r#"{{"id":"{PAGE}","instagram_business_account":{{"id":"{ACCOUNT}","username":"AlderAndPine"}}}}"#
            ),
        ),
        ("GET", "me") => json(200, &format!(r#"{{"id":"{PAGE}","name":"Alder & Pine"}}"#)),
        ("POST", "debug_token") => json(
            200,
            &format!(
                r#"{{"data":{{"app_id":"{APP}","application":"Desk","type":"PAGE","is_valid":true,"expires_at":0,"scopes":["instagram_manage_messages","instagram_basic","pages_manage_metadata"]}}}}"#
            ),
        ),
        ("GET", path) if path == format!("{PAGE}/subscribed_apps") => json(
            200,
            &format!(r#"{{"data":[{{"id":"{APP}","subscribed_fields":{ALL}}}]}}"#),
        ),
        ("GET", path) if path == format!("{APP}/subscriptions") => json(
            200,
            &format!(
                r#"{{"data":[{{"object":"page","callback_url":"https://else.example/","active":true,"fields":[]}},
                    {{"object":"instagram","callback_url":"{CALLBACK}","active":true,"fields":{ALL}}}]}}"#
            ),
        ),
        other => panic!("unexpected {other:?}"),
    }
}

fn expected() -> Expectations {
    let now = Timestamp::from_millis(1_795_340_101_000);
    Expectations {
        now,
        callback_url: Some(CALLBACK.into()),
        shared_callback_url: Some("https://chat.example/clientweb/ig/webhook".into()),
        relatives: Vec::new(),
        webhook_verified_at: Some(now.plus_ms(-86_400_000)),
        last_event_at: Some(now.plus_ms(-12_000)),
    }
}

async fn test_with(
    values: &AccountValues,
    script: impl Fn(&Seen) -> Option<Answer> + Send + Sync + 'static,
) -> Vec<Check> {
    let platform = Platform::new(move |seen| script(seen).unwrap_or_else(|| healthy(seen)));
    let checks = platform.instagram().test_connection(values, &expected()).await;
    for seen in platform.seen() {
        assert!(
            !seen.url.contains(TOKEN) && !seen.url.contains(SECRET),
            "{}",
            seen.url
        );
    }
    checks
}

#[track_caller]
fn says(checks: &[Check], id: &str) -> (CheckStatus, String) {
    let check = checks
        .iter()
        .find(|check| check.id == id)
        .unwrap_or_else(|| panic!("no {id} in {checks:?}"));
    (check.status, check.sentence.id.clone())
}

#[tokio::test]
async fn a_healthy_account_is_told_so_line_by_line() {
    let checks = test_with(&account(), |_| None).await;
    let ids: Vec<&str> = checks.iter().map(|check| check.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "token",
            "page",
            "instagram",
            "username",
            "permissions",
            "subscription",
            "app_secret",
            "callback",
            "access",
            "routing",
            "rate",
            "webhook"
        ]
    );
    assert_eq!(worst(&checks), CheckStatus::Ok, "{checks:?}");
}

#[tokio::test]
async fn a_page_without_an_account_or_with_another_is_said() {
    let none = |seen: &Seen| {
        seen.url
            .contains("instagram_business_account")
            .then(|| json(200, &format!(r#"{{"id":"{PAGE}"}}"#)))
    };
    let checks = test_with(&account(), none).await;
    assert_eq!(
        says(&checks, "instagram"),
        (CheckStatus::Failed, "instagram.check.instagram.none".into())
    );
    assert_eq!(says(&checks, "username").0, CheckStatus::Skipped);
    let other = account().with_setting("instagram_id", "17841400000000000");
    let checks = test_with(&other, |_| None).await;
    assert_eq!(
        says(&checks, "instagram"),
        (CheckStatus::Failed, "instagram.check.instagram.other".into())
    );
    let renamed = account().with_setting("username", "somebody");
    let checks = test_with(&renamed, |_| None).await;
    assert_eq!(
        says(&checks, "username"),
        (CheckStatus::Warning, "instagram.check.username.differs".into())
    );
}

#[tokio::test]
async fn the_apps_webhook_for_instagram_counts_and_not_the_pages() {
    let only_page = |seen: &Seen| {
        seen.path().ends_with("/subscriptions").then(|| {
            json(
                200,
                &format!(r#"{{"data":[{{"object":"page","callback_url":"{CALLBACK}","active":true,"fields":{ALL}}}]}}"#),
            )
        })
    };
    let checks = test_with(&account(), only_page).await;
    assert_eq!(
        says(&checks, "callback"),
        (
            CheckStatus::Failed,
            "instagram.check.callback.other_object".into()
        )
    );
}

#[tokio::test]
async fn subscribing_keeps_what_the_page_has_for_others() {
    let platform = Platform::new(|seen| {
        let listed =
            r#"{"data":[{"id":"742000000000001","subscribed_fields":["messages","message_reads"]}]}"#;
        json(
            200,
            if seen.method == "POST" {
                r#"{"success":true}"#
            } else {
                listed
            },
        )
    });
    let wanted = ["messages".to_owned(), "messaging_seen".to_owned()];
    platform.instagram().subscribe(&account(), &wanted).await.unwrap();
    let seen = platform.seen();
    let post = seen.iter().find(|seen| seen.method == "POST").unwrap();
    assert!(
        post.url
            .contains("subscribed_fields=messages%2Cmessaging_seen%2Cmessage_reads"),
        "{}",
        post.url
    );
}

/// An app has one address for pages and accounts; what comes to the page's for the account is handed over.
#[tokio::test]
async fn the_address_of_a_relative_is_as_good_as_its_own() {
    let at_page = "https://chat.example/clientweb/fb/webhook/108044556677001";
    let script = move |seen: &Seen| {
        let body = format!(
            r#"{{"data":[{{"object":"instagram","callback_url":"{at_page}","active":true,"fields":{ALL}}}]}}"#
        );
        if seen.path().ends_with("/subscriptions") {
            json(200, &body)
        } else {
            healthy(seen)
        }
    };
    for (relatives, status) in [
        (vec![], CheckStatus::Failed),
        (vec![at_page.to_owned()], CheckStatus::Ok),
    ] {
        let platform = Platform::new(script);
        let expected = Expectations {
            relatives,
            ..expected()
        };
        let checks = platform.instagram().test_connection(&account(), &expected).await;
        assert_eq!(says(&checks, "callback").0, status);
    }
}
