//! The answers of *Test Connection*.

use parlance_core::{
    Timestamp,
    health::{CheckedFields, Usage},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::sentence::Sentence;

/// One line of the test's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Check {
    /// What was checked: `token`, `page`, `username`, `permissions`, `subscription`, `callback`, `app_secret`,
    /// `network`, `webhook`, …
    pub id: String,
    /// The result.
    pub status: CheckStatus,
    /// What was found, in one sentence.
    pub sentence: Sentence,
    /// What it means or what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Sentence>,
    /// What the screen can offer to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
    /// What should be subscribed and what is, for checks about that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<CheckedFields>,
    /// How much of the platform's limits is used, for the check about that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub usage: Vec<Usage>,
}

/// The result of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckStatus {
    /// As it should be.
    Ok,
    /// Not tried, because an earlier check failed or a value is missing.
    Skipped,
    /// Works, but something is missing or could not be looked at.
    Warning,
    /// Does not work.
    Failed,
}

/// What can be done about a finding, from the same screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "fix", rename_all = "snake_case")]
pub enum Fix {
    /// Subscribe the account (`Channel::subscribe`) to these fields.
    Subscribe {
        /// The full list to subscribe.
        fields: Vec<String>,
    },
    /// Enter another value in this field.
    EnterValue {
        /// The field's name in the form.
        field: String,
    },
    /// Something to do at the platform.
    AtPlatform {
        /// The page where it is done.
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    },
    /// Run the test again later.
    TryLater {
        /// Not before so many milliseconds.
        #[serde(skip_serializing_if = "Option::is_none")]
        after_ms: Option<u64>,
    },
}

/// What Parlance itself knows and expects, beside the account's values.
#[derive(Debug, Clone, Default)]
pub struct Expectations {
    /// The present, UTC.
    pub now: Timestamp,
    /// The account's callback URL as the screen shows it.
    pub callback_url: Option<String>,
    /// The callback URL for an app that serves several accounts; as good as `callback_url`.
    pub shared_callback_url: Option<String>,
    /// Callback URLs of accounts of the same app at channels of the same family: what comes there for this account
    /// arrives.
    pub relatives: Vec<String>,
    /// When the platform's handshake last succeeded.
    pub webhook_verified_at: Option<Timestamp>,
    /// When the last event came.
    pub last_event_at: Option<Timestamp>,
}

impl Check {
    /// A check without detail and fix.
    #[must_use]
    pub fn new(id: impl Into<String>, status: CheckStatus, sentence: Sentence) -> Self {
        Self {
            id: id.into(),
            status,
            sentence,
            detail: None,
            fix: None,
            fields: None,
            usage: Vec::new(),
        }
    }

    /// Adds what it means.
    #[must_use]
    pub fn with_detail(mut self, detail: Sentence) -> Self {
        self.detail = Some(detail);
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// The worst result among checks, apart from those that were not made; `Ok` for none.
#[must_use]
pub fn worst(checks: &[Check]) -> CheckStatus {
    checks
        .iter()
        .map(|check| check.status)
        .filter(|status| *status != CheckStatus::Skipped)
        .max()
        .unwrap_or(CheckStatus::Ok)
}

/// The line about our side of the webhook, the same for every channel: verified or not, and the last event.
#[must_use]
pub fn webhook(expected: &Expectations) -> Check {
    let last_event = match expected.last_event_at {
        Some(at) => Sentence::new(
            "check.webhook.last_event",
            "The last event came {ago} ago.",
            &[
                ("ago", &ago(expected.now.since_ms(at))),
                ("at_ms", &at.as_millis().to_string()),
            ],
        ),
        None => Sentence::new("check.webhook.no_event", "No event has come yet.", &[]),
    };
    match (expected.webhook_verified_at, expected.last_event_at) {
        (Some(at), _) => {
            let values = [("at", &*utc_minute(at)), ("at_ms", &*at.as_millis().to_string())];
            let sentence = Sentence::new(
                "check.webhook.verified",
                "The webhook was verified on {at}.",
                &values,
            );
            Check::new("webhook", CheckStatus::Ok, sentence).with_detail(last_event)
        }
        (None, Some(_)) => {
            let sentence = Sentence::new("check.webhook.events", "Events reach the webhook.", &[]);
            Check::new("webhook", CheckStatus::Ok, sentence).with_detail(last_event)
        }
        (None, None) => {
            let sentence = Sentence::new(
                "check.webhook.unverified",
                "The webhook has not been verified yet.",
                &[],
            );
            let detail = Sentence::new(
                "check.webhook.how",
                "Copy the Callback URL and the Webhook Verify Token into the app's webhook settings and choose \
                 Verify and Save there.",
                &[],
            );
            Check::new("webhook", CheckStatus::Warning, sentence)
                .with_detail(detail)
                .with_fix(Fix::AtPlatform { url: None })
        }
    }
}

/// A span of time in the largest unit that fits: `12 seconds`, `1 hour`.
#[must_use]
pub fn ago(span_ms: i64) -> String {
    let seconds = (span_ms / 1000).max(0);
    let (count, unit) = match seconds {
        0..60 => (seconds, "second"),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    if count == 1 {
        format!("1 {unit}")
    } else {
        format!("{count} {unit}s")
    }
}

/// A moment as `3 Nov 2026 at 14:20 UTC`.
#[must_use]
pub fn utc_minute(at: Timestamp) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let minutes = at.as_millis().div_euclid(60_000);
    let (days, minute) = (minutes.div_euclid(1_440), minutes.rem_euclid(1_440));
    let (year, month, day) = civil(days);
    let name = MONTHS[usize::try_from(month - 1).unwrap_or(0)];
    format!("{day} {name} {year} at {:02}:{:02} UTC", minute / 60, minute % 60)
}

/// Days since 1970-01-01 to year, month, day (proleptic Gregorian; the well-known era arithmetic).
const fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 {
        month_index + 3
    } else {
        month_index - 9
    };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_spans_read_well() {
        assert_eq!(
            utc_minute(Timestamp::from_millis(1_793_715_600_000)),
            "3 Nov 2026 at 14:20 UTC"
        );
        assert_eq!(
            utc_minute(Timestamp::from_millis(951_782_400_000)),
            "29 Feb 2000 at 00:00 UTC"
        );
        assert_eq!(utc_minute(Timestamp::from_millis(-1)), "31 Dec 1969 at 23:59 UTC");
        assert_eq!(ago(12_000), "12 seconds");
        assert_eq!(ago(3_600_000), "1 hour");
        assert_eq!(ago(-5), "0 seconds");
    }

    #[test]
    fn the_webhook_line_says_what_parlance_knows() {
        let now = Timestamp::from_millis(1_793_715_600_000);
        let fresh = webhook(&Expectations {
            now,
            ..Expectations::default()
        });
        assert_eq!(fresh.status, CheckStatus::Warning);
        let known = Expectations {
            now,
            webhook_verified_at: Some(now.plus_ms(-86_400_000)),
            last_event_at: Some(now.plus_ms(-12_000)),
            ..Expectations::default()
        };
        let check = webhook(&known);
        assert_eq!(
            check.sentence.text,
            "The webhook was verified on 2 Nov 2026 at 14:20 UTC."
        );
        assert_eq!(check.detail.unwrap().text, "The last event came 12 seconds ago.");
    }
}
