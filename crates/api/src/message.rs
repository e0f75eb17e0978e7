//! Messages in a transcript.

use parlance_core::{
    AttachmentId, InteractionId, MessageId, PermissionId, ThreadId, Timestamp,
    delivery::Delivery,
    message::{Author, Direction, Part, PictureSize},
    rich::Rich,
    thread::Owner,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{account::Wording, approved::SendApproved};

/// A message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MessageView {
    /// Id.
    pub id: MessageId,
    /// The interaction it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interaction_id: Option<InteractionId>,
    /// The thread it belongs to.
    pub thread_id: ThreadId,
    /// Which way it goes.
    pub direction: Direction,
    /// Who wrote it.
    pub author: Author,
    /// Name of the author, when it is a colleague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_name: Option<String>,
    /// Who sent it, when that was not Parlance and the platform says who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_by: Option<Owner>,
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// The moment it stands at in the transcript: the platform's time for the customer's messages.
    pub at: Timestamp,
    /// The client's own id, on messages sent from a desktop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_msg_id: Option<String>,
    /// Where an outbound message stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
    /// Why it failed or waits, in words an agent understands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<SendProblem>,
    /// It was sent again after an uncertain try: the customer may see it twice.
    #[serde(default, skip_serializing_if = "is_false")]
    pub possible_duplicate: bool,
    /// The message it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<QuotedMessage>,
    /// Reactions of the customer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<String>,
    /// Our reaction to the customer's message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_reaction: Option<String>,
    /// The customer has edited it so often.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub edits: u32,
    /// The customer took it back; its parts are gone.
    #[serde(default, skip_serializing_if = "is_false")]
    pub taken_back: bool,
    /// What it said until it was taken back is kept for those who may see all records.
    #[serde(default, skip_serializing_if = "is_false")]
    pub kept: bool,
    /// It was said before the account was linked, or while nobody could be told; imported afterwards.
    #[serde(default, skip_serializing_if = "is_false")]
    pub imported: bool,
    /// What can be done about it, when it is a customer's comment on a post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<CommentState>,
    /// Newer versions replace older ones.
    pub version: i64,
}

/// What can be done about a customer's comment on a post. A public answer is possible while the comment is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommentState {
    /// It can be answered privately, once, until then.
    pub private_until: Timestamp,
    /// Why it can no longer be answered privately, whatever the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub private_refused: Option<CommentRefusal>,
}

/// Why a comment cannot be answered privately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommentRefusal {
    /// Stable word: `comment_answered`, `comment_removed`, `comment_refused`, `comment_too_old`.
    pub code: String,
    /// What happened and what to do, in a sentence or two.
    pub sentence: String,
    /// The same for translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<Wording>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
const fn is_false(value: &bool) -> bool {
    !*value
}
#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
const fn is_zero(value: &u32) -> bool {
    *value == 0
}

/// A message that another one answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QuotedMessage {
    /// Our id, if we have the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<MessageId>,
    /// Its preview, if we have the message.
    pub preview: String,
}

/// Why a message is not sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SendProblem {
    /// Stable word: `window_closed`, `recipient_unavailable`, `token_dead`, `permission`, `policy`, `not_sendable`,
    /// `no_answer`, `rate_limited`, `thread_controlled`.
    pub code: String,
    /// What happened and what to do, in a sentence or two.
    pub sentence: String,
    /// What the platform said: code and trace id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// Trying again may help.
    pub retry: bool,
    /// The message waits until then and goes out by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// The sentence for translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<Wording>,
}

/// Sends a message or writes a note.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// Made by the client (a UUID); the same id again returns the same message.
    pub client_msg_id: String,
    /// The text; may be empty when there are attachments.
    #[serde(default)]
    pub text: String,
    /// Files uploaded before, at most 10.
    #[serde(default)]
    pub attachment_ids: Vec<AttachmentId>,
    /// The message of this conversation that it answers: the customer sees it quoted.
    #[serde(default)]
    pub reply_to: Option<MessageId>,
    /// A note for colleagues, never sent.
    #[serde(default)]
    pub note: bool,
    /// A rich message instead of text and files. Variables such as `{{contact.first_name}}` are filled in.
    #[serde(default)]
    pub rich: Option<Rich>,
    /// The customer's permission to be notified that it goes out by when one may not answer: then it is one message,
    /// a text or a file or a rich message.
    #[serde(default)]
    pub notify: Option<PermissionId>,
    /// Answers a comment on a post instead of writing a message; text only.
    #[serde(default)]
    pub answers: Option<AnswerComment>,
    /// A template that the platform has approved, instead of everything else: it may go out when one may not answer.
    #[serde(default)]
    pub approved: Option<SendApproved>,
}

/// Which comment is answered, and for whom to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerComment {
    /// The comment's message in this conversation.
    pub comment: MessageId,
    /// Under the post, for everybody. Otherwise once, for its author alone.
    #[serde(default)]
    pub public: bool,
}

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AttachmentView {
    /// Id; fetch `/api/v1/attachments/{id}`.
    pub id: AttachmentId,
    /// File name.
    pub name: String,
    /// MIME type by content.
    pub mime: String,
    /// `image`, `audio`, `video`, `file`.
    pub kind: String,
    /// Size in bytes.
    pub size_bytes: u64,
    /// What a picture measures, when it can be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureSize>,
}

/// Tells the server what the agent has seen.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkRead {
    /// The newest message that was visible.
    pub message_id: MessageId,
}

/// Tells the customer whether the agent types.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetTyping {
    /// Types.
    pub typing: bool,
}

/// What a message said before it was edited or taken back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MessageVersion {
    /// 0: as first written.
    pub revision: u32,
    /// What it said.
    pub parts: Vec<Part>,
    /// Outdated since.
    pub until: Timestamp,
}

/// Puts a reaction on a customer's message.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetReaction {
    /// One emoji.
    pub emoji: String,
}
