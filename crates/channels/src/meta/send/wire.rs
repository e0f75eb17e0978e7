//! What the Send API takes. Names are Meta's.

use std::fmt;

use parlance_channel::Address;
use secrecy::ExposeSecret as _;
use serde::Serialize;

use super::{approved::ApprovedTemplate, template::Template};

/// `POST /{page-id}/messages`.
#[derive(Debug, Serialize)]
pub(crate) struct SendBody<'a> {
    pub recipient: Recipient<'a>,
    pub messaging_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<&'static str>,
    pub message: Message<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<ReplyTo<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persona_id: Option<&'a str>,
}

/// `POST /{page-id}/messages` with an action alone.
#[derive(Debug, Serialize)]
pub(crate) struct ActionBody<'a> {
    pub recipient: Recipient<'a>,
    pub sender_action: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<ReactionPayload<'a>>,
}

/// What `react` and `unreact` are about.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct ReactionPayload<'a> {
    pub message_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reaction: Option<&'a str>,
}

/// `POST /{page-id}/message_attachments`, the form's `message`.
#[derive(Debug, Serialize)]
pub(crate) struct UploadMessage<'a> {
    pub attachment: Attachment<'a>,
}

/// Debug shows no token: it is a secret of the customer's.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Recipient<'a> {
    Id(&'a str),
    NotificationMessagesToken(&'a str),
    /// The author of a comment: a private reply.
    CommentId(&'a str),
}

impl fmt::Debug for Recipient<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Recipient::Id(id) => f.debug_tuple("Id").field(id).finish(),
            Recipient::CommentId(id) => f.debug_tuple("CommentId").field(id).finish(),
            Recipient::NotificationMessagesToken(_) => f.write_str("NotificationMessagesToken(..)"),
        }
    }
}

impl<'a> From<Address<'a>> for Recipient<'a> {
    fn from(address: Address<'a>) -> Self {
        match address {
            Address::Customer(id) => Recipient::Id(id),
            Address::CommentAuthor(comment) => Recipient::CommentId(comment),
            Address::Permission(token) => Recipient::NotificationMessagesToken(token.expose_secret()),
        }
    }
}

/// `POST /{comment-id}/comments`.
#[derive(Debug, Serialize)]
pub(crate) struct CommentBody<'a> {
    pub message: &'a str,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct ReplyTo<'a> {
    pub mid: &'a str,
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct Message<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachment: Option<Attachment<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<ApprovedTemplate<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quick_replies: Vec<QuickReply<'a>>,
    pub metadata: &'a str,
}

#[derive(Debug, Serialize)]
pub(crate) struct Attachment<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub payload: AttachmentPayload<'a>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum AttachmentPayload<'a> {
    /// The bytes come in the form's `filedata`.
    Upload { is_reusable: bool },
    /// What was uploaded before.
    Known { attachment_id: &'a str },
    /// What is drawn instead of a file.
    Template(Template<'a>),
}

#[derive(Debug, Serialize)]
pub(crate) struct QuickReply<'a> {
    pub content_type: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub payload: &'a str,
}
