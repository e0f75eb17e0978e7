//! Comments on what the account has published: read from the fields `comments` and `live_comments`, answered under them.
//!
//! Source: Meta, "Webhooks Reference: Instagram" and "Instagram Platform, IG Comment Replies": `POST
//! /{ig-comment-id}/replies` answers in the account's name. Edits do not exist, and removals are not told.

use parlance_channel::{
    InboundEvent, InboundPayload,
    inbound::{Comment, CommentChange},
};
use parlance_core::{
    Timestamp,
    message::{CommentedPost, Part},
};

use super::descriptor::INSTAGRAM_ID;
use crate::meta::{
    comments::{Names, excerpt, graph_id, name},
    json::{Node, Object},
    messaging::{Change, digest},
};

pub(super) const NAMES: Names = Names {
    answers: "replies",
    query: &[("fields", "id,from,text,timestamp")],
    text: "text",
    written_at: "timestamp",
    own_id: INSTAGRAM_ID,
    post: "caption,permalink",
    post_words: &["caption"],
    post_address: "permalink",
};

/// The fields that tell comments: under posts and reels, and under a broadcast.
pub(super) const FIELDS: [&str; 2] = ["comments", "live_comments"];

/// Reads one change of these fields.
pub(super) fn read(value: Node<'_>, account: &str, told_at: Option<Timestamp>) -> Change {
    let Some(body) = value.object() else {
        return Change::PageUpdate;
    };
    let Some(comment_id) = graph_id(&body, "id") else {
        return Change::Unreadable("the change does not name the comment".into());
    };
    let from = body.object("from");
    let author = from.as_ref().and_then(|from| graph_id(from, "id"));
    let by_account = author.as_deref() == Some(account);
    let customer_id = match author {
        _ if by_account => None,
        Some(id) => Some(id),
        // Whoever it was: nobody else than the author of this comment.
        None => Some(comment_id.clone()),
    };
    let provider_id = digest(account, "comment", customer_id.as_deref(), told_at, value);
    let text = body.text("text").filter(|text| !text.trim().is_empty());
    let part = text.map_or_else(
        || Part::Unsupported {
            platform_type: "comment".into(),
        },
        |text| Part::Text { text },
    );
    let comment = Comment {
        answers: graph_id(&body, "parent_id"),
        by_account,
        author_name: name(from.and_then(|from| from.text("username"))),
        post: post(&body),
        change: CommentChange::Added(vec![part]),
        comment_id,
    };
    Change::Event(Box::new(InboundEvent {
        index: 0,
        customer_id,
        provider_id,
        provider_at: told_at,
        standby: false,
        payload: InboundPayload::Comment(comment),
    }))
}

/// An advertisement is told with its title; what a post says is asked for.
fn post(body: &Object<'_>) -> CommentedPost {
    let media = body.object("media");
    let title = media.as_ref().and_then(|media| media.text("ad_title"));
    CommentedPost {
        post_id: media.as_ref().and_then(|media| graph_id(media, "id")),
        excerpt: title.as_deref().and_then(excerpt),
        ..CommentedPost::default()
    }
}
