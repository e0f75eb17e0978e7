//! Integration accounts: forms, tests, health, parked events.

use std::collections::BTreeMap;

use parlance_core::{
    AccountId, EntryId, ParkedEventId, Timestamp, UnknownEventId,
    account::{AccountStatus, PolicyState, TokenState},
    approved::ApprovedLimits,
    health::{CheckedFields, Usage},
    rich::RichLimits,
    sentence::Sentence,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A type of integration account that can be made, with its form and capabilities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChannelView {
    /// Id of the channel, e.g. `messenger`.
    pub id: String,
    /// What people call it, e.g. "Messenger".
    pub label: String,
    /// One sentence: what it is for.
    pub summary: String,
    /// Name of its icon in the web app's icon set.
    pub icon: String,
    /// Sub-types, e.g. "Facebook".
    pub types: Vec<ChannelType>,
    /// The account form, in order.
    pub fields: Vec<FormField>,
    /// What can be sent and received.
    pub capabilities: ChannelCapabilities,
    /// Webhook fields to subscribe at the platform.
    pub subscribed_fields: Vec<String>,
}

/// A sub-type of a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChannelType {
    /// Id, e.g. `facebook`.
    pub id: String,
    /// Label.
    pub label: String,
}

/// How a value of the form is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Digits only.
    Digits,
    /// Write-only; sealed at rest.
    Secret,
    /// Sealed at rest, but shown again (it must be copied to the platform); can be generated.
    VerifyToken,
    /// Yes or no.
    Switch,
}

/// One value of an account's form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FormField {
    /// Key in `settings`/`secrets`.
    pub key: String,
    /// Label.
    pub label: String,
    /// Sentence below the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Heading it stands under: `page`, `keys`, `webhook`.
    pub group: String,
    /// How it is entered.
    pub kind: FieldKind,
    /// Whether the account is incomplete without it.
    pub required: bool,
    /// At most so many characters.
    pub max_length: u32,
}

/// What a channel can do, so that the desktop disables the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChannelCapabilities {
    /// Longest text of one message, in `text_unit`s; longer ones are split.
    pub text_limit: u32,
    /// `utf16` or `bytes`.
    pub text_unit: String,
    /// Files that can be sent.
    pub attachments: Vec<AttachmentRule>,
    /// Shows the customer that the agent types.
    pub typing: bool,
    /// Delivery receipts come.
    pub delivered: bool,
    /// Read receipts come.
    pub read: bool,
    /// How long after the customer's last message answers are free; absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_window_ms: Option<i64>,
    /// A message can quote another one.
    #[serde(default)]
    pub reply_to: bool,
    /// Agents can put reactions on messages: these, or any emoji when the list is empty; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reactions: Option<Vec<String>>,
    /// Several apps share a conversation: it can be taken, handed back and asked for.
    #[serde(default)]
    pub thread_control: bool,
    /// The platform tells past conversations: they can be imported.
    #[serde(default)]
    pub history: bool,
    /// What a page shows before anybody writes can be set.
    #[serde(default)]
    pub public_profile: bool,
    /// There is a guide that watches how an account is connected.
    #[serde(default)]
    pub set_up_guide: bool,
    /// What it takes of rich messages; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rich: Option<RichLimits>,
    /// Customers can be shown the name of who writes.
    #[serde(default)]
    pub personas: bool,
    /// How often customers may be notified who have permitted it; absent: they cannot permit it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notifications: Option<NotificationRules>,
    /// Longest public answer to a comment on a post, in `text_unit`s; absent: there are no comments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_reply_limit: Option<u32>,
    /// How much a template may hold that the platform approves; absent: there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<ApprovedLimits>,
}

/// How often customers may be notified who have permitted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotificationRules {
    /// Milliseconds from one message to the next, by the platform's word for the frequency.
    pub every: BTreeMap<String, i64>,
    /// The same when the permission names no frequency.
    pub otherwise_ms: i64,
    /// Distance kept from the next turn and from the end, because clocks differ.
    pub margin_ms: i64,
}

/// A kind of file with its limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AttachmentRule {
    /// `image`, `audio`, `video`, `file`.
    pub kind: String,
    /// MIME types, `image/*` allowed.
    pub mime: Vec<String>,
    /// Largest size in bytes.
    pub max_bytes: u64,
}

/// A secret as it is shown: that it is there, never what it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SecretView {
    /// Whether one is stored.
    pub set: bool,
    /// Stored at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved_at: Option<Timestamp>,
    /// Name of who stored it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved_by: Option<String>,
}

/// An integration account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccountView {
    /// Id.
    pub id: AccountId,
    /// Channel, e.g. `messenger`.
    pub channel: String,
    /// Sub-type, e.g. `facebook`.
    pub channel_type: String,
    /// Name, unique in the tenant.
    pub name: String,
    /// Values that may be shown, by key: `page_username`, `page_id`, `verify_token`, `accept_unsigned` ("true").
    pub settings: BTreeMap<String, String>,
    /// Write-only values, by key: `token`, `app_secret`.
    pub secrets: BTreeMap<String, SecretView>,
    /// Switched on.
    pub enabled: bool,
    /// Does it work.
    pub status: AccountStatus,
    /// Labels of required values that are missing.
    pub missing: Vec<String>,
    /// The full address to give to the platform; empty until the page id is known.
    pub callback_url: String,
    /// The full address where the platform demands the deletion of a person's data; absent where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deletion_url: Option<String>,
    /// The full address where the platform tells that a person has removed the app; absent where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deauthorise_url: Option<String>,
    /// Fields to subscribe at the platform.
    pub subscribed_fields: Vec<String>,
    /// The scenario entry it feeds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry_id: Option<EntryId>,
    /// About the token.
    pub token_state: TokenState,
    /// Health.
    pub health: AccountHealth,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// What is known of an account's traffic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccountHealth {
    /// The webhook handshake last succeeded at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<Timestamp>,
    /// The last event came at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_event_at: Option<Timestamp>,
    /// Whether that event was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_event_signed: Option<bool>,
    /// The last answer went out at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sent_at: Option<Timestamp>,
    /// The last error, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
    /// When that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error_at: Option<Timestamp>,
    /// Refused handshakes and events in all (wrong token, missing or wrong signature).
    pub refused: u64,
    /// The last refusal, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_refusal: Option<String>,
    /// When that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_refusal_at: Option<Timestamp>,
    /// Events waiting to be looked at.
    pub parked: u64,
    /// Kinds of events that came and are not known.
    #[serde(default)]
    pub unknown: u64,
    /// What the platform says about the account's behaviour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyNotice>,
    /// The platform restricts the account or asks to slow down: nothing is sent until then. The moment may have passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_until: Option<Timestamp>,
    /// Sending is paused until a new token is entered.
    pub sending_paused: bool,
}

/// The platform warns or blocks an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PolicyNotice {
    /// Warned or blocked.
    pub state: PolicyState,
    /// The platform's reason, in its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Since.
    pub at: Timestamp,
}

/// Makes an account; may be partial.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// Channel, e.g. `messenger`.
    pub channel: String,
    /// Sub-type; absent: the channel's first.
    #[serde(default)]
    pub channel_type: Option<String>,
    /// Name, 1–80 characters.
    pub name: String,
    /// Values by key.
    #[serde(default)]
    pub settings: BTreeMap<String, String>,
    /// Secrets by key.
    #[serde(default)]
    pub secrets: BTreeMap<String, String>,
    /// Import past conversations as soon as the account is complete, where the channel can.
    #[serde(default)]
    pub import_past: bool,
}

/// Changes an account; absent fields and keys stay.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountPatch {
    /// Name.
    #[serde(default)]
    pub name: Option<String>,
    /// Sub-type.
    #[serde(default)]
    pub channel_type: Option<String>,
    /// Values by key; an empty text clears.
    #[serde(default)]
    pub settings: BTreeMap<String, String>,
    /// Secrets by key; an empty text clears.
    #[serde(default)]
    pub secrets: BTreeMap<String, String>,
    /// Switch on or off.
    #[serde(default)]
    pub enabled: Option<bool>,
    /// Refuse with `conflict` when somebody changed it since.
    #[serde(default)]
    pub expected_updated_at: Option<Timestamp>,
}

/// Tests a connection with the stored values, overlaid by values that are not applied yet.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestConnection {
    /// Values by key that are not applied yet.
    #[serde(default)]
    pub settings: BTreeMap<String, String>,
    /// Secrets by key that are not applied yet.
    #[serde(default)]
    pub secrets: BTreeMap<String, String>,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckResult {
    /// Good.
    Ok,
    /// Works, with a limit.
    Warning,
    /// Does not work.
    Failed,
    /// Not tried, because an earlier check failed or a value is missing.
    Skipped,
}

/// What one click can do about a failed check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckFix {
    /// Subscribe the app to the page with the wanted fields.
    Subscribe,
    /// Enter a new token.
    EnterToken,
    /// Enter the app secret.
    EnterAppSecret,
    /// Correct the page id.
    CorrectPageId,
    /// Correct the page username.
    CorrectUsername,
    /// Copy the callback address and verify token into the app's webhook settings.
    SetUpWebhook,
}

/// One check in sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Check {
    /// Stable word: `token`, `page`, `username`, `permissions`, `app_secret`, `subscription`, `callback`, `webhook`, `network`.
    pub id: String,
    /// How it ended.
    pub result: CheckResult,
    /// One sentence.
    pub sentence: String,
    /// A second sentence: what to do, or a detail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What one click can do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<CheckFix>,
    /// The page of the platform where it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What should be subscribed and what is, for checks about that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<CheckedFields>,
    /// How much of the platform's limits is used, for the check about that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub usage: Vec<Usage>,
    /// The sentences to be translated by.
    #[serde(default)]
    pub wording: Wording,
}

/// What a sentence is translated by: its id and the values inside it (see `GET /sentences`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Wording {
    /// The sentence.
    pub id: String,
    /// Its values by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// The second sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail_id: Option<String>,
    /// Its values by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub detail_values: BTreeMap<String, String>,
}

impl Wording {
    /// Of a sentence and what stands beside it.
    #[must_use]
    pub fn new(sentence: &Sentence, detail: Option<&Sentence>) -> Self {
        Self {
            id: sentence.id.clone(),
            values: sentence.values.clone(),
            detail_id: detail.map(|detail| detail.id.clone()),
            detail_values: detail.map(|detail| detail.values.clone()).unwrap_or_default(),
        }
    }
}

/// The outcome of *Test Connection*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConnectionReport {
    /// The worst of the checks.
    pub result: CheckResult,
    /// The whole in one sentence.
    pub summary: String,
    /// The checks, in order.
    pub checks: Vec<Check>,
    /// Tested at.
    pub tested_at: Timestamp,
    /// It took so long.
    pub took_ms: i64,
}

/// An event that could not be applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ParkedEventView {
    /// Id.
    pub id: ParkedEventId,
    /// Received at.
    pub received_at: Timestamp,
    /// Why it was parked.
    pub reason: String,
    /// The event as it came (JSON text, at most 16 KiB of it).
    pub body: String,
    /// Tries so far.
    pub attempts: u32,
}

/// A kind of event that came for an account and is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnknownEventView {
    /// Id.
    pub id: UnknownEventId,
    /// The platform's word for it.
    pub kind: String,
    /// So many came.
    pub count: u64,
    /// The first came at.
    pub first_at: Timestamp,
    /// The newest came at.
    pub last_at: Timestamp,
    /// The newest as it came (JSON text, at most 16 KiB of it).
    pub sample: String,
}
