//! Finding in a transcript.

use parlance_core::{MessageId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A message that says what is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FoundMessage {
    /// Its id.
    pub id: MessageId,
    /// Its place in the transcript (UTC milliseconds).
    pub at: Timestamp,
    /// The words as the message writes them: what is to be marked.
    pub words: Vec<String>,
}

/// What was found in a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FoundMessages {
    /// The newest of the messages that were found, oldest first.
    pub items: Vec<FoundMessage>,
    /// How many were found in all.
    pub total: u32,
    /// The transcript is so long that only its messages from this moment on were looked at; absent: all were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked_to: Option<Timestamp>,
}

/// Which messages a transcript has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TranscriptOf {
    /// All messages of the conversation, whatever interaction they belong to.
    #[default]
    Conversation,
    /// Those of the interaction alone.
    Interaction,
}
