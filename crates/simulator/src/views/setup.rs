//! Apps, pages, tokens and the log, as the dashboard shows them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::chat::PersonView;

/// Everything the pages need to begin. Times are Unix milliseconds on the simulated clock.
#[derive(Debug, Clone, Serialize)]
pub struct Overview {
    /// The simulated time.
    pub now_ms: i64,
    /// How far the clock was moved from the machine's.
    pub offset_ms: i64,
    /// Where the Graph API answers.
    pub graph_url: String,
    /// All apps.
    pub apps: Vec<AppView>,
    /// All pages.
    pub pages: Vec<PageView>,
    /// Customers, lately active first, at most 200.
    pub people: Vec<PersonView>,
    /// Number of all customers.
    pub people_count: usize,
    /// Webhook fields that can be chosen.
    pub fields: Vec<&'static str>,
    /// Stickers customers can send.
    pub stickers: Vec<StickerView>,
    /// Events no receiver has acknowledged yet.
    pub events_waiting: usize,
}

/// An app. Its secret is asked for separately.
#[derive(Debug, Clone, Serialize)]
pub struct AppView {
    /// App id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `live` or `development`.
    pub mode: &'static str,
    /// Whether calls need `appsecret_proof`.
    pub require_proof: bool,
    /// Whether `HUMAN_AGENT` may be used.
    pub human_agent: bool,
    /// The verified callback.
    pub webhook: Option<WebhookView>,
    /// Fields chosen at the app level.
    pub fields: BTreeSet<String>,
    /// `current`, `older` or `plain`.
    pub escape: &'static str,
    /// `before_answer` or `after_answer`.
    pub echo: &'static str,
    /// Most events in one request.
    pub batch_max: usize,
    /// Whether batched events of a page share an entry.
    pub batch_pack: bool,
    /// What the developer account was warned about.
    pub alert: Option<String>,
}

/// A callback that answered its challenge.
#[derive(Debug, Clone, Serialize)]
pub struct WebhookView {
    /// Its address.
    pub callback_url: String,
    /// The verify token saved with it.
    pub verify_token: String,
    /// When it was verified.
    pub verified_ms: i64,
    /// The challenge it echoed.
    pub challenge: String,
    /// How long that took.
    pub took_ms: u64,
}

/// A page.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// Page id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its username, as in `m.me/username`.
    pub username: Option<String>,
    /// An Instagram account: the page it is connected to.
    pub instagram_of: Option<String>,
    /// Restricted from sending.
    pub restricted: bool,
    /// Fields each app subscribed to at the page level.
    pub subscriptions: BTreeMap<String, BTreeSet<String>>,
    /// Apps unsubscribed because their webhook failed for an hour, with the time.
    pub disabled: BTreeMap<String, i64>,
    /// Its tokens; values are shown only when they are made.
    pub tokens: Vec<TokenView>,
}

/// A token without its value.
#[derive(Debug, Clone, Serialize)]
pub struct TokenView {
    /// Its number.
    pub id: u64,
    /// Its last characters.
    pub tail: String,
    /// The app it belongs to.
    pub app_id: String,
    /// When it was made.
    pub issued_ms: i64,
    /// When it expires; `None` never.
    pub expires_ms: Option<i64>,
    /// `valid`, `expired` or `withdrawn`.
    pub state: &'static str,
    /// Its permissions.
    pub scopes: BTreeSet<String>,
}

/// A sticker of the tray.
#[derive(Debug, Clone, Serialize)]
pub struct StickerView {
    /// Its name in the control API.
    pub name: &'static str,
    /// What it shows.
    pub label: &'static str,
    /// Path of its picture.
    pub url: String,
}

/// A line of the log.
#[derive(Debug, Clone, Serialize)]
pub struct LogView {
    /// Its number; later lines have higher ones.
    pub id: u64,
    /// When it happened.
    pub at_ms: i64,
    /// `event`, `delivery`, `send` or `notice`.
    pub topic: &'static str,
    /// The platform's word for it.
    pub kind: String,
    /// A few words about the content.
    pub what: String,
    /// The answer, a message id, or why nothing was sent.
    pub answer: String,
    /// Whether it went well.
    pub ok: bool,
    /// How long the answer took.
    pub took_ms: Option<u64>,
    /// The thread it belongs to.
    pub psid: Option<String>,
    /// Its page.
    pub page_id: Option<String>,
    /// The app's name.
    pub app: Option<String>,
}
