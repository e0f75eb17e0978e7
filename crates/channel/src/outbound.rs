//! What goes out, independent of any platform: one part is one call.

use std::{fmt, sync::Arc};

use parlance_core::{approved::ApprovedCall, health::Usage, rich::Rich, window::Permit};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{account::AccountValues, call::ByteSource};

/// Kinds of attachments that can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// A picture.
    Image,
    /// Sound.
    Audio,
    /// A film.
    Video,
    /// Any other file.
    File,
}

impl AttachmentKind {
    /// Stable word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            AttachmentKind::Image => "image",
            AttachmentKind::Audio => "audio",
            AttachmentKind::Video => "video",
            AttachmentKind::File => "file",
        }
    }
}

/// One piece of a message to be sent. A message of several pieces is several calls; a retry repeats only the piece
/// that failed.
#[derive(Clone)]
#[expect(clippy::large_enum_variant, reason = "one lives at a time, for one call")]
pub enum OutboundPart {
    /// Text within the channel's limit (see `split_text`).
    Text {
        /// The text.
        text: String,
    },
    /// A rich message within the channel's limits (`Capabilities::rich`).
    Rich {
        /// The message.
        content: Rich,
        /// The file it shows.
        file: Option<RichFile>,
    },
    /// A template that the platform has approved, with its places filled. It goes out by `Permit::Approved`, and nothing
    /// else does.
    Approved {
        /// Which, and what stands in its places.
        call: ApprovedCall,
    },
    /// A file.
    Attachment {
        /// What the customer's app shows it as.
        kind: AttachmentKind,
        /// Its bytes.
        source: Arc<dyn ByteSource>,
        /// Its name, as data.
        name: String,
        /// Its MIME type, by content.
        mime: String,
        /// The platform's id of it, where it was uploaded before (`Uploads`): then its bytes stay here.
        remote_id: Option<String>,
    },
}

impl OutboundPart {
    /// Plain text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        OutboundPart::Text { text: text.into() }
    }
}

impl fmt::Debug for OutboundPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OutboundPart::Text { text } => f
                .debug_struct("Text")
                .field("len", &text.len())
                .finish_non_exhaustive(),
            OutboundPart::Rich { content, .. } => f
                .debug_struct("Rich")
                .field("kind", &content.kind())
                .finish_non_exhaustive(),
            OutboundPart::Approved { call } => f
                .debug_struct("Approved")
                .field("template", &call.template)
                .finish_non_exhaustive(),
            OutboundPart::Attachment { kind, source, .. } => f
                .debug_struct("Attachment")
                .field("kind", kind)
                .field("size_bytes", &source.size_bytes())
                .finish_non_exhaustive(),
        }
    }
}

/// The file inside a rich message.
#[derive(Clone)]
pub struct RichFile {
    /// Its bytes.
    pub source: Arc<dyn ByteSource>,
    /// Its name, as data.
    pub name: String,
    /// Its MIME type, by content.
    pub mime: String,
    /// The platform's id of it, where it was uploaded before (`Uploads`).
    pub remote_id: Option<String>,
}

/// To whom something goes.
#[derive(Debug, Clone, Copy)]
pub enum Address<'a> {
    /// The customer at the platform (`InboundEvent::customer_id`).
    Customer(&'a str),
    /// The customer who gave this permission to be notified (`OptIn::token`).
    Permission(&'a SecretString),
    /// The author of this comment, once: who that is, `Sent::recipient_id` says.
    CommentAuthor(&'a str),
}

/// One send.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// The account with its secrets.
    pub account: &'a AccountValues,
    /// To whom.
    pub recipient: Address<'a>,
    /// What to send.
    pub part: &'a OutboundPart,
    /// Unique key of this part, at most 200 bytes; comes back in the echo and settles an uncertain send.
    pub metadata: &'a str,
    /// Platform id of the message to quote.
    pub reply_to: Option<&'a str>,
    /// By what right it goes out now.
    pub permit: Permit,
    /// The name and picture under which it is shown, by the platform's id of them (`Personas`).
    pub persona: Option<&'a str>,
}

/// A send that the platform accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The platform's message id; echoes and receipts name it.
    pub provider_id: String,
    /// The customer as the platform names it now; may be absent.
    pub recipient_id: Option<String>,
    /// The platform says that it will soon refuse: leave this account alone for so many milliseconds.
    pub slow_down_ms: Option<u64>,
    /// How much of the platform's limits is used, as far as it told.
    pub usage: Vec<Usage>,
}

/// A signal beside messages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SenderAction {
    /// Somebody types.
    TypingOn,
    /// Nobody types any more.
    TypingOff,
    /// The customer's messages were seen by a person.
    MarkSeen,
    /// The account's reaction to a message; a newer one takes the place of an older one.
    React {
        /// The platform's id of the message.
        message_id: String,
        /// The emoji.
        emoji: String,
    },
    /// The account's reaction is taken away.
    Unreact {
        /// The platform's id of the message.
        message_id: String,
    },
}
