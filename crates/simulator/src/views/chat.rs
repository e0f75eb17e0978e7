//! Customers and their chats, as the phone shows them.

use serde::Serialize;
use serde_json::Value;

/// A customer.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView {
    /// Number of the customer.
    pub id: u64,
    /// Full name.
    pub name: String,
    /// Such as `en_US`.
    pub locale: String,
    /// Path of the profile picture.
    pub face_url: String,
    /// `visible`, `empty`, `no_access` or `phone_only`.
    pub profile: &'static str,
    /// `reachable`, `blocked` or `unavailable`.
    pub reach: &'static str,
    /// Sends read receipts by itself.
    pub reads_at_once: bool,
    /// Shows "typing".
    pub shows_typing: bool,
    /// Nothing reaches the phone, nothing leaves it.
    pub no_signal: bool,
    /// Has a role on the apps.
    pub has_role: bool,
    /// The crowd the customer came with.
    pub crowd: Option<u64>,
    /// Chats with pages.
    pub chats: Vec<ChatSummary>,
}

/// A chat in short.
#[derive(Debug, Clone, Serialize)]
pub struct ChatSummary {
    /// The page.
    pub page_id: String,
    /// The page-scoped id of the customer.
    pub psid: String,
    /// Number of messages.
    pub messages: usize,
    /// Time of the last one.
    pub last_ms: Option<i64>,
}

/// A chat. Times are Unix milliseconds on the simulated clock.
#[derive(Debug, Clone, Serialize)]
pub struct Chat {
    /// The page-scoped id of the customer.
    pub psid: String,
    /// The page.
    pub page_id: String,
    /// The page's name.
    pub page_name: String,
    /// The customer.
    pub person_id: u64,
    /// With an Instagram account.
    pub instagram: bool,
    /// The page's greeting, shown before the first message.
    pub greeting: Option<String>,
    /// Whether the chat begins with a Get Started button.
    pub get_started: bool,
    /// The page shows "typing" until then.
    pub page_typing_until_ms: i64,
    /// Under whose name.
    pub page_typing_as: Option<String>,
    /// When the page last marked the chat as seen; 0 never.
    pub seen_by_page_ms: i64,
    /// The app that controls the thread, if one does.
    pub owner: Option<String>,
    /// What the customer may be notified about.
    pub notifications: Vec<NotificationView>,
    /// When answers are allowed.
    pub window: Window,
    /// All messages, oldest first.
    pub messages: Vec<MessageView>,
}

/// Until when the page may write.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Window {
    /// The end of the 24 hours.
    pub standard_until_ms: Option<i64>,
    /// The end of the seven days of `HUMAN_AGENT`.
    pub human_agent_until_ms: Option<i64>,
}

/// How far a message has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// Written without signal, still on the phone.
    Held,
    /// Accepted by the platform.
    Sent,
    /// Page's message: on the phone. Customer's message: an app has it.
    Delivered,
    /// Seen by the other side.
    Seen,
}

/// A message.
#[derive(Debug, Clone, Serialize)]
pub struct MessageView {
    /// Message id.
    pub mid: String,
    /// When it was sent.
    pub at_ms: i64,
    /// Written by the page.
    pub by_page: bool,
    /// Who at the page's side: the app's name or "page inbox".
    pub by: Option<String>,
    /// Its text.
    pub text: Option<String>,
    /// What it carries beside text.
    pub attachments: Vec<AttachmentView>,
    /// Choices offered with it.
    pub quick_replies: Vec<QuickReplyView>,
    /// The payload that was tapped.
    pub tapped: Option<String>,
    /// Whether its quick replies can still be tapped.
    pub can_tap: bool,
    /// What the page put into `metadata`.
    pub metadata: Option<String>,
    /// The message it answers.
    pub reply_to: Option<Quote>,
    /// Title of the ad it came from.
    pub ad_title: Option<String>,
    /// How far it has come.
    pub state: MessageState,
    /// The customer's reaction.
    pub customer_reaction: Option<String>,
    /// The page's reaction.
    pub page_reaction: Option<String>,
    /// How often it was edited.
    pub edits: u32,
    /// Taken back by the customer.
    pub taken_back: bool,
    /// Under whose name it was sent.
    pub persona: Option<PersonaView>,
}

/// A name and picture over messages.
#[derive(Debug, Clone, Serialize)]
pub struct PersonaView {
    /// The name.
    pub name: String,
    /// Address of the picture.
    pub picture_url: Option<String>,
}

/// A choice under a message.
#[derive(Debug, Clone, Serialize)]
pub struct QuickReplyView {
    /// What is shown.
    pub title: String,
    /// What is sent.
    pub payload: String,
}

/// A message that is answered, in short.
#[derive(Debug, Clone, Serialize)]
pub struct Quote {
    /// Its id.
    pub mid: String,
    /// A few words of it.
    pub text: String,
}

/// What a message carries beside text.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AttachmentView {
    /// A file; `media` is `image`, `audio`, `video` or `file`.
    File {
        /// Which kind of file.
        media: &'static str,
        /// Path to its bytes.
        url: String,
        /// Its name.
        name: String,
        /// Its content type.
        content_type: String,
        /// Its size in bytes.
        size: u64,
    },
    /// A sticker.
    Sticker {
        /// What it shows.
        label: String,
        /// Path of its picture.
        url: String,
    },
    /// A place.
    Location {
        /// Its name.
        title: String,
        /// Latitude.
        lat: f64,
        /// Longitude.
        long: f64,
    },
    /// A shared link.
    Link {
        /// Its address.
        url: String,
        /// Its title.
        title: String,
    },
    /// A template, as it was sent.
    Template {
        /// Its payload.
        payload: Value,
    },
    /// A story that is answered, or that mentions the account.
    Story {
        /// It mentions the account.
        mention: bool,
        /// Its picture.
        url: String,
    },
}

/// What a customer may be notified about.
#[derive(Debug, Clone, Serialize)]
pub struct NotificationView {
    /// The token that messages go out by.
    pub token: String,
    /// About what.
    pub title: String,
    /// The customer has stopped it.
    pub stopped: bool,
    /// Ends at.
    pub expires_ms: i64,
    /// The next message may go out at; 0: at any time.
    pub next_ms: i64,
}
