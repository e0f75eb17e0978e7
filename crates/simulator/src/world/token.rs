//! Access tokens of pages and of the people behind them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Permissions a token can carry; a fresh page token carries all of them.
pub(crate) const ALL_SCOPES: [&str; 12] = [
    "pages_messaging",
    "pages_manage_metadata",
    "pages_show_list",
    "pages_read_engagement",
    "pages_read_user_content",
    "pages_manage_engagement",
    "pages_utility_messaging",
    "business_management",
    "pages_user_locale",
    "instagram_basic",
    "instagram_manage_messages",
    "instagram_manage_comments",
];

/// What a token stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TokenKind {
    Page,
    User,
}

/// A token.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Token {
    pub id: u64,
    pub value: String,
    pub kind: TokenKind,
    pub app_id: String,
    /// The page of a page token; a user token has none.
    pub page_id: Option<String>,
    pub scopes: BTreeSet<String>,
    pub issued_ms: i64,
    /// `None` never expires.
    pub expires_ms: Option<i64>,
    /// Subcode of code 190 once the token was withdrawn: 458 app removed, 460 password changed, 467 logged out…
    pub dead: Option<u32>,
}

impl Token {
    pub fn expired(&self, now_ms: i64) -> bool {
        self.expires_ms.is_some_and(|at| at <= now_ms)
    }

    pub fn usable(&self, now_ms: i64) -> bool {
        self.dead.is_none() && !self.expired(now_ms)
    }

    /// The last characters, to tell tokens apart without showing them.
    pub fn tail(&self) -> &str {
        &self.value[self.value.len().saturating_sub(4)..]
    }
}
