//! Every documented error, with what follows from it.

use parlance_core::window::Permit;
use parlance_channel::{Channel as _, HttpFailure, OutboundPart, Outgoing, SendError, SendErrorKind};

use super::support::{Answer, CUSTOMER, Platform, SECRET, TOKEN, account, json, refusal};

async fn send(answer: impl Fn() -> Answer + Send + Sync + 'static) -> SendError {
    let platform = Platform::new(move |_| answer());
    let part = OutboundPart::text("x");
    let account = account();
    let outgoing = Outgoing {
        account: &account,
        recipient: CUSTOMER,
        part: &part,
        metadata: "k",
        reply_to: None,
        permit: Permit::Free,
    };
    platform
        .channel()
        .send(outgoing)
        .await
        .expect_err("the platform refused")
}

/// `code subcode → kind, sentence`, as in Meta's list of errors and the notes beside it.
const DOCUMENTED: &[(i64, i64, &str, &str)] = &[
    (1, 0, "uncertain", "send.uncertain"),
    (1, 99, "permission", "send.permission"),
    (1, 1_357_046, "uncertain", "send.uncertain"),
    (1, 2_018_382, "permanent", "send.not_accepted"),
    (2, 0, "retry", "send.service_or_blocked"),
    (2, 2_018_344, "permission", "send.terms"),
    (3, 0, "permission", "send.permission"),
    (4, 0, "slow_down", "send.too_many_calls"),
    (4, 2_018_022, "slow_down", "send.too_many_calls"),
    (4, 2_018_354, "permanent", "send.marketing_stopped"),
    (9, 2_018_352, "permanent", "send.marketing_stopped"),
    (613, 1_893_016, "permanent", "send.marketing_stopped"),
    (10, 1_893_015, "permanent", "send.marketing_stopped"),
    (10, 1_404_170, "permanent", "send.marketing_stopped"),
    (10, 0, "permission", "send.permission"),
    (10, 2_018_278, "window_closed", "send.window_closed"),
    (10, 2_018_065, "window_closed", "send.window_closed"),
    (10, 2_534_022, "window_closed", "send.window_closed"),
    (
        10,
        2_018_108,
        "recipient_unavailable",
        "send.recipient_unavailable",
    ),
    (10, 2_018_300, "thread_controlled", "send.other_app"),
    (10, 2_018_321, "thread_controlled", "send.question_flow"),
    (2_018_321, 0, "thread_controlled", "send.question_flow"),
    (
        10,
        2_018_336,
        "recipient_unavailable",
        "send.recipient_unavailable",
    ),
    (10, 2_534_077, "reauth", "send.reconnect"),
    (10, 1_893_063, "policy", "send.page_restricted"),
    (17, 0, "slow_down", "send.too_many_calls"),
    (341, 0, "slow_down", "send.too_many_calls"),
    (32, 0, "slow_down", "send.too_many_calls"),
    (36_103, 0, "permission", "send.permission"),
    (100, 0, "permanent", "send.not_accepted"),
    (100, 424_242, "permanent", "send.not_accepted"),
    (100, 33, "recipient_unavailable", "send.unknown_recipient"),
    (100, 2_018_001, "recipient_unavailable", "send.unknown_recipient"),
    (100, 2_018_008, "retry", "send.file_not_fetched"),
    (100, 2_018_014, "permanent", "send.not_accepted"),
    (100, 2_018_034, "permanent", "send.empty"),
    (100, 2_018_047, "permanent", "send.wrong_media_type"),
    (100, 2_018_074, "retry", "send.attachment_gone"),
    (100, 2_018_109, "permanent", "send.too_large"),
    (100, 2_018_164, "permanent", "send.not_accepted"),
    (100, 2_018_218, "permanent", "send.not_accepted"),
    (100, 2_018_294, "retry", "send.video_failed"),
    (100, 2_018_320, "permanent", "send.not_accepted"),
    (100, 2_018_328, "permanent", "send.not_accepted"),
    (100, 1_893_061, "permanent", "send.retired_tag"),
    (100, 2_534_014, "recipient_unavailable", "send.unknown_recipient"),
    (100, 2_534_029, "policy", "send.page_restricted"),
    (100, 2_534_037, "thread_controlled", "send.other_app"),
    (102, 0, "reauth", "send.reconnect"),
    (105, 0, "permanent", "send.too_many_elements"),
    (190, 0, "reauth", "send.reconnect"),
    (190, 458, "reauth", "send.app_removed"),
    (190, 459, "reauth", "send.person_must_log_in"),
    (190, 460, "reauth", "send.password_changed"),
    (190, 463, "reauth", "send.token_expired"),
    (190, 464, "reauth", "send.person_must_log_in"),
    (190, 467, "reauth", "send.reconnect"),
    (190, 492, "reauth", "send.role_lost"),
    (200, 0, "permission", "send.testers_only"),
    (200, 2_018_028, "permission", "send.testers_only"),
    (
        200,
        1_545_041,
        "recipient_unavailable",
        "send.recipient_unavailable",
    ),
    (
        551,
        1_545_041,
        "recipient_unavailable",
        "send.recipient_unavailable",
    ),
    (200, 2_018_021, "permission", "send.permission"),
    (200, 2_018_027, "permission", "send.permission"),
    (200, 2_534_041, "permission", "send.permission"),
    (299, 0, "permission", "send.permission"),
    (230, 0, "permission", "send.permission"),
    (368, 0, "policy", "send.judged_abusive"),
    (551, 0, "recipient_unavailable", "send.recipient_unavailable"),
    (613, 0, "slow_down", "send.too_many_calls"),
    (613, 2_534_040, "slow_down", "send.too_many_calls"),
    (613, 2_018_338, "policy", "send.too_often"),
    (1_200, 2_018_024, "retry", "send.temporary"),
    (2_022, 0, "policy", "send.page_restricted"),
    (10_303, 0, "permanent", "send.not_accepted"),
    (10_900, 0, "permanent", "send.private_reply"),
    (10_904, 0, "permanent", "send.private_reply"),
    (80_001, 0, "slow_down", "send.too_many_calls"),
    (80_002, 0, "slow_down", "send.too_many_calls"),
    (80_006, 0, "slow_down", "send.too_many_calls"),
    (2_018_144, 0, "permanent", "send.not_accepted"),
    (2_018_180, 0, "permanent", "send.not_accepted"),
    (2_071_020, 0, "permanent", "send.not_accepted"),
    (24_003, 0, "permanent", "send.not_accepted"),
    (9_000_001, 0, "permanent", "send.message_deleted"),
    (777_777, 0, "permanent", "send.unknown"),
];

#[tokio::test]
async fn each_documented_code_has_its_kind_and_its_sentence() {
    for &(code, subcode, kind, sentence) in DOCUMENTED {
        let error = send(move || refusal(400, code, subcode)).await;
        let found = (error.kind.as_str(), error.sentence.id.as_str());
        assert_eq!(
            found,
            (kind, &*format!("messenger.{sentence}")),
            "{code}/{subcode}"
        );
        assert_eq!(error.code, Some(code));
        assert_eq!(error.subcode, (subcode != 0).then_some(subcode));
        assert_eq!(error.trace_id.as_deref(), Some("AbCdEf0123"));
        assert_eq!(error.to_string(), error.sentence.text);
        assert!(!error.sentence.text.contains('{'), "{}", error.sentence.text);
    }
}

#[tokio::test]
async fn the_text_never_decides_and_an_error_may_come_with_status_200() {
    let translated = r#"{"error":{"message":"(#200) jeton expiré","code":"190","error_subcode":"463"}}"#;
    let error = send(|| json(200, translated)).await;
    assert_eq!((error.kind, error.status), (SendErrorKind::Reauth, Some(200)));
}

#[tokio::test]
async fn what_may_have_arrived_is_uncertain_and_what_has_not_is_tried_again() {
    let timeout = |may_have_arrived| HttpFailure::Timeout { may_have_arrived };
    for failure in [timeout(true), HttpFailure::Broken, HttpFailure::TooLarge] {
        assert_eq!(
            send(move || Err(failure)).await.kind,
            SendErrorKind::Uncertain,
            "{failure:?}"
        );
    }
    for failure in [
        timeout(false),
        HttpFailure::Dns,
        HttpFailure::Connect,
        HttpFailure::Tls,
    ] {
        let error = send(move || Err(failure)).await;
        assert!(
            matches!(error.kind, SendErrorKind::Retry { max_tries: None, .. }),
            "{failure:?}"
        );
        assert_eq!(error.sentence.text, "Facebook cannot be reached right now.");
    }
    assert!(matches!(
        send(|| Err(HttpFailure::Source)).await.kind,
        SendErrorKind::Retry {
            max_tries: Some(2),
            ..
        }
    ));
    for status in [500, 502, 503, 504] {
        let error = send(move || json(status, "<html>Sorry, something went wrong.</html>")).await;
        assert_eq!(
            (error.kind, error.status),
            (SendErrorKind::Uncertain, Some(status))
        );
    }
    assert_eq!(send(|| json(200, "")).await.kind, SendErrorKind::Uncertain);
    assert_eq!(send(|| json(503, "{}")).await.kind, SendErrorKind::Uncertain);
    assert_eq!(
        send(|| refusal(500, 777_777, 0)).await.kind,
        SendErrorKind::Uncertain
    );
}

#[tokio::test]
async fn an_answer_from_something_else_than_meta_is_tried_again_a_few_times() {
    for status in [302, 401, 404, 407] {
        let error = send(move || json(status, "<html>proxy</html>")).await;
        assert!(
            matches!(
                error.kind,
                SendErrorKind::Retry {
                    max_tries: Some(_),
                    ..
                }
            ),
            "{status}"
        );
        assert!(error.sentence.text.contains(&status.to_string()));
    }
    assert_eq!(
        send(|| json(429, "slow")).await.kind,
        SendErrorKind::SlowDown { wait_ms: 60_000 }
    );
    assert_eq!(send(|| json(413, "big")).await.kind, SendErrorKind::Permanent);
}

#[tokio::test]
async fn is_transient_turns_a_general_no_into_another_try() {
    let body = |code: i64, subcode: i64| {
        format!(r#"{{"error":{{"code":{code},"error_subcode":{subcode},"is_transient":true}}}}"#)
    };
    for code in [100, 777_777] {
        let body = body(code, 0);
        assert!(
            matches!(
                send(move || json(400, &body)).await.kind,
                SendErrorKind::Retry { .. }
            ),
            "{code}"
        );
    }
    let closed = body(10, 2_018_278);
    assert_eq!(
        send(move || json(400, &closed)).await.kind,
        SendErrorKind::WindowClosed,
        "a row knows better"
    );
    let unknown = body(1, 0);
    assert_eq!(
        send(move || json(400, &unknown)).await.kind,
        SendErrorKind::Uncertain,
        "never a blind repeat"
    );
}

#[tokio::test]
async fn no_error_carries_a_secret() {
    for answer in [
        || refusal(400, 190, 463),
        || Err(HttpFailure::Tls),
        || json(500, TOKEN),
    ] {
        let shown = format!("{:?}", send(answer).await);
        assert!(!shown.contains(TOKEN) && !shown.contains(SECRET), "{shown}");
    }
    let account = format!("{:?}", account());
    assert!(!account.contains(TOKEN) && !account.contains(SECRET), "{account}");
}
