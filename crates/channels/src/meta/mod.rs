//! What the Meta family shares: Graph API client, signatures, reading of notifications, sending, errors, usage,
//! *Test Connection*, routing, history. No channel is named here; each says what is its own as a `Member`.

pub(crate) mod account;
pub(crate) mod check;
pub(crate) mod comments;
pub(crate) mod conversations;
pub mod error;
pub(crate) mod form;
pub mod graph;
pub mod handshake;
pub(crate) mod history;
pub mod json;
pub(crate) mod member;
pub(crate) mod messaging;
pub(crate) mod pages;
pub(crate) mod profile;
pub(crate) mod profile_page;
pub mod proof;
pub(crate) mod refusal;
pub(crate) mod routing;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
pub(crate) mod scripted;
pub(crate) mod send;
pub mod shape;
pub mod signature;
pub(crate) mod signed_request;
pub(crate) mod subscription;
pub mod time;
pub mod usage;
pub(crate) mod verify;
#[cfg(test)]
pub(crate) mod words_tests;

use url::Url;

/// The family's name in descriptors.
pub const FAMILY: &str = "meta";

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
