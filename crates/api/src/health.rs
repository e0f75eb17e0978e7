//! Channel health: what came and went, what is wrong, and what can be done.

use parlance_core::{
    AccountId, ProblemId, Timestamp,
    account::AccountStatus,
    health::{ProblemFix, Severity, Usage},
    thread::Owner,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::account::{Check, Wording};

/// Something that is wrong with an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HealthProblem {
    /// Id.
    pub id: ProblemId,
    /// Stable word, e.g. `subscription_none`, `silent`, `send_failures`.
    pub kind: String,
    /// How bad.
    pub severity: Severity,
    /// The problem in one sentence.
    pub sentence: String,
    /// What it means, or what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The platform's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// What one click can do.
    pub fix: ProblemFix,
    /// Where at the platform it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Found first at.
    pub since: Timestamp,
    /// Gone since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Timestamp>,
    /// Parlance resolved it by itself.
    #[serde(default)]
    pub repaired: bool,
    /// The sentences to be translated by.
    pub wording: Wording,
}

/// How many conversations somebody holds at the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnerCount {
    /// Who.
    pub owner: Owner,
    /// So many conversations, of those that changed hands in the last 24 h.
    pub count: u64,
}

/// What came and went in one hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HealthHour {
    /// The hour's begin.
    pub at: Timestamp,
    /// Events of any sort.
    pub events: u64,
    /// Messages of customers.
    pub messages: u64,
    /// Answers that the platform took.
    pub sent: u64,
    /// Events that are usual in this hour of the week; absent while too little is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual: Option<u64>,
}

/// How often answers were refused for one cause in the last 24 h.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SendFailures {
    /// The platform's code, or our word for it.
    pub cause: String,
    /// What it means.
    pub sentence: String,
    /// So often.
    pub count: u64,
    /// The sentence to be translated by.
    pub wording: Wording,
}

/// The health of one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChannelHealth {
    /// The account.
    pub account_id: AccountId,
    /// Its name.
    pub name: String,
    /// Its channel.
    pub channel: String,
    /// Does it work.
    pub status: AccountStatus,
    /// What is wrong, the worst first.
    pub problems: Vec<HealthProblem>,
    /// The platform was last asked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_at: Option<Timestamp>,
    /// What it answered, in sentences.
    pub checks: Vec<Check>,
    /// The last 24 hours, oldest first, the running one last.
    pub hours: Vec<HealthHour>,
    /// Events in the last 24 h.
    pub events: u64,
    /// Answers sent in the last 24 h.
    pub sent: u64,
    /// Answers refused in the last 24 h.
    pub failed: u64,
    /// Why, most frequent first.
    pub failures: Vec<SendFailures>,
    /// Deliveries with a missing or wrong signature in the last 24 h.
    pub refused: u64,
    /// 95 of 100 deliveries of the last 24 h were acknowledged within this, milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_p95_ms: Option<u64>,
    /// Deliveries of the last 24 h that were acknowledged later than the platform waits.
    pub acknowledged_too_late: u64,
    /// Parts of answers that wait to be sent.
    pub waiting: u64,
    /// Customers for whom they are.
    pub waiting_chats: u64,
    /// The first time to answer one of them ends at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_window_closes_at: Option<Timestamp>,
    /// Events that could not be applied.
    pub parked: u64,
    /// Kinds of events that Parlance does not know.
    pub unknown_kinds: u64,
    /// Customers' messages of the last 24 h.
    pub messages: u64,
    /// Of these, those that came only to be read along: another app, or the platform's inbox, answers them.
    pub standby: u64,
    /// Who holds conversations at the platform.
    pub owners: Vec<OwnerCount>,
    /// How much of the platform's limits is used, as it told in the last hour.
    pub usage: Vec<Usage>,
    /// A lost subscription is repaired by the regular look.
    pub repairs: bool,
    /// What was wrong in the last seven days and is not any more, newest first.
    pub resolved: Vec<HealthProblem>,
    /// The webhook handshake last succeeded at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<Timestamp>,
    /// The last event came at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_event_at: Option<Timestamp>,
    /// The last answer went out at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sent_at: Option<Timestamp>,
}

/// Which language (query parameters).
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SentenceLanguage {
    /// `en`, `de`, …
    pub language: String,
}
