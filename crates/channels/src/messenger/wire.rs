//! What the Send API takes. Names are Meta's.

use serde::Serialize;

/// `POST /{page-id}/messages`.
#[derive(Debug, Serialize)]
pub(super) struct SendBody<'a> {
    pub recipient: Recipient<'a>,
    pub messaging_type: &'static str,
    pub message: Message<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<ReplyTo<'a>>,
}

/// `POST /{page-id}/messages` with an action alone.
#[derive(Debug, Serialize)]
pub(super) struct ActionBody<'a> {
    pub recipient: Recipient<'a>,
    pub sender_action: &'static str,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Recipient<'a> {
    pub id: &'a str,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct ReplyTo<'a> {
    pub mid: &'a str,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct Message<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachment: Option<Attachment>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quick_replies: Vec<QuickReply>,
    pub metadata: &'a str,
}

#[derive(Debug, Serialize)]
pub(super) struct Attachment {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub payload: AttachmentPayload,
}

/// Empty but for the wish not to keep it: the bytes come in the form's `filedata`.
#[derive(Debug, Serialize)]
pub(super) struct AttachmentPayload {
    pub is_reusable: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct QuickReply {
    pub content_type: &'static str,
    pub title: String,
    pub payload: String,
}
