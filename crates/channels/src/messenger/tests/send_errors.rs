//! Every documented error, with what follows from it.

use parlance_channel::{
    Address, Channel as _, HttpFailure, OutboundPart, Outgoing, SendError, SendErrorKind,
};
use parlance_core::window::Permit;

use super::support::{Answer, CUSTOMER, Platform, SECRET, TOKEN, account, json, refusal};

async fn send(answer: impl Fn() -> Answer + Send + Sync + 'static) -> SendError {
    send_by(Permit::Free, answer).await
}

async fn send_by(permit: Permit, answer: impl Fn() -> Answer + Send + Sync + 'static) -> SendError {
    let platform = Platform::new(move |_| answer());
    let part = OutboundPart::text("x");
    let account = account();
    let outgoing = Outgoing {
        account: &account,
        recipient: Address::Customer(CUSTOMER),
        persona: None,
        part: &part,
        metadata: "k",
        reply_to: None,
        permit,
    };
    platform
        .channel()
        .send(outgoing)
        .await
        .expect_err("the platform refused")
}

/// Every row of Meta's list of errors, and of the notes beside it: code, subcode, what follows, the sentence.
fn documented() -> impl Iterator<Item = (i64, i64, &'static str, &'static str)> {
    include_str!("documented_errors.csv").lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        let mut cell = || cells.next().expect("four cells");
        let (code, subcode) = (cell().parse().unwrap(), cell().parse().unwrap());
        (code, subcode, cell(), cell())
    })
}

#[tokio::test]
async fn each_documented_code_has_its_kind_and_its_sentence() {
    assert!(documented().count() > 100, "the table is whole");
    for (code, subcode, kind, sentence) in documented() {
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

/// The public profile's editor shows these: "the message goes out in a while" would be untrue there.
#[tokio::test]
async fn where_there_is_no_message_none_is_spoken_of() {
    let slow = [4, 613, 80_006].map(|code| (code, "call.too_many"));
    let later = [1, 2, 1_200].map(|code| (code, "call.later"));
    let refused = [100, 777_777].map(|code| (code, "call.not_accepted"));
    for (code, sentence) in slow.into_iter().chain(later).chain(refused) {
        let platform = Platform::new(move |_| refusal(400, code, 0));
        let channel = platform.channel();
        let page = channel.public_profile().expect("it has one");
        let error = page.read(&account()).await.expect_err("the platform refused");
        assert_eq!(error.sentence.id, format!("messenger.{sentence}"), "{code}");
        assert!(
            !error.sentence.text.contains("message"),
            "{}",
            error.sentence.text
        );
        assert_ne!(error.kind, SendErrorKind::Uncertain, "asking again harms nobody");
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

#[tokio::test]
async fn who_is_not_available_is_a_closed_window_only_for_whoever_writes_after_the_free_time() {
    for code in [200, 551] {
        let not_available = move || refusal(400, code, 1_545_041);
        let free = send_by(Permit::Free, not_available).await;
        assert_eq!(free.kind, SendErrorKind::RecipientUnavailable, "{code}");
        let by_hand = send_by(Permit::Person, not_available).await;
        assert_eq!(by_hand.kind, SendErrorKind::WindowClosed, "{code}");
        assert!(
            by_hand
                .sentence
                .text
                .contains("the time to answer by hand is over")
        );
        let blocked = send_by(Permit::Person, move || refusal(400, 551, 0)).await;
        assert_eq!(blocked.kind, SendErrorKind::RecipientUnavailable);
    }
}
