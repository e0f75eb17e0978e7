//! What happened, for the people at the simulator's pages.

use serde::{Deserialize, Serialize};

/// Which list a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LogTopic {
    /// One event of a thread, as it was delivered (or not).
    Event,
    /// One webhook request, which may carry several events.
    Delivery,
    /// A call of the Send API.
    Send,
    /// Another thing worth knowing: an alert, a verification, a page unsubscribed.
    Notice,
}

/// One line.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LogEntry {
    pub id: u64,
    pub at_ms: i64,
    pub topic: LogTopic,
    /// The platform's word: `message`, `typing_on`, `read`, `messages`…
    pub kind: String,
    /// A few words about the content.
    pub what: String,
    /// The answer: a status, a message id, or why nothing was sent.
    pub answer: String,
    pub ok: bool,
    pub took_ms: Option<u64>,
    pub psid: Option<String>,
    pub page_id: Option<String>,
    pub app_id: Option<String>,
}
