//! The conversation between one page and one person.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Notification, Persona};

/// A thread with its messages.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Thread {
    pub psid: String,
    pub page_id: String,
    pub person_id: u64,
    pub state: ThreadState,
    pub messages: Vec<Message>,
}

/// The thread's own facts, apart from its messages. Times are Unix milliseconds on the simulated clock.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct ThreadState {
    /// The customer's last act that opens the 24-hour window.
    pub last_act_ms: Option<i64>,
    /// The page shows "typing" until then.
    pub page_typing_until_ms: i64,
    /// Under whose name.
    #[serde(default)]
    pub page_typing_as: Option<String>,
    /// The page has marked everything up to here as seen.
    pub seen_by_page_ms: i64,
    /// Read by the customer up to here.
    pub read_ms: i64,
    /// The app that controls the thread; `None`: all apps may answer.
    pub owner: Option<String>,
    /// Last timestamp given out in this thread: timestamps are unique while the clock runs forward.
    pub last_stamp_ms: i64,
    /// The customer's last event, kept so it can be sent again.
    pub last_event: Option<RepeatableEvent>,
    /// What the customer may be notified about.
    #[serde(default)]
    pub notifications: Vec<Notification>,
}

/// An event that can be sent a second time, byte for byte.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct RepeatableEvent {
    pub field: String,
    pub kind: String,
    pub what: String,
    pub mid: Option<String>,
    pub value: String,
}

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Author {
    Customer,
    /// The page, by an app (the page inbox is an app too).
    Page {
        app_id: String,
    },
}

/// A message of either side.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Message {
    pub mid: String,
    pub at_ms: i64,
    pub author: Author,
    pub text: Option<String>,
    pub attachments: Vec<Attachment>,
    /// Offered with a page's message.
    pub quick_replies: Vec<QuickReply>,
    /// Payload the customer tapped: on their own message, and on the page's message that offered it.
    pub tapped: Option<String>,
    pub metadata: Option<String>,
    pub reply_to: Option<String>,
    /// How the customer came: an ad, a link.
    pub referral: Option<Referral>,
    /// Written without signal: leaves the phone when the signal is back.
    pub held: bool,
    /// Page's message: reached the phone. Customer's message: a receiver acknowledged it.
    pub delivered_ms: Option<i64>,
    pub customer_reaction: Option<String>,
    pub page_reaction: Option<String>,
    pub edits: u32,
    pub taken_back: bool,
    /// Under whose name and picture it was sent.
    #[serde(default)]
    pub persona: Option<Persona>,
}

/// Kinds of file the platform tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FileKind {
    Image,
    Audio,
    Video,
    File,
}

impl FileKind {
    pub fn word(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::File => "file",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Image, Self::Audio, Self::Video, Self::File]
            .into_iter()
            .find(|kind| kind.word() == word)
    }

    /// The kind a customer's phone would choose for a content type.
    pub fn of_content_type(content_type: &str) -> Self {
        match content_type.split('/').next() {
            Some("image") => Self::Image,
            Some("audio") => Self::Audio,
            Some("video") => Self::Video,
            _ => Self::File,
        }
    }
}

/// What a message carries beside text.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Attachment {
    File {
        kind: FileKind,
        media_id: String,
    },
    Sticker {
        name: String,
    },
    Location {
        title: String,
        lat: f64,
        long: f64,
    },
    Link {
        url: String,
        title: String,
    },
    Template {
        payload: Value,
    },
    /// A story of the account that is answered, or one that mentions it.
    Story {
        mention: bool,
    },
}

/// A choice offered under a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct QuickReply {
    pub content_type: String,
    pub title: String,
    pub payload: String,
}

/// Where a customer came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Referral {
    pub r#ref: Option<String>,
    pub source: String,
    pub ad_id: Option<String>,
    pub ad_title: Option<String>,
}

/// An event on its way to one app.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct QueuedEvent {
    pub seq: u64,
    pub app_id: String,
    pub page_id: String,
    pub psid: Option<String>,
    pub field: String,
    /// Goes into `standby` because another app controls the thread.
    pub standby: bool,
    /// Word and content for the log.
    pub kind: String,
    pub what: String,
    pub mid: Option<String>,
    /// One element of `entry[].messaging[]`, as JSON.
    pub value: String,
    pub queued_ms: i64,
    /// Not kept in order with the rest of the thread.
    pub loose: bool,
}

impl Thread {
    pub fn new(psid: String, page_id: String, person_id: u64) -> Self {
        Self {
            psid,
            page_id,
            person_id,
            state: ThreadState::default(),
            messages: Vec::new(),
        }
    }

    /// Adds a message or replaces the one with its id.
    pub fn put(&mut self, message: Message, keep: usize) {
        if let Some(known) = self
            .messages
            .iter_mut()
            .rev()
            .find(|known| known.mid == message.mid)
        {
            *known = message;
            return;
        }
        if self.messages.len() >= keep {
            self.messages.remove(0);
        }
        self.messages.push(message);
    }

    pub fn message(&self, mid: &str) -> Option<&Message> {
        self.messages.iter().rev().find(|message| message.mid == mid)
    }

    pub fn last_of_customer(&self) -> Option<&Message> {
        self.messages
            .iter()
            .rev()
            .find(|message| message.author == Author::Customer && !message.taken_back)
    }
}

impl Message {
    pub fn by_page(&self) -> bool {
        matches!(self.author, Author::Page { .. })
    }

    /// A few words for the log.
    pub fn gist(&self) -> String {
        if let Some(payload) = &self.tapped
            && self.author == Author::Customer
        {
            return format!("quick reply {payload}");
        }
        if let Some(text) = &self.text {
            return quote(text);
        }
        match self.attachments.first() {
            Some(Attachment::File { kind, .. }) => kind.word().to_owned(),
            Some(Attachment::Sticker { .. }) => "sticker".to_owned(),
            Some(Attachment::Location { .. }) => "location".to_owned(),
            Some(Attachment::Story { mention }) => {
                if *mention { "story mention" } else { "story reply" }.to_owned()
            }
            Some(Attachment::Link { title, .. }) => quote(title),
            Some(Attachment::Template { .. }) => "template".to_owned(),
            None => "empty".to_owned(),
        }
    }
}

/// Shortens a text for a log line.
pub(crate) fn quote(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("“{short}”")
}
