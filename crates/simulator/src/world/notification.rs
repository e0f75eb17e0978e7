//! A customer's permission to be notified: the token that messages go out by.

use serde::{Deserialize, Serialize};

/// A permission lives for a year.
pub(crate) const LIVES_MS: i64 = 365 * 86_400_000;
/// Messages to one token lie so far apart (since 2025-09).
pub(crate) const EVERY_MS: i64 = 48 * 3_600_000;

/// A permission. Times are Unix milliseconds on the simulated clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Notification {
    pub token: String,
    /// The app that asked, and alone may use it.
    pub app_id: String,
    pub title: String,
    pub payload: String,
    pub given_ms: i64,
    pub expires_ms: i64,
    pub stopped: bool,
    pub used_ms: Option<i64>,
}

impl Notification {
    /// When the next message may go out by it.
    pub fn next_ms(&self) -> i64 {
        self.used_ms.map_or(0, |used| used + EVERY_MS)
    }
}
