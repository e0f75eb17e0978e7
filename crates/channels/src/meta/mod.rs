//! What the Meta family shares: Graph API client, signatures, envelope reading, errors, usage.

pub mod error;
pub mod graph;
pub mod handshake;
pub mod json;
pub(crate) mod messaging;
pub mod proof;
pub mod shape;
pub mod signature;
pub mod time;
pub mod usage;

use url::Url;

/// Where Meta's platform is.
#[derive(Debug, Clone)]
pub struct MetaSettings {
    /// Base of the Graph API: `https://graph.facebook.com`.
    pub graph_url: Url,
    /// Version of the Graph API: `v26.0`.
    pub graph_version: String,
}

/// Hosts of pictures, films and files in messages and profiles.
pub const MEDIA_SUFFIXES: [&str; 3] = [".fbcdn.net", ".fbsbx.com", ".cdninstagram.com"];
