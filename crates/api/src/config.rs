//! Services, dispositions, canned texts, Not Ready reasons, scenario entries, settings.

use parlance_core::{
    AccountId, CannedTextId, DispositionId, EntryId, ReasonId, ServiceId, TeamId, Timestamp,
    agent::SystemReason, contact::ContactField,
};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::{hours::WaitingRules, routing::RoutingStep, user::SkillLevel};

/// Tells an absent field (`None`) from `null` (`Some(None)`).
pub fn nullable<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}

/// A service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ServiceView {
    /// Id.
    pub id: ServiceId,
    /// Name, unique in the tenant.
    pub name: String,
    /// Teams whose agents get its work.
    pub team_ids: Vec<TeamId>,
    /// Skills an agent must hold, with the least level (1–100).
    pub required_skills: Vec<SkillLevel>,
    /// After a waiting time less is enough, in order.
    pub steps: Vec<RoutingStep>,
    /// The agent who had the customer last is waited for so long, while they are there; 0: not.
    pub last_agent_wait_ms: i64,
    /// It counts for so many days who had the customer.
    pub last_agent_days: u32,
    /// Its agents may take chats out of the queue by hand.
    pub may_pull: bool,
    /// When it is open, and what happens to what waits.
    pub waiting: WaitingRules,
    /// Service level: share of interactions to be answered in time, per cent.
    pub target_percent: u8,
    /// Service level: in time means within this wait.
    pub target_wait_ms: i64,
    /// Limit of after-call work; 0: none, the interaction closes at once (unless a required disposition is missing).
    pub after_call_work_ms: i64,
    /// Whether after-call work can only be finished with a disposition.
    pub disposition_required: bool,
    /// Reply timer turns amber after this.
    pub reply_warn_ms: i64,
    /// Reply timer turns red after this.
    pub reply_alarm_ms: i64,
    /// Outcomes, in order.
    pub dispositions: Vec<DispositionView>,
    /// Prepared texts, in order.
    pub canned_texts: Vec<CannedTextView>,
    /// Takes no new interactions.
    pub disabled: bool,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// Whether an outcome settles the matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DispositionKind {
    /// Settled.
    Final,
    /// Still open.
    NonFinal,
    /// Set by Parlance (abandoned, no disposition given); agents do not choose it.
    System,
}

/// An outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DispositionView {
    /// Id.
    pub id: DispositionId,
    /// Name.
    pub name: String,
    /// Heading it stands under, e.g. "Solved".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// Code for reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Kind.
    pub kind: DispositionKind,
}

/// A prepared text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CannedTextView {
    /// Id.
    pub id: CannedTextId,
    /// What is typed after `/`, letters, digits, `-`, `_`.
    pub shortcut: String,
    /// Title.
    pub title: String,
    /// Text; `{first_name}`, `{last_name}`, `{name}`, `{company}`, `{agent}`, `{agent_name}`, `{service}`, `{number}`, `{date}`
    /// are filled in.
    pub text: String,
}

/// Makes or changes a service; on change, absent fields stay.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceInput {
    /// Name, 1–80 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// Teams.
    #[serde(default)]
    pub team_ids: Option<Vec<TeamId>>,
    /// Required skills.
    #[serde(default)]
    pub required_skills: Option<Vec<SkillLevel>>,
    /// All steps, replacing the present ones; at most 10.
    #[serde(default)]
    pub steps: Option<Vec<RoutingStep>>,
    /// 0 – 600 000.
    #[serde(default)]
    pub last_agent_wait_ms: Option<i64>,
    /// 1–365.
    #[serde(default)]
    pub last_agent_days: Option<u32>,
    /// Taking by hand.
    #[serde(default)]
    pub may_pull: Option<bool>,
    /// Hours and rules for what waits, replacing the present ones.
    #[serde(default)]
    pub waiting: Option<WaitingRules>,
    /// 1–100.
    #[serde(default)]
    pub target_percent: Option<u8>,
    /// 1 000 – 86 400 000.
    #[serde(default)]
    pub target_wait_ms: Option<i64>,
    /// 0 – 3 600 000.
    #[serde(default)]
    pub after_call_work_ms: Option<i64>,
    /// Whether a disposition is required.
    #[serde(default)]
    pub disposition_required: Option<bool>,
    /// Amber.
    #[serde(default)]
    pub reply_warn_ms: Option<i64>,
    /// Red; not before amber.
    #[serde(default)]
    pub reply_alarm_ms: Option<i64>,
    /// All outcomes in order, replacing the present ones; those with an id are kept.
    #[serde(default)]
    pub dispositions: Option<Vec<DispositionInput>>,
    /// All prepared texts in order, replacing the present ones; those with an id are kept.
    #[serde(default)]
    pub canned_texts: Option<Vec<CannedTextInput>>,
    /// Disable or enable.
    #[serde(default)]
    pub disabled: Option<bool>,
    /// Refuse with `conflict` when somebody changed it since.
    #[serde(default)]
    pub expected_updated_at: Option<Timestamp>,
}

/// One outcome of a service.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DispositionInput {
    /// Present for one that exists.
    #[serde(default)]
    pub id: Option<DispositionId>,
    /// Name, 1–80 characters, unique in the service.
    pub name: String,
    /// Heading.
    #[serde(default)]
    pub folder: Option<String>,
    /// Code.
    #[serde(default)]
    pub code: Option<String>,
    /// Final or non-final.
    pub kind: DispositionKind,
}

/// One prepared text of a service.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CannedTextInput {
    /// Present for one that exists.
    #[serde(default)]
    pub id: Option<CannedTextId>,
    /// Shortcut, 1–32, unique in the service.
    pub shortcut: String,
    /// Title, 1–80.
    pub title: String,
    /// Text, 1–4000.
    pub text: String,
}

/// A Not Ready reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReasonView {
    /// Id.
    pub id: ReasonId,
    /// Name.
    pub name: String,
    /// Counts as break.
    pub counts_as_break: bool,
    /// Set for the reasons the system applies; agents do not choose these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<SystemReason>,
    /// No longer offered.
    pub disabled: bool,
}

/// Makes or changes a Not Ready reason.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonInput {
    /// Name, 1–60 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// Counts as break.
    #[serde(default)]
    pub counts_as_break: Option<bool>,
    /// Disable or enable (system reasons cannot be disabled).
    #[serde(default)]
    pub disabled: Option<bool>,
}

/// A Messaging/Chat scenario entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntryView {
    /// Id; also the entry's unique identifier for programs.
    pub id: EntryId,
    /// Name, unique in the tenant.
    pub name: String,
    /// The service its interactions are queued for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
    /// Accounts that feed it; an account feeds at most one entry.
    pub account_ids: Vec<AccountId>,
    /// Start priority, 0–100, higher first.
    pub priority: i32,
    /// Skills that its chats ask for beyond what their service asks for, with the least level (1–100).
    pub required_skills: Vec<SkillLevel>,
    /// Sent to the customer when an interaction opens; empty: nothing.
    pub greeting_text: String,
    /// Takes nothing.
    pub disabled: bool,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// Makes or changes a scenario entry; on change, absent fields stay.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryInput {
    /// Name, 1–80 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// Service.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<ServiceId>)]
    pub service_id: Option<Option<ServiceId>>,
    /// Accounts; refused with `taken` when another entry has one of them.
    #[serde(default)]
    pub account_ids: Option<Vec<AccountId>>,
    /// 0–100.
    #[serde(default)]
    pub priority: Option<i32>,
    /// Skills asked for beyond the service's.
    #[serde(default)]
    pub required_skills: Option<Vec<SkillLevel>>,
    /// At most 2000 characters.
    #[serde(default)]
    pub greeting_text: Option<String>,
    /// Disable or enable.
    #[serde(default)]
    pub disabled: Option<bool>,
    /// Refuse with `conflict` when somebody changed it since.
    #[serde(default)]
    pub expected_updated_at: Option<Timestamp>,
}

/// The tenant's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TenantSettings {
    /// How much of an agent one chat takes, per cent (1–100).
    pub chat_share_percent: u8,
    /// An offer is taken back after this.
    pub offer_timeout_ms: i64,
    /// An agent whose desktop is gone keeps their chats this long.
    pub agent_grace_ms: i64,
    /// Show the customer "typing…" while the agent types.
    pub send_typing: bool,
    /// Tell the platform when the agent has read.
    pub send_seen: bool,
    /// An agent becomes Ready at sign-in instead of Not Ready.
    pub ready_at_sign_in: bool,
    /// Agents and supervisors are warned so long before the time to answer a customer runs out; 0: never.
    #[serde(default = "default_window_warn_ms")]
    pub window_warn_ms: i64,
    /// What becomes of messages that customers take back.
    #[serde(default)]
    pub taken_back: TakenBack,
    /// An account whose subscription at the platform was lost is subscribed again by the regular look.
    #[serde(default = "yes")]
    pub repair_subscription: bool,
    /// Agents write under their own public name, where they chose one and the channel shows it.
    #[serde(default)]
    pub personas: bool,
    /// An agent's message to a customer waits so long before it goes out and can be taken back meanwhile; 0: not at all.
    #[serde(default)]
    pub undo_send_ms: i64,
    /// A colleague who is consulted gives a share of their capacity.
    #[serde(default)]
    pub consult_takes_room: bool,
    /// A colleague who joins a conversation to write to its customer gives a share of their capacity.
    #[serde(default = "yes")]
    pub conference_takes_room: bool,
    /// Everybody needs a second factor from the next sign-in on, whatever the operator requires.
    pub require_second_factor: bool,
    /// Why a case may be pending.
    #[serde(default)]
    pub case_pending_reasons: Vec<String>,
    /// A resolved case closes after so many days.
    #[serde(default = "default_case_close_days")]
    pub case_close_days: u16,
    /// Fields of contacts beside the usual ones, in the order of forms.
    #[serde(default)]
    pub contact_fields: Vec<ContactField>,
}

/// What becomes of a message that its customer takes back. That it was there stays visible in every case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TakenBack {
    /// Nobody sees it any more; it stays stored.
    #[default]
    Hide,
    /// Only those who may see all records can look at it.
    KeepForSupervisors,
    /// It is erased with its files and earlier versions.
    Erase,
}

impl TakenBack {
    /// The word in files and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hide => "hide",
            Self::KeepForSupervisors => "keep_for_supervisors",
            Self::Erase => "erase",
        }
    }
}

/// Changes settings; absent fields stay.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TenantSettingsPatch {
    /// 1–100.
    #[serde(default)]
    pub chat_share_percent: Option<u8>,
    /// 5 000 – 600 000.
    #[serde(default)]
    pub offer_timeout_ms: Option<i64>,
    /// 5 000 – 3 600 000.
    #[serde(default)]
    pub agent_grace_ms: Option<i64>,
    /// Typing.
    #[serde(default)]
    pub send_typing: Option<bool>,
    /// Seen.
    #[serde(default)]
    pub send_seen: Option<bool>,
    /// Ready at sign-in.
    #[serde(default)]
    pub ready_at_sign_in: Option<bool>,
    /// 0 – 43 200 000.
    #[serde(default)]
    pub window_warn_ms: Option<i64>,
    /// Messages taken back.
    #[serde(default)]
    pub taken_back: Option<TakenBack>,
    /// Lost subscriptions.
    #[serde(default)]
    pub repair_subscription: Option<bool>,
    /// Agents' public names.
    #[serde(default)]
    pub personas: Option<bool>,
    /// 0 – 30 000.
    #[serde(default)]
    pub undo_send_ms: Option<i64>,
    /// Consulted colleagues.
    #[serde(default)]
    pub consult_takes_room: Option<bool>,
    /// Colleagues who join.
    #[serde(default)]
    pub conference_takes_room: Option<bool>,
    /// A second factor for everybody.
    #[serde(default)]
    pub require_second_factor: Option<bool>,
    /// Why a case may be pending: up to 50, 1–60 characters each.
    #[serde(default)]
    pub case_pending_reasons: Option<Vec<String>>,
    /// 1 – 365.
    #[serde(default)]
    pub case_close_days: Option<u16>,
    /// Fields of contacts, all of them: up to 50. Values of a field that is left out stay stored, and are shown again
    /// when it comes back.
    #[serde(default)]
    pub contact_fields: Option<Vec<ContactField>>,
}

const fn yes() -> bool {
    true
}

/// A week.
const fn default_case_close_days() -> u16 {
    7
}

/// Half an hour.
const fn default_window_warn_ms() -> i64 {
    30 * 60_000
}

impl Default for TenantSettings {
    /// What a new tenant begins with when the operator says nothing else.
    fn default() -> Self {
        Self {
            chat_share_percent: 25,
            offer_timeout_ms: 20_000,
            agent_grace_ms: 30_000,
            send_typing: true,
            send_seen: true,
            ready_at_sign_in: false,
            window_warn_ms: default_window_warn_ms(),
            taken_back: TakenBack::default(),
            repair_subscription: true,
            personas: false,
            undo_send_ms: 0,
            consult_takes_room: false,
            conference_takes_room: true,
            require_second_factor: false,
            case_pending_reasons: Vec::new(),
            case_close_days: default_case_close_days(),
            contact_fields: Vec::new(),
        }
    }
}

impl TenantSettings {
    /// These settings with those of the patch that are given.
    #[must_use]
    pub fn changed_by(self, patch: &TenantSettingsPatch) -> Self {
        Self {
            chat_share_percent: patch.chat_share_percent.unwrap_or(self.chat_share_percent),
            offer_timeout_ms: patch.offer_timeout_ms.unwrap_or(self.offer_timeout_ms),
            agent_grace_ms: patch.agent_grace_ms.unwrap_or(self.agent_grace_ms),
            send_typing: patch.send_typing.unwrap_or(self.send_typing),
            send_seen: patch.send_seen.unwrap_or(self.send_seen),
            ready_at_sign_in: patch.ready_at_sign_in.unwrap_or(self.ready_at_sign_in),
            window_warn_ms: patch.window_warn_ms.unwrap_or(self.window_warn_ms),
            taken_back: patch.taken_back.unwrap_or(self.taken_back),
            repair_subscription: patch.repair_subscription.unwrap_or(self.repair_subscription),
            personas: patch.personas.unwrap_or(self.personas),
            undo_send_ms: patch.undo_send_ms.unwrap_or(self.undo_send_ms),
            consult_takes_room: patch.consult_takes_room.unwrap_or(self.consult_takes_room),
            conference_takes_room: patch.conference_takes_room.unwrap_or(self.conference_takes_room),
            require_second_factor: patch.require_second_factor.unwrap_or(self.require_second_factor),
            case_pending_reasons: patch
                .case_pending_reasons
                .clone()
                .unwrap_or(self.case_pending_reasons),
            case_close_days: patch.case_close_days.unwrap_or(self.case_close_days),
            contact_fields: patch.contact_fields.clone().unwrap_or(self.contact_fields),
        }
    }
}
