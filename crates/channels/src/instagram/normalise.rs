//! From a verified body to events: the family's reading, with what only Instagram says.
//!
//! Source of the shapes: Meta, "Instagram Messaging webhooks" and "Story Mention". By Meta's policy what customers send
//! is not stored: it is shown from the address Meta gives, which stops working when its owner deletes it.

use parlance_channel::{Normalised, Verified};
use parlance_core::message::{Media, Part};

use crate::meta::{
    json::Object,
    messaging::{self, Attachment, Dialect, web_address},
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
