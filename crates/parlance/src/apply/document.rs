//! The apply file: what a tenant shall look like. Things refer to each other by name.
//!
//! What the file does not mention is left as it is: an absent list touches nothing, an absent field keeps its value (or
//! gets the default when the thing is made). Nothing is ever deleted; `disabled = true` takes something out of use.

use std::collections::BTreeMap;

use parlance_api::{
    config::{DispositionKind, TakenBack},
    hours::ClosedThen,
};
use parlance_core::{
    contact::ContactField,
    hours::{SpecialDay, WeeklySpan},
    permission::Role,
};
use serde::Deserialize;

use super::secret::SecretSource;

/// The whole file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The tenant that is made or changed.
    pub tenant: Tenant,
    /// Teams.
    #[serde(default)]
    pub teams: Vec<Team>,
    /// Skills besides those that come with services.
    #[serde(default)]
    pub skills: Vec<Skill>,
    /// Users.
    #[serde(default)]
    pub users: Vec<User>,
    /// Not Ready reasons.
    #[serde(default)]
    pub not_ready_reasons: Vec<Reason>,
    /// Calendars of business hours.
    #[serde(default)]
    pub calendars: Vec<Calendar>,
    /// Services with their dispositions and canned texts.
    #[serde(default)]
    pub services: Vec<Service>,
    /// Integration accounts.
    #[serde(default)]
    pub accounts: Vec<Account>,
    /// Messaging/Chat scenario entries.
    #[serde(default)]
    pub entries: Vec<Entry>,
    /// Knowledge articles.
    #[serde(default)]
    pub articles: Vec<Article>,
}

/// The tenant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenant {
    /// Short name by which it is found: lower-case letters, digits, `-`.
    pub slug: String,
    /// Name of the organisation.
    pub name: String,
    /// Settings.
    #[serde(default)]
    pub settings: Settings,
}

/// The tenant's settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How much of an agent one chat takes, per cent.
    pub chat_share_percent: Option<u8>,
    /// An offer is taken back after this.
    pub offer_timeout: Option<Span>,
    /// An agent whose desktop is gone keeps their chats this long.
    pub agent_grace: Option<Span>,
    /// Show the customer that the agent types.
    pub send_typing: Option<bool>,
    /// Tell the platform when the agent has read.
    pub send_seen: Option<bool>,
    /// An agent becomes Ready at sign-in.
    pub ready_at_sign_in: Option<bool>,
    /// Agents and supervisors are warned so long before the time to answer a customer runs out; `0s`: never.
    pub window_warn: Option<Span>,
    /// What becomes of messages that customers take back: `hide`, `keep_for_supervisors`, `erase`.
    pub taken_back: Option<TakenBack>,
    /// Subscribe an account again whose subscription at the platform was lost.
    pub repair_subscription: Option<bool>,
    /// Agents write under their own public name, where they chose one.
    pub personas: Option<bool>,
    /// A colleague who is consulted gives a share of their capacity.
    pub consult_takes_room: Option<bool>,
    /// A colleague who joins a conversation gives a share of their capacity.
    pub conference_takes_room: Option<bool>,
    /// An agent's message waits so long before it goes out and can be taken back meanwhile; `0s`: not at all.
    pub undo_send: Option<Span>,
    /// Everybody needs a second factor from the next sign-in on.
    pub require_second_factor: Option<bool>,
    /// Why a case may be pending.
    pub case_pending_reasons: Option<Vec<String>>,
    /// A resolved case closes after so many days.
    pub case_close_days: Option<u16>,
    /// Fields of contacts, all of them, in the order of forms.
    pub contact_fields: Option<Vec<ContactField>>,
}

/// A team.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Name by which it is found.
    pub name: String,
    /// Sign-in names of its supervisors.
    pub supervisors: Option<Vec<String>>,
    /// Out of use.
    pub disabled: Option<bool>,
}

/// An auxiliary or language skill.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skill {
    /// Name by which it is found.
    pub name: String,
    /// `auxiliary` or `language`.
    pub kind: Option<SkillKind>,
    /// Group of an auxiliary skill.
    pub group: Option<String>,
    /// Out of use.
    pub disabled: Option<bool>,
}

/// Kinds of skills that are made by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkillKind {
    /// A qualification.
    Auxiliary,
    /// A language.
    Language,
}

/// A user.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct User {
    /// Sign-in name by which the user is found.
    pub username: String,
    /// Full name.
    pub name: String,
    /// Mail address.
    pub email: Option<String>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Name of the team.
    pub team: Option<String>,
    /// Levels by the skill's name, 0–100.
    pub skills: Option<BTreeMap<String, u8>>,
    /// How many chats at once.
    pub max_chats: Option<u32>,
    /// Used when the user is made; never touched afterwards, so people may change theirs.
    pub password: Option<SecretSource>,
    /// Out of use.
    pub disabled: Option<bool>,
}

/// A Not Ready reason.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Name by which it is found.
    pub name: String,
    /// Counts as break.
    pub counts_as_break: Option<bool>,
    /// Out of use.
    pub disabled: Option<bool>,
}

/// A calendar of business hours.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Name by which it is found.
    pub name: String,
    /// Time zone by its IANA name, such as `Europe/Berlin`.
    pub zone: String,
    /// The week: `day` (`monday` …), `from`, `to` (`08:00`; not after `from`: on the next day).
    #[serde(default)]
    pub weekly: Vec<WeeklySpan>,
    /// Holidays and days with hours of their own: `date`, `name`, `yearly`, `open` (nothing: closed).
    #[serde(default)]
    pub days: Vec<SpecialDay>,
}

/// What happens outside the hours.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhenClosed {
    /// `wait`, `tell` or `send`.
    pub then: ClosedThen,
    /// What customers are told; `{next_opening}` and `{service}` are filled in.
    #[serde(default)]
    pub text: String,
    /// Name of the service they are sent to.
    pub service: Option<String>,
}

/// What customers are told while they wait.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldWaiting {
    /// The text; `{position}`, `{wait}` and `{service}` are filled in.
    #[serde(default)]
    pub text: String,
    /// Told again when it has changed, at most each so often.
    pub every: Option<Span>,
    /// The last text is told after this.
    pub late_after: Option<Span>,
    /// The last text.
    #[serde(default)]
    pub late_text: String,
}

impl ToldWaiting {
    /// As the API takes it.
    #[must_use]
    pub fn rules(&self) -> parlance_api::hours::ToldWaiting {
        parlance_api::hours::ToldWaiting {
            text: self.text.trim().to_owned(),
            every_ms: self.every.map_or(0, Span::as_millis),
            late_after_ms: self.late_after.map_or(0, Span::as_millis),
            late_text: self.late_text.trim().to_owned(),
        }
    }
}

/// A service.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Name by which it is found.
    pub name: String,
    /// Names of its teams.
    pub teams: Option<Vec<String>>,
    /// Least levels by the skill's name, 1–100.
    pub required_skills: Option<BTreeMap<String, u8>>,
    /// All steps. Those that are not there go.
    pub steps: Option<Vec<RoutingStep>>,
    /// The customer's last agent is waited for so long; `0s`: not.
    pub last_agent_wait: Option<Span>,
    /// Who had the customer is forgotten after so many days.
    pub last_agent_days: Option<u32>,
    /// Its agents may take chats out of the queue by hand.
    pub may_pull: Option<bool>,
    /// Name of the calendar that it is open by; empty: always open.
    pub calendar: Option<String>,
    /// What happens outside the hours.
    pub closed: Option<WhenClosed>,
    /// What customers are told while they wait.
    pub told: Option<ToldWaiting>,
    /// Share to be answered in time, per cent.
    pub target_percent: Option<u8>,
    /// In time means within this.
    pub target_wait: Option<Span>,
    /// Limit of after-call work; `0s`: none.
    pub after_call_work: Option<Span>,
    /// Whether after-call work needs a disposition.
    pub disposition_required: Option<bool>,
    /// The reply timer turns amber after this.
    pub reply_warn: Option<Span>,
    /// The reply timer turns red after this.
    pub reply_alarm: Option<Span>,
    /// All outcomes, in order. Those that are not named go.
    pub dispositions: Option<Vec<Disposition>>,
    /// All prepared texts, in order. Those that are not named go.
    pub canned_texts: Option<Vec<CannedText>>,
    /// Out of use.
    pub disabled: Option<bool>,
}

/// From a waiting time on less is enough.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoutingStep {
    /// It counts from this waiting time on.
    pub after: Span,
    /// Names of teams that get the work too.
    #[serde(default)]
    pub teams: Vec<String>,
    /// Levels that are enough by the skill's name; 0: no longer asked for.
    #[serde(default)]
    pub levels: BTreeMap<String, u8>,
}

/// An outcome.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disposition {
    /// Name by which it is found in its service.
    pub name: String,
    /// Heading it stands under.
    pub folder: Option<String>,
    /// Code for reports.
    pub code: Option<String>,
    /// `final` or `non_final`.
    pub kind: DispositionKind,
}

/// A prepared text.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CannedText {
    /// What is typed after `/`; by it the text is found in its service.
    pub shortcut: String,
    /// Title.
    pub title: String,
    /// Text; `{first_name}`, `{last_name}`, `{name}`, `{company}`, `{agent}`, `{agent_name}`, `{service}`, `{number}`, `{date}`
    /// are filled in.
    pub text: String,
}

/// An integration account.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Name by which it is found.
    pub name: String,
    /// Channel, as `GET /api/v1/channels` names it.
    pub channel: String,
    /// Sub-type of the channel.
    #[serde(rename = "type")]
    pub channel_type: Option<String>,
    /// Values by the form's keys.
    #[serde(default)]
    pub settings: BTreeMap<String, Setting>,
    /// Secrets by the form's keys.
    #[serde(default)]
    pub secrets: BTreeMap<String, SecretSource>,
    /// Switched on.
    pub enabled: Option<bool>,
}

/// A value of an account's form: texts, and numbers and switches written as such.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "a text, a whole number, or true or false")]
pub enum Setting {
    /// A text.
    Text(String),
    /// A page id may be written without quotes.
    Number(u64),
    /// A switch.
    Switch(bool),
}

impl Setting {
    /// As the API takes it.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Switch(on) => on.to_string(),
        }
    }
}

/// A scenario entry.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Name by which it is found.
    pub name: String,
    /// Name of the service.
    pub service: Option<String>,
    /// Names of the accounts that feed it.
    pub accounts: Option<Vec<String>>,
    /// Start priority, 0–100.
    pub priority: Option<i32>,
    /// Least levels by the skill's name that its chats ask for beyond their service, 1–100.
    pub required_skills: Option<BTreeMap<String, u8>>,
    /// Sent when an interaction opens.
    pub greeting_text: Option<String>,
    /// Out of use.
    pub disabled: Option<bool>,
}

/// A knowledge article.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Name by which it is found.
    pub name: String,
    /// Names of its folders, outermost first; those that are missing are made. Empty: at the top.
    pub folder: Option<Vec<String>>,
    /// Names of the services it is suggested in.
    pub services: Option<Vec<String>>,
    /// Texts by language; what differs becomes a new version and is published.
    pub texts: BTreeMap<String, ArticleText>,
}

/// A text of an article.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleText {
    /// Title.
    pub title: String,
    /// Words that it is found by besides its own.
    #[serde(default)]
    pub keywords: String,
    /// The text: `# headings`, `- lists`, `**strong**`, `*stressed*`, `[words](address)`.
    pub text: String,
}

impl ArticleText {
    /// As it is stored.
    #[must_use]
    pub fn tidy(&self) -> Self {
        Self {
            title: self.title.trim().to_owned(),
            keywords: self.keywords.trim().to_owned(),
            text: self.text.trim_end().replace("\r\n", "\n"),
        }
    }
}

/// A time with its unit: `20s`, `5min`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span(i64);

impl Span {
    /// Milliseconds.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        crate::config::rule::millis(&text)
            .and_then(|millis| i64::try_from(millis).ok())
            .map(Self)
            .ok_or_else(|| {
                serde::de::Error::custom(format!(
                    "`{text}` is not a time with its unit, such as 20s or 5min"
                ))
            })
    }
}
