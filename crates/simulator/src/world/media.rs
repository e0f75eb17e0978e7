//! Files people and pages send. The bytes lie in the media store; this is what is known about them.

use serde::{Deserialize, Serialize};

use super::FileKind;

/// A stored file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Media {
    pub id: String,
    pub name: String,
    pub content_type: String,
    pub size: u64,
    pub created_ms: i64,
}

/// A reusable attachment of a page; expires after 90 days.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Asset {
    pub id: String,
    pub page_id: String,
    pub kind: FileKind,
    pub media_id: String,
    pub created_ms: i64,
}
