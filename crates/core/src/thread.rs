//! Who may answer in a conversation, where a platform lets several apps share one.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who holds a conversation at the platform. What is not known is not stored: then everybody may try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Owner {
    /// We do.
    Ours {
        /// The app it was taken from: whom it is handed back to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
    },
    /// Nobody: whoever answers first.
    Nobody,
    /// People in the platform's own inbox.
    Inbox,
    /// Another app.
    App {
        /// Its id at the platform, when it was told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        /// Its name, when it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
}

impl Owner {
    /// Whether somebody else holds it, so that we may not write.
    #[must_use]
    pub const fn is_elsewhere(&self) -> bool {
        matches!(self, Owner::Inbox | Owner::App { .. })
    }
}
