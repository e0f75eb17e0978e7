//! From a verified body to events: the family's reading, with what only Instagram says.
//!
//! Source of the shapes: Meta, "Instagram Messaging webhooks" and "Story Mention". By Meta's policy what customers send
//! is not stored: it is shown from the address Meta gives, which stops working when its owner deletes it.

use parlance_channel::{Normalised, Verified};
use parlance_core::{
    Timestamp,
    message::{Media, Part},
};

use super::comments;
use crate::meta::{
    json::{Node, Object},
    messaging::{self, Attachment, Change, Dialect, web_address},
};

pub(super) fn normalise(body: &Verified) -> Normalised {
    messaging::normalise(body, &Instagram)
}

/// Notifications of a professional account.
struct Instagram;

impl Dialect for Instagram {
    fn object(&self) -> &'static str {
        "instagram"
    }

    fn media(&self, url: String) -> Media {
        Media::linked(url)
    }

    fn change(&self, field: &str, value: Node<'_>, account: &str, told_at: Option<Timestamp>) -> Change {
        if comments::FIELDS.contains(&field) {
            comments::read(value, account, told_at)
        } else {
            Change::PageUpdate
        }
    }

    /// A reply to one of the account's stories carries the story.
    fn answered(&self, message: &Object<'_>) -> Option<Part> {
        let story = message.object("reply_to")?.object("story")?;
        Some(shown("story_reply", None, web_address(&story, "url")))
    }

    fn attachment(&self, attachment: &Attachment<'_>) -> Option<Part> {
        let kind = match attachment.kind.as_str() {
            "story_mention" => "story_mention",
            "ig_story" => "story",
            // `share` is the older word for a post.
            "ig_post" | "share" | "post" => "post",
            _ => return None,
        };
        Some(shown(kind, attachment.title(), attachment.url.clone()))
    }
}

/// What somebody else published. Its address leads to the picture or film itself.
fn shown(kind: &str, title: Option<String>, url: Option<String>) -> Part {
    Part::Shared {
        kind: kind.to_owned(),
        title,
        picture: url.clone().map(Media::linked),
        url,
        lines: Vec::new(),
    }
}
