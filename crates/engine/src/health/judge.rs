//! From what is known of an account to what is wrong with it. Pure: the same facts give the same problems.

use parlance_api::message::SendProblem;
use parlance_channel::{Check, CheckStatus, Fix};
use parlance_core::{
    Timestamp,
    account::PolicyState,
    health::{NEAR_LIMIT_PERCENT, ProblemFix, Severity, Traffic, Usage, hour_of},
    sentence::Sentence,
};
use parlance_store::{
    account_health::PolicyRow,
    health::{FailureRow, HourRow},
};

use super::usual::silence;
use crate::sentences::{say, verbatim};

/// Refused deliveries in a day that are more than a stranger's knocking, when good ones come as well.
const REFUSED_AT_LEAST: u64 = 3;
/// Refused answers in a day that are worth a look, and the share of all that they must be, per cent.
const FAILED_AT_LEAST: u64 = 3;
const FAILED_SHARE: u64 = 5;
/// Acknowledging slower than this is near what platforms bear, milliseconds.
const SLOW_MS: u64 = 1_000;
/// Hours of a day, and hours over which acknowledgement times are judged.
const DAY: i64 = 24;
const LATELY: i64 = 2;
/// Messages that only came to be read along before that is a rule and no chance.
const READ_ALONG_AT_LEAST: u64 = 3;
/// Unknown kinds that are named in the sentence.
const NAMED_KINDS: usize = 3;

/// What is known of an account.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Now, UTC.
    pub now: Timestamp,
    /// What the platform answered, in sentences.
    pub checks: Vec<Check>,
    /// The account's hours of five weeks, in order.
    pub hours: Vec<HourRow>,
    /// Why answers were refused in the last day.
    pub failures: Vec<FailureRow>,
    /// Events that wait for a person.
    pub parked: u64,
    /// What the platform says about the account's behaviour.
    pub policy: Option<PolicyRow>,
    /// Why the platform lets nothing of the account out for a while, when it restricts it.
    pub held: Option<SendProblem>,
    /// Sending is paused since.
    pub paused_at: Option<Timestamp>,
    /// The last error, in words.
    pub last_error: Option<String>,
    /// The last refusal of a delivery, in words.
    pub last_refusal: Option<String>,
    /// The field of the form that holds the signing secret.
    pub signing_secret_field: String,
    /// Fields of the form that are sealed.
    pub sealed_fields: Vec<String>,
    /// Kinds of events that are not known.
    pub unknown_kinds: Vec<String>,
    /// How much of the platform's limits is used.
    pub usage: Vec<Usage>,
    /// Where at the platform one says which app gets the messages.
    pub routing_page: Option<String>,
    /// Where at the platform one sees why it restricts the account.
    pub restrictions_page: Option<String>,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which problem; the same one is opened once.
    pub kind: String,
    /// How bad.
    pub severity: Severity,
    /// It in one sentence.
    pub sentence: Sentence,
    /// What it means, or what to do.
    pub detail: Option<Sentence>,
    /// The platform's own words.
    pub said: Option<String>,
    /// What one click can do.
    pub fix: ProblemFix,
    /// Where at the platform it is done.
    pub url: Option<String>,
}

impl Found {
    fn new(kind: &str, severity: Severity, fix: ProblemFix, sentence: Sentence) -> Self {
        Self {
            kind: kind.to_owned(),
            severity,
            sentence,
            detail: None,
            said: None,
            fix,
            url: None,
        }
    }

    fn with_detail(mut self, detail: Sentence) -> Self {
        self.detail = Some(detail);
        self
    }
}

/// Everything that is wrong, the worst first.
#[must_use]
pub fn judge(facts: &Facts) -> Vec<Found> {
    let mut found: Vec<Found> = facts
        .checks
        .iter()
        .filter_map(|check| asked(facts, check))
        .collect();
    let token_told = facts
        .checks
        .iter()
        .any(|check| check.id == "token" && check.status == CheckStatus::Failed);
    if !token_told {
        found.extend(paused(facts));
    }
    found.extend(restricted(facts));
    found.extend(silent(facts));
    found.extend(refused(facts));
    found.extend(slow(facts));
    found.extend(parked(facts));
    found.extend(failing(facts));
    found.extend(read_along(facts));
    found.extend(near_limit(facts));
    found.extend(unknown(facts));
    found.sort_by(|one, other| (one.severity, &one.kind).cmp(&(other.severity, &other.kind)));
    found.dedup_by(|one, other| one.kind == other.kind);
    found
}

/// What a check found. A check that could not be made says nothing about the account.
fn asked(facts: &Facts, check: &Check) -> Option<Found> {
    let kind = kind_of(&check.sentence.id);
    let untold = kind.contains("unknown");
    let severity = match (check.status, check.id.as_str()) {
        (CheckStatus::Ok | CheckStatus::Skipped, _) => return None,
        (CheckStatus::Warning, _) if untold => return None,
        (CheckStatus::Failed, "network" | "username") => Severity::Impaired,
        (CheckStatus::Failed, _) => Severity::Stopped,
        (CheckStatus::Warning, "subscription" | "callback" | "app_secret" | "token" | "routing" | "rate") => {
            Severity::Impaired
        }
        (CheckStatus::Warning, _) => Severity::Remark,
    };
    let mut found = Found::new(&kind, severity, fix(facts, check), check.sentence.clone());
    found.detail.clone_from(&check.detail);
    if let Some(Fix::AtPlatform { url }) = &check.fix {
        found.url.clone_from(url);
    }
    Some(found)
}

/// `messenger.check.token.expired` is the problem `token_expired`.
fn kind_of(sentence: &str) -> String {
    let name = sentence.rsplit_once("check.").map_or(sentence, |(_, name)| name);
    name.replace('.', "_")
}

#[expect(clippy::match_same_arms, reason = "each arm is a case of its own")]
fn fix(facts: &Facts, check: &Check) -> ProblemFix {
    match &check.fix {
        Some(Fix::Subscribe { .. }) => ProblemFix::Subscribe,
        Some(Fix::EnterValue { field }) if *field == facts.signing_secret_field => ProblemFix::EnterSecret,
        Some(Fix::EnterValue { field }) if facts.sealed_fields.contains(field) => ProblemFix::EnterToken,
        Some(Fix::EnterValue { .. }) => ProblemFix::CorrectAccount,
        Some(Fix::AtPlatform { .. }) if check.id == "webhook" || check.id == "callback" => {
            ProblemFix::SetUpWebhook
        }
        Some(Fix::AtPlatform { .. }) => ProblemFix::OpenPlatform,
        Some(Fix::TryLater { .. }) => ProblemFix::CheckAgain,
        None if check.id == "webhook" => ProblemFix::SetUpWebhook,
        None => ProblemFix::CheckAgain,
    }
}

fn paused(facts: &Facts) -> Option<Found> {
    facts.paused_at?;
    let sentence = match &facts.last_error {
        Some(error) => verbatim(error),
        None => say("health.token_dead", &[]),
    };
    let found = Found::new("token_dead", Severity::Stopped, ProblemFix::EnterToken, sentence);
    Some(found.with_detail(say("health.token_dead_detail", &[])))
}

/// The words beside a message, such as other languages have them.
fn told(problem: &SendProblem) -> Sentence {
    let Some(wording) = problem.wording.clone() else {
        return verbatim(&problem.sentence);
    };
    Sentence {
        id: wording.id,
        text: problem.sentence.clone(),
        values: wording.values,
    }
}

/// The platform says so by an event, or by refusing what is sent.
fn restricted(facts: &Facts) -> Option<Found> {
    let policy = facts.policy.as_ref();
    let blocked = policy.filter(|policy| policy.state == PolicyState::Blocked);
    let (severity, sentence) = match (blocked, &facts.held) {
        (Some(_), _) => (Severity::Stopped, "health.blocked"),
        (None, Some(_)) => (Severity::Stopped, "health.held"),
        (None, None) => (Severity::Impaired, "health.warned"),
    };
    let fix = ProblemFix::OpenPlatform;
    let mut found = Found::new("restricted", severity, fix, say(sentence, &[]));
    match (blocked, &facts.held) {
        (None, Some(refusal)) => {
            found.detail = Some(told(refusal));
            found.said.clone_from(&refusal.platform);
        }
        _ => found.said.clone_from(&policy?.reason),
    }
    found.url.clone_from(&facts.restrictions_page);
    Some(found)
}

fn silent(facts: &Facts) -> Option<Found> {
    let silence = silence(&facts.hours, hour_of(facts.now))?;
    let (hours, usual) = (silence.hours.to_string(), silence.usual.round().to_string());
    let sentence = say("health.silent", &[("hours", &hours), ("usual", &usual)]);
    let found = Found::new("silent", Severity::Stopped, ProblemFix::CheckAgain, sentence);
    Some(found.with_detail(say("health.silent_detail", &[])))
}

fn refused(facts: &Facts) -> Option<Found> {
    let day = since(facts, DAY);
    let alone = day.events == 0;
    if day.refused == 0 || (day.refused < REFUSED_AT_LEAST && !alone) {
        return None;
    }
    let severity = if alone {
        Severity::Stopped
    } else {
        Severity::Impaired
    };
    let sentence = counted("health.refused", day.refused);
    let mut found = Found::new("refused", severity, ProblemFix::EnterSecret, sentence);
    found.detail = facts.last_refusal.as_deref().map(verbatim);
    Some(found)
}

/// `…_one` for one, `…_many` with `{count}` for more.
fn counted(id: &str, count: u64) -> Sentence {
    match count {
        1 => say(&format!("{id}_one"), &[]),
        count => say(&format!("{id}_many"), &[("count", &count.to_string())]),
    }
}

fn slow(facts: &Facts) -> Option<Found> {
    let lately = since(facts, LATELY).acknowledged;
    let (count, late) = (lately.count(), lately.too_late());
    if late > 0 {
        let values = [("late", &*late.to_string()), ("count", &*count.to_string())];
        let sentence = say("health.late", &values);
        let found = Found::new(
            "acknowledged_late",
            Severity::Impaired,
            ProblemFix::CheckAgain,
            sentence,
        );
        return Some(found.with_detail(say("health.late_detail", &[])));
    }
    let p95 = lately.p95_ms().filter(|p95| *p95 > SLOW_MS)?;
    let sentence = say("health.slow", &[("seconds", &(p95 / 1_000).to_string())]);
    Some(Found::new(
        "acknowledged_slowly",
        Severity::Remark,
        ProblemFix::CheckAgain,
        sentence,
    ))
}

fn parked(facts: &Facts) -> Option<Found> {
    let sentence = match facts.parked {
        0 => return None,
        count => counted("health.parked", count),
    };
    Some(Found::new(
        "parked",
        Severity::Impaired,
        ProblemFix::ReplayParked,
        sentence,
    ))
}

fn unknown(facts: &Facts) -> Option<Found> {
    let kinds = facts
        .unknown_kinds
        .iter()
        .take(NAMED_KINDS)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    let sentence = match facts.unknown_kinds.len() {
        0 => return None,
        1 => say("health.unknown_one", &[("kinds", &kinds)]),
        count => say(
            "health.unknown_many",
            &[("count", &count.to_string()), ("kinds", &kinds)],
        ),
    };
    Some(Found::new(
        "unknown_kinds",
        Severity::Remark,
        ProblemFix::ReplayParked,
        sentence,
    ))
}

/// Everything that customers write comes only to be read along: nobody here can answer.
fn read_along(facts: &Facts) -> Option<Found> {
    let day = since(facts, DAY);
    if day.standby < READ_ALONG_AT_LEAST || day.standby < day.messages {
        return None;
    }
    let sentence = say("health.all_standby", &[("count", &day.standby.to_string())]);
    let mut found = Found::new(
        "all_standby",
        Severity::Stopped,
        ProblemFix::OpenPlatform,
        sentence,
    )
    .with_detail(say("health.all_standby_detail", &[]));
    found.url.clone_from(&facts.routing_page);
    Some(found)
}

fn near_limit(facts: &Facts) -> Option<Found> {
    let most = facts.usage.iter().max_by_key(|usage| usage.percent)?;
    if most.percent < NEAR_LIMIT_PERCENT {
        return None;
    }
    let values = [("percent", &*most.percent.to_string()), ("limit", &most.limit)];
    let found = Found::new(
        "rate_near",
        Severity::Impaired,
        ProblemFix::CheckAgain,
        say("health.rate_near", &values),
    );
    Some(found.with_detail(say("health.rate_near_detail", &[])))
}

fn failing(facts: &Facts) -> Option<Found> {
    let day = since(facts, DAY);
    let total = day.failed + day.sent;
    let share = day.failed * 100 / total.max(1);
    let most = facts.failures.first()?;
    if day.failed < FAILED_AT_LEAST || share < FAILED_SHARE {
        return None;
    }
    let values = [
        ("failed", &*day.failed.to_string()),
        ("total", &*total.to_string()),
        ("cause", &most.sentence.text),
        // Who translates the sentence can translate what stands inside it.
        ("cause_id", &most.sentence.id),
    ];
    let severity = if day.sent == 0 {
        Severity::Stopped
    } else {
        Severity::Impaired
    };
    let sentence = say("health.send_failures", &values);
    let mut found = Found::new("send_failures", severity, ProblemFix::ShowChats, sentence);
    let causes: Vec<String> = facts
        .failures
        .iter()
        .take(5)
        .map(|failure| format!("{}: {}", failure.cause, failure.count))
        .collect();
    found.said = Some(causes.join(", "));
    Some(found)
}

/// What came and went in the last hours, the running one included.
pub(super) fn since(facts: &Facts, hours: i64) -> Traffic {
    let first = hour_of(facts.now) - hours + 1;
    let mut all = Traffic::default();
    for row in facts.hours.iter().filter(|row| row.hour >= first) {
        all.add(&row.traffic);
    }
    all
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
