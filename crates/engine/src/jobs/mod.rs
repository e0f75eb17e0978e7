//! Durable background work: fetching profiles and files, and keeping the house clean.

mod house;
mod profile;
mod worker;

pub use house::clean as clean_house;
pub(crate) use profile::ask as ask_for_profile;
pub use worker::{run_due_jobs, start_job_worker};

use std::fmt::Display;

use parlance_core::{MessageId, ThreadId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Asks the platform who a customer is.
pub(crate) const FETCH_PROFILE: &str = "fetch_profile";
/// Fetches a file that a message points at.
pub(crate) const FETCH_MEDIA: &str = "fetch_media";

/// Shows the customer the account's reaction to a message.
pub(crate) const REACT: &str = "react";

/// Fetches a page of past conversations.
pub(crate) const IMPORT_HISTORY: &str = "import_history";

/// Asks what the post says that a comment stands under.
pub(crate) const FETCH_POST: &str = "fetch_post";

/// How a try of a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done, or nothing left to do.
    Done,
    /// Not now; the reason is for the log and the row.
    Retry(String),
    /// Never.
    Dead(String),
}

impl Outcome {
    /// The store is away or refused: try again.
    pub(crate) fn retry(error: &impl Display) -> Self {
        Self::Retry(error.to_string())
    }
}

/// What a profile job needs.
#[derive(Debug, Serialize, Deserialize)]
struct ProfilePayload {
    thread_id: ThreadId,
}

/// What a media job needs.
#[derive(Debug, Serialize, Deserialize)]
struct MediaPayload {
    message_id: MessageId,
    place: usize,
}

/// What a reaction job needs.
#[derive(Debug, Serialize, Deserialize)]
struct ReactionPayload {
    message_id: MessageId,
}

/// What a job about a comment's post needs.
#[derive(Debug, Serialize, Deserialize)]
struct PostPayload {
    message_id: MessageId,
}

/// The payload of a job about a comment's post: the comment's message.
pub(crate) fn post_payload(message_id: MessageId) -> Value {
    serde_json::json!({ "message_id": message_id })
}

/// The payload of a reaction job.
pub(crate) fn reaction_payload(message_id: MessageId) -> Value {
    serde_json::json!({ "message_id": message_id })
}

/// The payload of a profile job.
pub(crate) fn profile_payload(thread_id: ThreadId) -> Value {
    serde_json::json!({ "thread_id": thread_id })
}

/// The payload of a media job: which part of which message.
pub(crate) fn media_payload(message_id: MessageId, place: usize) -> Value {
    serde_json::json!({ "message_id": message_id, "place": place })
}
