//! Apps: the developer's side of the platform, with one webhook for the object `page`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::webhook::EscapeStyle;

/// Webhook fields of the object `page` that concern messaging (Page field list of v26.0).
pub(crate) const FIELDS: [&str; 30] = [
    "messages",
    "messaging_postbacks",
    "messaging_optins",
    "message_deliveries",
    "message_reads",
    "message_echoes",
    "messaging_referrals",
    "message_reactions",
    "message_edits",
    "messaging_handovers",
    "standby",
    "messaging_policy_enforcement",
    "messaging_account_linking",
    "messaging_feedback",
    "response_feedback",
    "messaging_customer_information",
    "send_cart",
    "messaging_in_thread_lead_form_submit",
    "messaging_game_plays",
    "message_template_status_update",
    "message_context",
    "messaging_integrity",
    "business_integrity",
    "calls",
    "call_permission_reply",
    "call_settings_update",
    "inbox_labels",
    "feed",
    "mention",
    "leadgen",
];

/// Who an app may see: everybody, or only people with a role on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AppMode {
    Live,
    Development,
}

/// When the echo of a send leaves, compared with the answer to the send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EchoTiming {
    BeforeAnswer,
    AfterAnswer,
}

/// An app.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct App {
    pub id: String,
    pub name: String,
    pub secret: String,
    pub mode: AppMode,
    /// "Require App Secret": calls without `appsecret_proof` fail.
    pub require_proof: bool,
    /// Whether the Human Agent feature is approved.
    pub human_agent: bool,
    /// The pages' Advanced Messaging settings let the app take threads from others.
    #[serde(default)]
    pub take_control: bool,
    pub webhook: Option<Webhook>,
    /// Fields chosen at the app level.
    pub fields: BTreeSet<String>,
    /// Fields chosen for the object `instagram`, which has the same callback.
    #[serde(default = "crate::instagram::all_fields")]
    pub instagram_fields: BTreeSet<String>,
    pub escape: EscapeStyle,
    pub echo: EchoTiming,
    /// Most events put into one request; 1 is what the platform documents for messaging.
    pub batch_max: usize,
    /// Put batched events of one page into one entry instead of one entry each.
    pub batch_pack: bool,
    /// What the developer account was last warned about.
    pub alert: Option<String>,
}

/// A verified callback.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Webhook {
    pub callback_url: String,
    pub verify_token: String,
    pub verified_ms: i64,
    /// The challenge the receiver echoed, and how long it took.
    pub challenge: String,
    pub took_ms: u64,
}

impl App {
    pub fn new(id: String, name: String, secret: String) -> Self {
        Self {
            id,
            name,
            secret,
            mode: AppMode::Live,
            require_proof: false,
            human_agent: true,
            take_control: false,
            webhook: None,
            fields: BTreeSet::new(),
            instagram_fields: crate::instagram::all_fields(),
            escape: EscapeStyle::Current,
            echo: EchoTiming::AfterAnswer,
            batch_max: 1,
            batch_pack: false,
            alert: None,
        }
    }

    /// The app access token, `{app-id}|{app-secret}`.
    pub fn access_token(&self) -> String {
        format!("{}|{}", self.id, self.secret)
    }
}
