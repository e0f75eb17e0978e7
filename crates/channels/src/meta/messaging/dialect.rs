//! What one channel of the family says in its own way.

use parlance_channel::InboundEvent;
use parlance_core::{
    Timestamp,
    message::{Media, Part},
};

use super::{Attachment, Reading};
use crate::meta::json::{Node, Object};

/// What a change of a page's field is.
pub(crate) enum Change {
    /// An update that is no chat and that this channel does not read.
    PageUpdate,
    /// Known, and nothing to do: left aside by this rule.
    Beside(&'static str),
    /// Something that happened; the reader of the envelope numbers it.
    Event(Box<InboundEvent>),
    /// Not to be understood, and why.
    Unreadable(String),
}

/// How a channel's notifications differ from what all of the family say alike. Everything has an answer already but
/// the name.
pub(crate) trait Dialect: Sync {
    /// `object` of its notifications; those of others are left aside.
    fn object(&self) -> &'static str;

    /// Whether this key of an event is one that [`Dialect::read`] reads.
    fn knows(&self, _kind: &str) -> bool {
        false
    }

    /// Reads an event of a kind that only this channel has; `None` when this form of it is not known.
    fn read(&self, _kind: &str, _body: &Object<'_>) -> Option<Result<Reading, String>> {
        None
    }

    /// A picture, sound or film of a message: fetched and kept, or only shown.
    fn media(&self, url: String) -> Media {
        Media::pending(url)
    }

    /// What a change of a field of the page `page` is, told at `told_at`.
    fn change(&self, _field: &str, _value: Node<'_>, _page: &str, _told_at: Option<Timestamp>) -> Change {
        Change::PageUpdate
    }

    /// Whether a message was made by the platform and not by the customer.
    fn is_synthetic(&self, _event: &Object<'_>) -> bool {
        false
    }

    /// What a part of such a message is.
    fn synthetic_part(&self, part: Part) -> Part {
        part
    }

    /// What a message answers to, when that is shown as a part of it: a story.
    fn answered(&self, _message: &Object<'_>) -> Option<Part> {
        None
    }

    /// An attachment that this channel reads differently; `None` for the family's way.
    fn attachment(&self, _attachment: &Attachment<'_>) -> Option<Part> {
        None
    }
}
