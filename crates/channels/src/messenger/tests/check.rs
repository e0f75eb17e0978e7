//! *Test Connection* against a platform in every state an administrator meets.

use parlance_channel::{
    AccountValues, Channel as _, Check, CheckStatus, Expectations, Fix, HttpFailure, check::worst,
};
use parlance_core::Timestamp;

use super::support::{Answer, PAGE, PROOF, Platform, SECRET, Seen, TOKEN, account, json, refusal};

pub(super) const APP: &str = "742000000000001";
pub(super) const CALLBACK: &str = "https://chat.example/clientweb/fb/webhook/108044556677001";
pub(super) const ALL: &str = r#"["messages","messaging_postbacks","messaging_optins","message_deliveries","message_reads","message_echoes","message_reactions","message_edits","messaging_referrals","messaging_handovers","standby","messaging_policy_enforcement","messaging_feedback","messaging_customer_information","messaging_account_linking"]"#;

fn debug(token_type: &str, scopes: &str) -> Answer {
    json(
        200,
        &format!(
            r#"{{"data":{{"app_id":"{APP}","application":"Desk","type":"{token_type}","profile_id":"{PAGE}","is_valid":true,"expires_at":0,"scopes":{scopes}}}}}"#
        ),
    )
}

/// A platform on which everything is right.
fn healthy(seen: &Seen) -> Answer {
    match (seen.method.as_str(), seen.path()) {
        ("GET", "me") => json(
            200,
            &format!(r#"{{"id":"{PAGE}","name":"Alder & Pine","username":"AlderAndPine"}}"#),
        ),
        ("POST", "debug_token") => {
            assert!(seen.url.contains("?method=GET"));
            let by_app = seen.bearer == format!("{APP}|{SECRET}");
            assert!(by_app || seen.bearer == TOKEN, "{}", seen.bearer);
            debug(
                "PAGE",
                r#"["pages_messaging","pages_manage_metadata","public_profile"]"#,
            )
        }
        ("GET", path) if path == format!("{PAGE}/subscribed_apps") => json(
            200,
            &format!(r#"{{"data":[{{"id":"{APP}","subscribed_fields":{ALL}}}]}}"#),
        ),
        ("GET", path) if path == format!("{APP}/subscriptions") => json(
            200,
            &format!(
                r#"{{"data":[{{"object":"page","callback_url":"{CALLBACK}","active":true,"fields":{ALL}}}]}}"#
            ),
        ),
        ("GET", "me/accounts") => refusal(400, 100, 0),
        other => panic!("unexpected {other:?}"),
    }
}

fn expected() -> Expectations {
    let now = Timestamp::from_millis(1_795_340_101_000);
    Expectations {
        now,
        callback_url: Some(CALLBACK.into()),
        shared_callback_url: Some("https://chat.example/clientweb/fb/webhook".into()),
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
    let checks = platform.channel().test_connection(values, &expected()).await;
    for seen in platform.seen() {
        assert!(
            !seen.url.contains(TOKEN) && !seen.url.contains(SECRET),
            "{}",
            seen.url
        );
    }
    checks
}

pub(super) async fn test(script: impl Fn(&Seen) -> Option<Answer> + Send + Sync + 'static) -> Vec<Check> {
    test_with(&account(), script).await
}

#[track_caller]
pub(super) fn find<'a>(checks: &'a [Check], id: &str) -> &'a Check {
    checks
        .iter()
        .find(|check| check.id == id)
        .unwrap_or_else(|| panic!("no {id} in {checks:?}"))
}

#[track_caller]
pub(super) fn assert_says(checks: &[Check], id: &str, status: CheckStatus, text: &str) {
    let check = find(checks, id);
    assert_eq!((check.status, check.sentence.text.as_str()), (status, text));
}

fn on(
    path: &'static str,
    answer: fn() -> Answer,
) -> impl Fn(&Seen) -> Option<Answer> + Send + Sync + 'static {
    move |seen| (seen.path() == path).then(answer)
}

#[tokio::test]
async fn a_healthy_account_is_told_so_line_by_line() {
    let checks = test(|_| None).await;
    let lines: Vec<(&str, &str)> = checks
        .iter()
        .map(|c| (c.id.as_str(), c.sentence.text.as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            ("token", "The token is valid and does not expire."),
            ("page", "It belongs to the page “Alder & Pine”, 108044556677001."),
            ("username", "The username AlderAndPine matches."),
            (
                "permissions",
                "The permissions pages_messaging and pages_manage_metadata are granted."
            ),
            (
                "subscription",
                "The app is subscribed to the page with all fields."
            ),
            ("app_secret", "The App Secret belongs to the app “Desk”."),
            ("callback", "The app sends its events to this address."),
            (
                "access",
                "Meta does not tell whether the app is live, nor whether it has Standard or Advanced Access."
            ),
            (
                "routing",
                "Meta does not tell whether conversation routing is set up."
            ),
            ("rate", "Meta has not told how much of its limits is used."),
            ("webhook", "The webhook was verified on 21 Nov 2026 at 09:35 UTC."),
        ]
    );
    assert_eq!(worst(&checks), CheckStatus::Ok);
    assert_eq!(
        find(&checks, "webhook").detail.as_ref().unwrap().text,
        "The last event came 12 seconds ago."
    );
}

#[tokio::test]
async fn dead_tokens_are_told_apart() {
    let cases: [(i64, i64, &str); 8] = [
        (190, 463, "The token has expired."),
        (
            190,
            460,
            "The token was revoked: the person who made it changed the password.",
        ),
        (
            190,
            458,
            "The token was revoked: the app was removed from the page or the person's account.",
        ),
        (190, 467, "The token was revoked: its session has ended."),
        (
            190,
            492,
            "The token was revoked: the person who made it lost the role on the page.",
        ),
        (
            190,
            459,
            "The token waits for the person who made it to log in to Facebook.",
        ),
        (102, 0, "The token was revoked: its session has ended."),
        (190, 0, "The token is malformed: Meta cannot read it."),
    ];
    for (code, subcode, text) in cases {
        let checks = test(move |_| Some(refusal(401, code, subcode))).await;
        assert_says(&checks, "token", CheckStatus::Failed, text);
        assert_eq!(
            find(&checks, "token").fix,
            Some(Fix::EnterValue {
                field: "token".into()
            })
        );
        assert_eq!(find(&checks, "page").status, CheckStatus::Skipped);
        assert_eq!(find(&checks, "webhook").status, CheckStatus::Ok);
    }
}

#[tokio::test]
async fn a_token_of_another_page_names_it() {
    let checks = test(on("me", || {
        json(200, r#"{"id":"555","name":"Birch & Sons","username":"birch"}"#)
    }))
    .await;
    let text = "The token belongs to another page: “Birch & Sons”, 555, not to 108044556677001.";
    assert_says(&checks, "page", CheckStatus::Failed, text);
    assert_eq!(find(&checks, "subscription").status, CheckStatus::Skipped);
}

#[tokio::test]
async fn a_persons_token_is_recognised_and_their_pages_named() {
    let checks = test(|seen| match seen.path() {
        // A person has no username, and asking for it fails.
        "me" if seen.url.contains("username") => Some(refusal(400, 100, 0)),
        "me" => Some(json(200, r#"{"id":"777","name":"Nora Kim"}"#)),
        "debug_token" => Some(debug("USER", r#"["pages_messaging"]"#)),
        "me/accounts" => Some(json(
            200,
            &format!(r#"{{"data":[{{"id":"{PAGE}","name":"Alder & Pine"}}]}}"#),
        )),
        _ => None,
    })
    .await;
    assert_says(
        &checks,
        "page",
        CheckStatus::Failed,
        "The token belongs to a person, “Nora Kim”, not to a page.",
    );
    let detail = &find(&checks, "page").detail.as_ref().unwrap().text;
    assert_eq!(
        detail,
        "That person can make tokens for: “Alder & Pine” (108044556677001)."
    );
}

#[tokio::test]
async fn a_different_username_is_named_and_dots_and_case_do_not_count() {
    let checks = test_with(&account().with_setting("page_username", "alder"), |_| None).await;
    assert_says(
        &checks,
        "username",
        CheckStatus::Warning,
        "The page's username is AlderAndPine, not alder.",
    );
    let checks = test_with(&account().with_setting("page_username", "alder.and.pine"), |_| {
        None
    })
    .await;
    assert_eq!(find(&checks, "username").status, CheckStatus::Ok);
    let checks = test(on("me", || {
        json(200, r#"{"id":"108044556677001","name":"Alder & Pine"}"#)
    }))
    .await;
    assert_eq!(find(&checks, "username").status, CheckStatus::Warning);
}

#[tokio::test]
async fn a_missing_permission_is_named() {
    let checks = test(on("debug_token", || debug("PAGE", r#"["pages_messaging"]"#))).await;
    let text = "The token lacks the permission pages_manage_metadata.";
    assert_says(&checks, "permissions", CheckStatus::Failed, text);
    let checks = test(on("debug_token", || debug("PAGE", "[]"))).await;
    let text = "The token lacks the permission pages_messaging and pages_manage_metadata.";
    assert_says(&checks, "permissions", CheckStatus::Failed, text);
}

#[tokio::test]
async fn without_scopes_the_permission_is_tried_by_reading() {
    let checks = test(|seen| match seen.path() {
        "debug_token" | "app" => Some(refusal(400, 100, 0)),
        "me/messenger_profile" => Some(refusal(403, 10, 0)),
        _ => None,
    })
    .await;
    assert_says(
        &checks,
        "permissions",
        CheckStatus::Failed,
        "The token lacks the permission pages_messaging.",
    );
    assert_says(&checks, "token", CheckStatus::Ok, "The token is valid.");
    assert_eq!(find(&checks, "app_secret").status, CheckStatus::Warning);
}

#[tokio::test]
async fn a_missing_subscription_is_offered_to_be_made() {
    let checks = test(|seen| {
        seen.path()
            .ends_with("subscribed_apps")
            .then(|| json(200, r#"{"data":[]}"#))
    })
    .await;
    let text = "The app is not subscribed to the page, so customers' messages do not come.";
    assert_says(&checks, "subscription", CheckStatus::Failed, text);
    let Some(Fix::Subscribe { fields }) = &find(&checks, "subscription").fix else {
        panic!()
    };
    assert_eq!((fields.len(), fields[0].as_str()), (15, "messages"));

    let other = r#"{"data":[{"id":"1","subscribed_fields":["messages"]}]}"#;
    let checks = test(move |seen| seen.path().ends_with("subscribed_apps").then(|| json(200, other))).await;
    assert_says(&checks, "subscription", CheckStatus::Failed, text);
}

#[tokio::test]
async fn missing_fields_are_named_and_weighed() {
    let with = |fields: String| {
        move |seen: &Seen| {
            let body = format!(r#"{{"data":[{{"id":"{APP}","subscribed_fields":{fields}}}]}}"#);
            seen.path().ends_with("subscribed_apps").then(|| json(200, &body))
        }
    };
    let checks = test(with(ALL.replace(r#""message_reads","#, ""))).await;
    assert_says(
        &checks,
        "subscription",
        CheckStatus::Warning,
        "The app is not subscribed to message_reads.",
    );
    let detail = &find(&checks, "subscription").detail.as_ref().unwrap().text;
    assert_eq!(
        detail,
        "Without it, you do not see when customers have read your answers."
    );
    let checks = test(with(ALL.replace(r#""messages","#, ""))).await;
    assert_says(
        &checks,
        "subscription",
        CheckStatus::Failed,
        "The app is not subscribed to messages.",
    );
}

#[tokio::test]
async fn a_wrong_app_secret_is_found_by_the_proof_or_by_asking_in_the_apps_name() {
    let checks = test(|seen| match seen.path() {
        "me" if seen.url.contains(PROOF) => Some(refusal(400, 100, 0)),
        "debug_token" if seen.bearer.contains('|') => Some(refusal(400, 1, 0)),
        _ => None,
    })
    .await;
    let text = "The App Secret is not the one of the app that the token belongs to.";
    assert_says(&checks, "app_secret", CheckStatus::Failed, text);
    assert_says(
        &checks,
        "page",
        CheckStatus::Ok,
        "It belongs to the page “Alder & Pine”, 108044556677001.",
    );
    assert_eq!(
        find(&checks, "app_secret").fix,
        Some(Fix::EnterValue {
            field: "app_secret".into()
        })
    );

    let checks = test(|seen| {
        (seen.path() == "debug_token" && seen.bearer.contains('|')).then(|| refusal(400, 101, 0))
    })
    .await;
    assert_says(&checks, "app_secret", CheckStatus::Failed, text);
    assert!(
        checks.iter().all(|check| check.id != "callback"),
        "nobody can ask without the secret"
    );
}

#[tokio::test]
async fn without_an_app_secret_the_consequence_is_said() {
    let mut values = account();
    values.secrets.remove("app_secret");
    let checks = test_with(&values, |_| None).await;
    assert_says(
        &checks,
        "app_secret",
        CheckStatus::Failed,
        "No App Secret is set, so events are refused.",
    );
    let checks = test_with(&values.with_setting("accept_unsigned", "true"), |_| None).await;
    let text = "No App Secret is set, and unsigned events are accepted.";
    assert_says(&checks, "app_secret", CheckStatus::Warning, text);
}

#[tokio::test]
async fn the_apps_own_webhook_is_compared() {
    let with = |subscription: &'static str| {
        move |seen: &Seen| {
            let body = format!(r#"{{"data":[{subscription}]}}"#);
            seen.path().ends_with("/subscriptions").then(|| json(200, &body))
        }
    };
    let checks = test(with(
        r#"{"object":"page","callback_url":"https://old.example/hook","active":true,"fields":[]}"#,
    ))
    .await;
    let text = "The app sends its events to another address: https://old.example/hook.";
    assert_says(&checks, "callback", CheckStatus::Failed, text);
    let checks = test(with(
        r#"{"object":"user","callback_url":"https://old.example/hook"}"#,
    ))
    .await;
    assert_says(
        &checks,
        "callback",
        CheckStatus::Failed,
        "The app's webhook is set up for user, not for pages.",
    );
    let shared = r#"{"object":"page","callback_url":"https://chat.example/clientweb/fb/webhook","active":true,"fields":[{"name":"messages","version":"v26.0"}]}"#;
    let checks = test(with(shared)).await;
    assert_eq!(
        find(&checks, "callback").status,
        CheckStatus::Warning,
        "messages come, the rest does not"
    );
    let off = r#"{"object":"page","callback_url":"https://chat.example/clientweb/fb/webhook","active":false,"fields":[]}"#;
    let checks = test(with(off)).await;
    assert_says(
        &checks,
        "callback",
        CheckStatus::Failed,
        "The app's webhook is switched off at Meta.",
    );
}

#[tokio::test]
async fn what_lies_between_is_told_apart() {
    type Case = (fn() -> Answer, CheckStatus, &'static str);
    let cases: [Case; 9] = [
        (
            || Err(HttpFailure::Dns),
            CheckStatus::Failed,
            "Meta cannot be reached: the host name could not be looked up.",
        ),
        (
            || Err(HttpFailure::Connect),
            CheckStatus::Failed,
            "Meta cannot be reached: nobody answers at the address.",
        ),
        (
            || Err(HttpFailure::Tls),
            CheckStatus::Failed,
            "The secure connection to Meta failed.",
        ),
        (
            || {
                Err(HttpFailure::Timeout {
                    may_have_arrived: true,
                })
            },
            CheckStatus::Failed,
            "Meta did not answer in time.",
        ),
        (
            || json(502, "<html>"),
            CheckStatus::Failed,
            "Meta answered with an error of its own (status 502).",
        ),
        (
            || refusal(500, 2, 0),
            CheckStatus::Failed,
            "Meta answered with an error of its own (status 500).",
        ),
        (
            || json(404, "<html>"),
            CheckStatus::Failed,
            "The answer did not come from Meta (status 404).",
        ),
        (
            || refusal(400, 4, 0),
            CheckStatus::Warning,
            "Meta asks to slow down: too many calls were made.",
        ),
        (
            || json(429, ""),
            CheckStatus::Warning,
            "Meta asks to slow down: too many calls were made.",
        ),
    ];
    for (answer, status, text) in cases {
        let checks = test(move |_| Some(answer())).await;
        assert_says(&checks, "network", status, text);
        assert_eq!(find(&checks, "page").status, CheckStatus::Skipped);
    }
}

#[tokio::test]
async fn a_partial_account_hears_what_is_missing() {
    let checks = test_with(&AccountValues::default(), |seen| {
        panic!("nothing to ask with: {seen:?}")
    })
    .await;
    assert_says(&checks, "token", CheckStatus::Failed, "No token is entered yet.");
    let values = AccountValues::default()
        .with_secret("token", TOKEN)
        .with_secret("app_secret", SECRET);
    let checks = test_with(&values, |_| None).await;
    assert_says(&checks, "page", CheckStatus::Failed, "No Page ID is entered yet.");
}
