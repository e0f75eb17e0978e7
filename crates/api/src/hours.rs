//! Calendars of business hours, and what services do outside of them.

use parlance_core::{
    CalendarId, ServiceId, Timestamp,
    hours::{Date, OpenSpan, OpeningHours},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalendarView {
    /// Id.
    pub id: CalendarId,
    /// Name, unique in the tenant.
    pub name: String,
    /// What it says.
    pub hours: OpeningHours,
    /// Open at this moment.
    pub open: bool,
    /// When that changes; absent: not within two years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes_at: Option<Timestamp>,
    /// Today and the six days after it.
    pub ahead: Vec<CalendarDay>,
    /// The next holidays and days with hours of their own, at most 5.
    pub next_special: Vec<CalendarDay>,
    /// The services that follow it.
    pub service_ids: Vec<ServiceId>,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// A day to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalendarDay {
    /// The day, in the calendar's zone.
    pub date: Date,
    /// The name of what is special about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub special: Option<String>,
    /// When it is open; empty: closed.
    pub open: Vec<OpenSpan>,
}

/// Makes or changes a calendar.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarInput {
    /// Name, 1–80 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// All that it says, replacing the present; at most 100 weekly spans and 300 days.
    #[serde(default)]
    pub hours: Option<OpeningHours>,
    /// Refuse with `conflict` when somebody changed it since.
    #[serde(default)]
    pub expected_updated_at: Option<Timestamp>,
}

/// What a service does with what waits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WaitingRules {
    /// The calendar that it is open by; absent: always open. Outside the hours routing offers nothing of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar_id: Option<CalendarId>,
    /// What happens outside the hours.
    #[serde(default)]
    pub closed: WhenClosed,
    /// What customers are told while they wait.
    #[serde(default)]
    pub told: ToldWaiting,
}

/// What customers are told while they wait. In the texts `{position}`, `{wait}` and `{service}` are filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ToldWaiting {
    /// The text when nobody can take their chat at once, at most 1 000 characters; empty: nothing is told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// It is told again when place or wait have changed, at most each so often, 60 000 – 3 600 000; 0: once.
    #[serde(default)]
    pub every_ms: i64,
    /// From this waiting time on the last text is told, once, 60 000 – 86 400 000; 0: never.
    #[serde(default)]
    pub late_after_ms: i64,
    /// The last text, 1–1 000 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub late_text: String,
}

/// What happens to chats outside the hours.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WhenClosed {
    /// What is done.
    #[serde(default)]
    pub then: ClosedThen,
    /// What customers are told, once in each closed time, 1–1 000 characters: `{next_opening}` and `{service}` are filled in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Where they are sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
}

/// What is done with chats outside the hours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClosedThen {
    /// They wait for the opening.
    #[default]
    Wait,
    /// They wait, and the customer is told so.
    Tell,
    /// They go to another service, with the time already waited.
    Send,
}
