use parlance_channel::Sentence;
use parlance_core::health::Acknowledged;

use super::*;

const NOW: Timestamp = Timestamp::from_millis(1_795_348_800_000);

fn check(id: &str, status: CheckStatus, sentence: &str, fix: Option<Fix>) -> Check {
    let mut check = Check::new(
        id,
        status,
        Sentence::new(format!("pigeon.{sentence}"), "It is so.", &[]),
    );
    check.fix = fix;
    check
}

fn facts() -> Facts {
    Facts {
        now: NOW,
        signing_secret_field: "app_secret".into(),
        sealed_fields: vec!["app_secret".into(), "token".into()],
        ..Facts::default()
    }
}

fn with_check(id: &str, status: CheckStatus, sentence: &str, fix: Option<Fix>) -> Facts {
    Facts {
        checks: vec![check(id, status, sentence, fix)],
        ..facts()
    }
}

fn with_traffic(change: impl FnOnce(&mut Traffic)) -> Facts {
    let mut traffic = Traffic::default();
    change(&mut traffic);
    Facts {
        hours: vec![HourRow {
            hour: hour_of(NOW),
            traffic,
        }],
        ..facts()
    }
}

/// The one problem that follows: kind, severity, fix, sentence.
fn one(facts: &Facts) -> (String, Severity, ProblemFix, String) {
    let mut found = judge(facts);
    assert_eq!(found.len(), 1, "{found:?}");
    let found = found.remove(0);
    let sentence = found.sentence.text;
    assert!(
        sentence.contains(' ') && !sentence.contains('{'),
        "a sentence: {sentence}"
    );
    (found.kind, found.severity, found.fix, sentence)
}

#[expect(clippy::unnecessary_wraps, reason = "a check takes it so")]
fn enter(field: &str) -> Option<Fix> {
    Some(Fix::EnterValue { field: field.into() })
}

#[test]
fn what_the_platform_answers_becomes_a_problem_with_one_fix() {
    use ProblemFix::{CheckAgain, CorrectAccount, EnterSecret, EnterToken, OpenPlatform, SetUpWebhook};
    let platform = Some(Fix::AtPlatform { url: None });
    let subscribe = Some(Fix::Subscribe { fields: Vec::new() });
    let later = Some(Fix::TryLater { after_ms: None });
    let (failed, warning) = (CheckStatus::Failed, CheckStatus::Warning);
    let (stopped, impaired, remark) = (Severity::Stopped, Severity::Impaired, Severity::Remark);
    for (id, status, sentence, offered, severity, fix) in [
        (
            "token",
            failed,
            "token.expired",
            enter("token"),
            stopped,
            EnterToken,
        ),
        (
            "token",
            warning,
            "token.ends_soon",
            enter("token"),
            impaired,
            EnterToken,
        ),
        (
            "page",
            failed,
            "page.other",
            enter("page_id"),
            stopped,
            CorrectAccount,
        ),
        (
            "permissions",
            failed,
            "permissions.missing",
            platform.clone(),
            stopped,
            OpenPlatform,
        ),
        (
            "subscription",
            failed,
            "subscription.none",
            subscribe.clone(),
            stopped,
            ProblemFix::Subscribe,
        ),
        (
            "subscription",
            warning,
            "subscription.fields",
            subscribe,
            impaired,
            ProblemFix::Subscribe,
        ),
        (
            "callback",
            failed,
            "callback.elsewhere",
            platform.clone(),
            stopped,
            SetUpWebhook,
        ),
        (
            "callback",
            warning,
            "callback.fields",
            platform.clone(),
            impaired,
            SetUpWebhook,
        ),
        (
            "app_secret",
            failed,
            "app_secret.wrong",
            enter("app_secret"),
            stopped,
            EnterSecret,
        ),
        (
            "routing",
            warning,
            "routing.other",
            platform,
            impaired,
            OpenPlatform,
        ),
        ("rate", warning, "rate.near", later.clone(), impaired, CheckAgain),
        ("webhook", warning, "webhook.waiting", None, remark, SetUpWebhook),
        ("network", failed, "network.dns", later, impaired, CheckAgain),
        (
            "username",
            failed,
            "username.other",
            enter("page_username"),
            impaired,
            CorrectAccount,
        ),
    ] {
        let kind = sentence.replace('.', "_");
        let found = one(&with_check(id, status, &format!("check.{sentence}"), offered));
        assert_eq!(found, (kind, severity, fix, "It is so.".into()), "{sentence}");
    }
}

#[test]
fn what_is_good_or_could_not_be_asked_is_no_problem() {
    for (status, sentence) in [
        (CheckStatus::Ok, "check.token.ok"),
        (CheckStatus::Skipped, "check.skipped"),
        (CheckStatus::Warning, "check.app_secret.unknown_app"),
        (CheckStatus::Warning, "check.permissions.unknown"),
    ] {
        assert_eq!(judge(&with_check("token", status, sentence, None)), []);
    }
    assert_eq!(judge(&facts()), []);
}

#[test]
fn a_paused_account_asks_for_a_token_once() {
    let mut paused = facts();
    paused.paused_at = Some(NOW);
    paused.last_error = Some("The password was changed.".into());
    let told = (
        "token_dead".to_owned(),
        Severity::Stopped,
        ProblemFix::EnterToken,
        "The password was changed.".to_owned(),
    );
    assert_eq!(one(&paused), told);
    paused.checks = vec![check(
        "token",
        CheckStatus::Failed,
        "check.token.password",
        enter("token"),
    )];
    assert_eq!(one(&paused).0, "token_password");
}

#[test]
fn a_restriction_is_told_with_the_platforms_words() {
    let mut blocked = facts();
    blocked.policy = Some(PolicyRow {
        state: PolicyState::Blocked,
        reason: Some("Spam".into()),
        at: NOW,
    });
    let found = judge(&blocked);
    assert_eq!(
        (found[0].kind.as_str(), found[0].severity),
        ("restricted", Severity::Stopped)
    );
    assert_eq!(found[0].said.as_deref(), Some("Spam"));
    blocked.policy.as_mut().unwrap().state = PolicyState::Warned;
    assert_eq!(one(&blocked).1, Severity::Impaired);
    // A refusal says more than an older warning.
    blocked.held = Some(SendProblem {
        code: "policy".into(),
        sentence: "Look at the support inbox.".into(),
        platform: Some("code 10/1893063".into()),
        retry: true,
        until: None,
        wording: None,
    });
    let found = judge(&blocked).remove(0);
    assert_eq!(
        (found.kind.as_str(), found.severity, found.fix),
        ("restricted", Severity::Stopped, ProblemFix::OpenPlatform)
    );
    assert_eq!(found.detail.unwrap().text, "Look at the support inbox.");
    assert_eq!(found.said.as_deref(), Some("code 10/1893063"));
}

#[test]
fn silence_is_a_problem_only_where_messages_are_usual() {
    let now = hour_of(NOW);
    let row = |hour: i64, messages| HourRow {
        hour,
        traffic: Traffic {
            messages,
            events: messages,
            ..Traffic::default()
        },
    };
    let mut quiet = facts();
    quiet.hours = (now - 800..now - 3).map(|hour| row(hour, 20)).collect();
    let (kind, severity, _, sentence) = one(&quiet);
    assert_eq!((kind.as_str(), severity), ("silent", Severity::Stopped));
    assert_eq!(sentence, "No message for 3 h where 60 are usual.");
    quiet.hours = (now - 800..now - 3).map(|hour| row(hour, 1)).collect();
    assert_eq!(judge(&quiet), []);
}

#[test]
fn refused_deliveries_count_when_nothing_else_comes_or_there_are_many() {
    let (kind, severity, fix, _) = one(&with_traffic(|traffic| traffic.refused = 1));
    assert_eq!(
        (kind.as_str(), severity, fix),
        ("refused", Severity::Stopped, ProblemFix::EnterSecret)
    );
    let stranger = with_traffic(|traffic| (traffic.refused, traffic.events) = (2, 500));
    assert_eq!(judge(&stranger), []);
    let many = with_traffic(|traffic| (traffic.refused, traffic.events) = (3, 500));
    let (_, severity, _, sentence) = one(&many);
    assert_eq!(severity, Severity::Impaired);
    assert!(
        sentence.starts_with("3 deliveries were refused in the last 24 h"),
        "{sentence}"
    );
}

#[test]
fn slow_acknowledgement_is_judged_against_five_seconds() {
    let took = |times: &[u64]| {
        with_traffic(|traffic| {
            let mut all = Acknowledged::default();
            for took in times {
                all.note(*took);
            }
            traffic.acknowledged = all;
        })
    };
    assert_eq!(judge(&took(&[5, 40, 900])), []);
    assert_eq!(one(&took(&[5, 40, 2_000])).0, "acknowledged_slowly");
    let (kind, severity, _, sentence) = one(&took(&[5, 40, 5_001]));
    assert_eq!(
        (kind.as_str(), severity),
        ("acknowledged_late", Severity::Impaired)
    );
    assert!(sentence.starts_with("1 of the last 3 deliveries"), "{sentence}");
}

#[test]
fn parked_events_offer_to_be_replayed() {
    let mut parked = facts();
    parked.parked = 2;
    assert_eq!(
        one(&parked),
        (
            "parked".into(),
            Severity::Impaired,
            ProblemFix::ReplayParked,
            "2 events could not be applied and wait for you.".into()
        )
    );
}

#[test]
fn refused_answers_are_told_by_their_most_frequent_cause() {
    let mut failing = with_traffic(|traffic| (traffic.failed, traffic.sent) = (5, 15));
    let failure = |cause: &str, sentence: &str, count| FailureRow {
        cause: cause.into(),
        sentence: Sentence::new("pigeon.send.x", sentence, &[]),
        count,
    };
    failing.failures = vec![
        failure("10/2018278", "The window is closed.", 4),
        failure("551", "They cannot be reached.", 1),
    ];
    let found = judge(&failing);
    assert_eq!(
        found[0].sentence.text,
        "5 of 20 answers were refused in the last 24 h; most often: The window is closed."
    );
    assert_eq!(found[0].said.as_deref(), Some("10/2018278: 4, 551: 1"));
    assert_eq!(
        (found[0].severity, found[0].fix),
        (Severity::Impaired, ProblemFix::ShowChats)
    );
    failing.hours[0].traffic.sent = 10_000;
    assert_eq!(judge(&failing), [], "a few among many are everyday life");
}

#[test]
fn when_everything_comes_to_be_read_along_the_platforms_page_is_offered() {
    let mut along = with_traffic(|traffic| (traffic.messages, traffic.standby) = (3, 3));
    along.routing_page = Some("https://pigeon.example/routing".into());
    let found = judge(&along);
    assert_eq!((found.len(), found[0].kind.as_str()), (1, "all_standby"));
    assert_eq!(
        (found[0].severity, found[0].fix, found[0].url.as_deref()),
        (
            Severity::Stopped,
            ProblemFix::OpenPlatform,
            Some("https://pigeon.example/routing")
        )
    );
    assert_eq!(
        found[0].sentence.text,
        "All 3 messages of the last 24 h came only to be read along: another app or the platform's inbox answers them."
    );
    along.hours[0].traffic.messages = 4;
    assert_eq!(judge(&along), [], "one of them came openly");
    assert_eq!(
        judge(&with_traffic(
            |traffic| (traffic.messages, traffic.standby) = (2, 2)
        )),
        [],
        "two are chance"
    );
}

#[test]
fn usage_near_the_limit_is_told_with_its_limit() {
    let used = |percent| {
        let mut facts = facts();
        facts.usage = vec![Usage {
            limit: "calls".into(),
            percent,
            refuses_for_ms: None,
        }];
        facts
    };
    assert_eq!(judge(&used(79)), []);
    assert_eq!(
        one(&used(80)),
        (
            "rate_near".into(),
            Severity::Impaired,
            ProblemFix::CheckAgain,
            "80 % of what the platform allows is used (calls); at 100 % it refuses.".into()
        )
    );
}

#[test]
fn unknown_kinds_are_named_and_only_a_remark() {
    let mut unknown = facts();
    unknown.unknown_kinds = vec!["poll".into()];
    assert_eq!(
        one(&unknown),
        (
            "unknown_kinds".into(),
            Severity::Remark,
            ProblemFix::ReplayParked,
            "A kind of event came that Parlance does not know: poll.".into()
        )
    );
    unknown.unknown_kinds = ["a", "b", "c", "d"].map(Into::into).into();
    assert_eq!(
        one(&unknown).3,
        "4 kinds of events came that Parlance does not know: a, b, c."
    );
}

#[test]
fn what_is_done_at_the_platform_leads_to_its_page() {
    let url = Some("https://pigeon.example/webhooks".to_owned());
    let fix = Some(Fix::AtPlatform { url: url.clone() });
    let found = judge(&with_check(
        "callback",
        CheckStatus::Failed,
        "check.callback.elsewhere",
        fix,
    ));
    assert_eq!(found[0].url, url);
}

#[test]
fn the_worst_stands_first_and_nothing_stands_twice() {
    let mut many = with_traffic(|traffic| traffic.refused = 1);
    many.parked = 1;
    many.checks = vec![
        check("network", CheckStatus::Failed, "check.network.dns", None),
        check("network", CheckStatus::Failed, "check.network.dns", None),
    ];
    let kinds: Vec<String> = judge(&many).into_iter().map(|found| found.kind).collect();
    assert_eq!(kinds, ["refused", "network_dns", "parked"]);
}
