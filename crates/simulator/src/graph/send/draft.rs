//! Reading a send and refusing what can never work, with the platform's codes.

use serde_json::Value;

use super::super::error::{GraphError, GraphResult};
use super::super::request::GraphCall;
use super::templates;
use crate::media::{STICKERS, Sticker};
use crate::world::{FileKind, QuickReply};

/// The error says "less than or equal to 2000"; the unit is not documented, the stricter one is counted.
const MAX_TEXT_UNITS: usize = 2_000;
const MAX_QUICK_REPLIES: usize = 13;
const MAX_TITLE: usize = 20;
const MAX_PAYLOAD: usize = 1_000;
/// `metadata` must stay under 1,000 characters.
const METADATA_LIMIT: usize = 1_000;

/// A send that is well-formed.
pub(super) struct Draft {
    /// Empty until the token is resolved, when the recipient was named by one.
    pub psid: String,
    /// The permission to be notified that names the recipient.
    pub token: Option<String>,
    /// The comment whose author is the recipient, and its post once that is known.
    pub comment: Option<String>,
    pub post_id: Option<String>,
    pub messaging: Messaging,
    pub content: Content,
    pub reply_to: Option<String>,
    /// Under which name it is shown.
    pub persona: Option<String>,
}

/// `messaging_type` with its tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Messaging {
    /// `RESPONSE`, `UPDATE`, or left out: inside 24 hours.
    Standard,
    HumanAgent,
    /// A template that was approved.
    Utility,
    /// Another tag, alive or not.
    Tag(String),
}

pub(super) enum Content {
    Message(WantedMessage),
    Action(Action),
}

/// A message to be sent.
pub(super) struct WantedMessage {
    pub text: Option<String>,
    pub attachment: Option<WantedAttachment>,
    pub sticker: Option<&'static Sticker>,
    /// `message.template`: a utility template.
    pub template: Option<Value>,
    pub quick_replies: Vec<QuickReply>,
    pub metadata: Option<String>,
}

/// An attachment as it is named in the call.
pub(super) enum WantedAttachment {
    Url {
        kind: FileKind,
        url: String,
        reusable: bool,
    },
    Upload {
        kind: FileKind,
        reusable: bool,
    },
    Known {
        kind: FileKind,
        id: String,
    },
    Template(Value),
}

impl WantedAttachment {
    /// Audio and video have a limit of their own.
    pub fn is_heavy(&self) -> bool {
        match self {
            Self::Url { kind, .. } | Self::Upload { kind, .. } | Self::Known { kind, .. } => {
                matches!(kind, FileKind::Audio | FileKind::Video)
            }
            Self::Template(_) => false,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    TypingOn,
    TypingOff,
    MarkSeen,
    React { mid: String, emoji: String },
    Unreact { mid: String },
}

impl Draft {
    pub fn read(call: &GraphCall) -> GraphResult<Self> {
        let comment = commented(call)?;
        let (psid, token) = match comment {
            Some(_) => (String::new(), None),
            None => recipient(call)?,
        };
        let (message, action) = (call.json("message")?, call.text("sender_action"));
        let content = match (message, action) {
            (Some(_), Some(_)) => {
                return Err(GraphError::param_sub(
                    2_018_014,
                    "Cannot include both message and sender_action in the same request",
                ));
            }
            (Some(message), None) => Content::Message(read_message(&message, call)?),
            (None, Some(action)) => Content::Action(read_action(&action, call)?),
            (None, None) => return Err(empty()),
        };
        Ok(Self {
            psid,
            token,
            comment,
            post_id: None,
            messaging: messaging(call)?,
            content,
            reply_to: reply_to(call)?,
            persona: call.text("persona_id").filter(|id| !id.is_empty()),
        })
    }

    /// Word for the log.
    pub fn kind(&self) -> String {
        match &self.content {
            Content::Message(_) => "send",
            Content::Action(Action::TypingOn) => "typing_on",
            Content::Action(Action::TypingOff) => "typing_off",
            Content::Action(Action::MarkSeen) => "mark_seen",
            Content::Action(Action::React { .. }) => "react",
            Content::Action(Action::Unreact { .. }) => "unreact",
        }
        .to_owned()
    }
}

fn empty() -> GraphError {
    GraphError::param_sub(
        2_018_034,
        "Message cannot be empty, must provide valid attachment or text",
    )
}

pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The comment whose author is meant, when the recipient is named by one.
fn commented(call: &GraphCall) -> GraphResult<Option<String>> {
    let comment = call
        .json("recipient")?
        .and_then(|recipient| recipient.get("comment_id").and_then(text_of))
        .filter(|id| !id.is_empty());
    if comment.is_some() && call.text("sender_action").is_some() {
        return Err(GraphError::param(
            "A comment takes a message, not a sender_action.",
        ));
    }
    Ok(comment)
}

fn recipient(call: &GraphCall) -> GraphResult<(String, Option<String>)> {
    let Some(recipient) = call.json("recipient")? else {
        return Err(GraphError::param("The parameter recipient is required."));
    };
    if let Some(id) = recipient.get("id").and_then(text_of).filter(|id| !id.is_empty()) {
        return Ok((id, None));
    }
    // One page spells it without the s.
    for name in ["notification_messages_token", "notification_message_token"] {
        if let Some(token) = recipient
            .get(name)
            .and_then(text_of)
            .filter(|token| !token.is_empty())
        {
            return Ok((String::new(), Some(token)));
        }
    }
    for other in ["user_ref", "post_id", "phone_number"] {
        if recipient.get(other).is_some() {
            return Err(GraphError::param_sub(
                2_018_001,
                format!("No matching user found for {other}"),
            ));
        }
    }
    Err(GraphError::param("param recipient must be non-empty."))
}

fn messaging(call: &GraphCall) -> GraphResult<Messaging> {
    let tag = call.text("tag").filter(|tag| !tag.is_empty());
    match (call.text("messaging_type").as_deref(), tag.as_deref()) {
        (None | Some("RESPONSE" | "UPDATE"), None) => Ok(Messaging::Standard),
        (None | Some("RESPONSE" | "UPDATE"), Some(_)) => {
            Err(GraphError::param("A tag needs messaging_type MESSAGE_TAG."))
        }
        (Some("MESSAGE_TAG"), Some("HUMAN_AGENT")) => Ok(Messaging::HumanAgent),
        (Some("MESSAGE_TAG"), None) => Err(GraphError::param("messaging_type MESSAGE_TAG needs a tag.")),
        (Some("MESSAGE_TAG"), Some(tag)) => Ok(Messaging::Tag(tag.to_owned())),
        (Some("UTILITY"), None) => Ok(Messaging::Utility),
        (Some("UTILITY"), Some(_)) => Err(GraphError::param("messaging_type UTILITY takes no tag.")),
        (Some(other), _) => Err(GraphError::param(format!(
            "Param messaging_type must be one of {{RESPONSE, UPDATE, MESSAGE_TAG, UTILITY}} - got \"{other}\"."
        ))),
    }
}

fn reply_to(call: &GraphCall) -> GraphResult<Option<String>> {
    // A string in copies of 2025, an object since.
    match call.json_or_text("reply_to") {
        None => Ok(None),
        Some(Value::String(mid)) => Ok(Some(mid)),
        Some(value) => match value.get("mid").and_then(Value::as_str) {
            Some(mid) => Ok(Some(mid.to_owned())),
            None => Err(GraphError::param(
                "param reply_to[mid] must be a non-empty string.",
            )),
        },
    }
}

fn read_message(message: &Value, call: &GraphCall) -> GraphResult<WantedMessage> {
    let text = message.get("text").filter(|text| !text.is_null());
    let text = match text {
        None => None,
        Some(text) => {
            Some(text_of(text).ok_or_else(|| GraphError::param("param message[text] must be a string."))?)
        }
    };
    if let Some(text) = &text {
        if text.trim().is_empty() {
            return Err(empty());
        }
        if text.encode_utf16().count() > MAX_TEXT_UNITS {
            return Err(GraphError::param(
                "Length of param message[text] must be less than or equal to 2000",
            ));
        }
    }
    let attachment = match message.get("attachment").filter(|value| !value.is_null()) {
        Some(value) => Some(attachment(value, call)?),
        None => None,
    };
    let sticker = match message.get("sticker_id").and_then(text_of) {
        Some(id) => Some(find_sticker(&id)?),
        None => None,
    };
    if text.is_some() && attachment.is_some() {
        return Err(GraphError::param(
            "A message holds text or an attachment, not both.",
        ));
    }
    let template = message.get("template").filter(|value| !value.is_null()).cloned();
    if template.is_some() && (text.is_some() || attachment.is_some() || sticker.is_some()) {
        return Err(GraphError::param(
            "A message holds a template or something else, not both.",
        ));
    }
    if text.is_none() && attachment.is_none() && sticker.is_none() && template.is_none() {
        return Err(empty());
    }
    let metadata = message.get("metadata").and_then(text_of);
    if metadata
        .as_ref()
        .is_some_and(|metadata| metadata.chars().count() >= METADATA_LIMIT)
    {
        return Err(GraphError::param(
            "Length of param message[metadata] must be less than 1000",
        ));
    }
    let quick_replies = quick_replies(message)?;
    Ok(WantedMessage {
        text,
        attachment,
        sticker,
        template,
        quick_replies,
        metadata,
    })
}

fn find_sticker(id: &str) -> GraphResult<&'static Sticker> {
    let known = STICKERS.iter().find(|sticker| sticker.id.to_string() == id);
    known.ok_or_else(|| GraphError::param("param message[sticker_id] is not a free sticker."))
}

/// Reads `attachment`; a file comes by url, by id, or as `filedata` of the same request.
pub(super) fn attachment(value: &Value, call: &GraphCall) -> GraphResult<WantedAttachment> {
    let word = value.get("type").and_then(Value::as_str).unwrap_or_default();
    let payload = value.get("payload").unwrap_or(&Value::Null);
    if word == "template" {
        templates::check(payload)?;
        return Ok(WantedAttachment::Template(payload.clone()));
    }
    let Some(kind) = FileKind::parse(word) else {
        return Err(GraphError::param(format!(
            "Param message[attachment][type] must be one of {{AUDIO, FILE, IMAGE, TEMPLATE, VIDEO}} - got \"{word}\"."
        )));
    };
    let reusable = payload
        .get("is_reusable")
        .is_some_and(|value| *value == true || *value == "true");
    let url = payload.get("url").and_then(Value::as_str).map(str::to_owned);
    let id = payload.get("attachment_id").and_then(text_of);
    match (url, id, call.upload.is_some()) {
        (Some(url), None, false) => Ok(WantedAttachment::Url { kind, url, reusable }),
        (None, Some(id), false) => Ok(WantedAttachment::Known { kind, id }),
        (None, None, true) => Ok(WantedAttachment::Upload { kind, reusable }),
        _ => Err(GraphError::param(
            "Must upload exactly one file, or provide one url or one attachment_id, in message[attachment].",
        )),
    }
}

fn quick_replies(message: &Value) -> GraphResult<Vec<QuickReply>> {
    let Some(list) = message.get("quick_replies").filter(|list| !list.is_null()) else {
        return Ok(Vec::new());
    };
    let Value::Array(list) = list else {
        return Err(GraphError::param(
            "Param message[quick_replies] must be an array.",
        ));
    };
    if list.len() > MAX_QUICK_REPLIES {
        return Err(GraphError::too_many("message[quick_replies]"));
    }
    list.iter()
        .enumerate()
        .map(|(index, reply)| quick_reply(index, reply))
        .collect()
}

fn quick_reply(index: usize, reply: &Value) -> GraphResult<QuickReply> {
    let name = |field: &str| format!("message[quick_replies][{index}][{field}]");
    let text = |field: &str| reply.get(field).and_then(text_of).unwrap_or_default();
    let content_type = text("content_type");
    let (title, payload) = match content_type.as_str() {
        "text" => (text("title"), text("payload")),
        // Filled with the person's own when the message is accepted.
        "user_phone_number" | "user_email" => (content_type.clone(), content_type.clone()),
        other => {
            return Err(GraphError::param(format!(
                "Param {} must be one of {{text, user_phone_number, user_email}} - got \"{other}\".",
                name("content_type")
            )));
        }
    };
    if title.is_empty() || payload.is_empty() {
        return Err(GraphError::param(format!(
            "{} and payload must be non-empty strings.",
            name("title")
        )));
    }
    if content_type == "text" && title.chars().count() > MAX_TITLE {
        return Err(GraphError::param(format!(
            "Length of param {} must be less than or equal to {MAX_TITLE}",
            name("title")
        )));
    }
    if payload.chars().count() > MAX_PAYLOAD {
        return Err(GraphError::param(format!(
            "Length of param {} must be less than or equal to {MAX_PAYLOAD}",
            name("payload")
        )));
    }
    Ok(QuickReply {
        content_type,
        title,
        payload,
    })
}

fn read_action(action: &str, call: &GraphCall) -> GraphResult<Action> {
    let payload = call.json("payload")?.unwrap_or(Value::Null);
    let text = |key: &str| payload.get(key).and_then(text_of).filter(|text| !text.is_empty());
    let mid =
        || text("message_id").ok_or_else(|| GraphError::param("param payload[message_id] is required."));
    match action.to_lowercase().as_str() {
        "typing_on" => Ok(Action::TypingOn),
        "typing_off" => Ok(Action::TypingOff),
        "mark_seen" => Ok(Action::MarkSeen),
        "react" => {
            let emoji =
                text("reaction").ok_or_else(|| GraphError::param("param payload[reaction] is required."))?;
            Ok(Action::React { mid: mid()?, emoji })
        }
        "unreact" => Ok(Action::Unreact { mid: mid()? }),
        other => Err(GraphError::param(format!(
            "Param sender_action must be one of {{MARK_SEEN, REACT, TYPING_OFF, TYPING_ON, UNREACT}} - got \"{other}\"."
        ))),
    }
}
