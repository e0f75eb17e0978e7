//! From what is known of an account to what is wrong with it. Pure: the same facts give the same problems.

use parlance_channel::{Check, CheckStatus, Fix};
use parlance_core::{
    Timestamp,
    account::PolicyState,
    health::{ProblemFix, Severity, Traffic, hour_of},
};
use parlance_store::{
    account_health::PolicyRow,
    health::{FailureRow, HourRow},
};

use super::usual::silence;

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
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which problem; the same one is opened once.
    pub kind: String,
    /// How bad.
    pub severity: Severity,
    /// It in one sentence.
    pub sentence: String,
    /// What it means, or what to do.
    pub detail: Option<String>,
    /// The platform's own words.
    pub said: Option<String>,
    /// What one click can do.
    pub fix: ProblemFix,
}

impl Found {
    fn new(kind: &str, severity: Severity, fix: ProblemFix, sentence: String) -> Self {
        Self {
            kind: kind.to_owned(),
            severity,
            sentence,
            detail: None,
            said: None,
            fix,
        }
    }

    fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
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
    let mut found = Found::new(&kind, severity, fix(facts, check), check.sentence.text.clone());
    found.detail = check.detail.as_ref().map(|detail| detail.text.clone());
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
    let sentence = facts
        .last_error
        .clone()
        .unwrap_or_else(|| "The platform refuses the access token.".into());
    let found = Found::new("token_dead", Severity::Stopped, ProblemFix::EnterToken, sentence);
    Some(found.with_detail("Answers are kept in order and go out once a new token is entered."))
}

fn restricted(facts: &Facts) -> Option<Found> {
    let policy = facts.policy.as_ref()?;
    let (severity, sentence) = match policy.state {
        PolicyState::Blocked => (
            Severity::Stopped,
            "The platform has blocked this account from sending.",
        ),
        PolicyState::Warned => (
            Severity::Impaired,
            "The platform warns this account about its behaviour.",
        ),
    };
    let mut found = Found::new("restricted", severity, ProblemFix::OpenPlatform, sentence.into());
    found.said.clone_from(&policy.reason);
    Some(found)
}

fn silent(facts: &Facts) -> Option<Found> {
    let silence = silence(&facts.hours, hour_of(facts.now))?;
    let (hours, usual) = (silence.hours, silence.usual.round());
    let sentence = format!("No message for {hours} h where {usual} are usual.");
    let found = Found::new("silent", Severity::Stopped, ProblemFix::CheckAgain, sentence);
    Some(found.with_detail("Messages may not arrive: check the connection, and the platform's own inbox."))
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
    let sentence = match day.refused {
        1 => "One delivery was refused in the last 24 h, because its signature does not fit.".into(),
        count => {
            format!("{count} deliveries were refused in the last 24 h, because their signature does not fit.")
        }
    };
    let mut found = Found::new("refused", severity, ProblemFix::EnterSecret, sentence);
    found.detail.clone_from(&facts.last_refusal);
    Some(found)
}

fn slow(facts: &Facts) -> Option<Found> {
    let lately = since(facts, LATELY).acknowledged;
    let (count, late) = (lately.count(), lately.too_late());
    if late > 0 {
        let sentence = format!(
            "{late} of the last {count} deliveries were acknowledged later than 5 s, which is as long as the platform \
             waits."
        );
        let found = Found::new(
            "acknowledged_late",
            Severity::Impaired,
            ProblemFix::CheckAgain,
            sentence,
        );
        return Some(found.with_detail(
            "The platform delivers them again, and ends the subscription when it goes on. Look at the server's disk.",
        ));
    }
    let p95 = lately.p95_ms().filter(|p95| *p95 > SLOW_MS)?;
    let sentence = format!(
        "Deliveries are acknowledged slowly: one in 20 takes up to {} s of 5 s.",
        p95 / 1_000
    );
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
        1 => "One event could not be applied and waits for you.".into(),
        count => format!("{count} events could not be applied and wait for you."),
    };
    Some(Found::new(
        "parked",
        Severity::Impaired,
        ProblemFix::ReplayParked,
        sentence,
    ))
}

fn failing(facts: &Facts) -> Option<Found> {
    let day = since(facts, DAY);
    let share = day.failed * 100 / (day.failed + day.sent).max(1);
    let most = facts.failures.first()?;
    if day.failed < FAILED_AT_LEAST || share < FAILED_SHARE {
        return None;
    }
    let sentence = format!(
        "{} of {} answers were refused in the last 24 h; most often: {}",
        day.failed,
        day.failed + day.sent,
        most.sentence
    );
    let severity = if day.sent == 0 {
        Severity::Stopped
    } else {
        Severity::Impaired
    };
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
