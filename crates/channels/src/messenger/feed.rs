//! Comments on the page's posts, from the field `feed`.
//!
//! Source: Meta, "Webhooks for Pages", field `feed`: `item` says what it is about and `verb` what happened. Likes, shares
//! and the page's own posts come in the same field. `from` is left out where the app may not know who wrote.

use parlance_channel::{
    InboundEvent, InboundPayload,
    inbound::{Comment, CommentChange},
};
use parlance_core::{
    Timestamp,
    message::{CommentedPost, Media, Part},
};

use crate::meta::{
    comments::{graph_id, name},
    json::{Node, Object},
    messaging::{Change, digest, web_address},
};

/// Reads one change of the field `feed`.
pub(super) fn read(value: Node<'_>, page: &str, told_at: Option<Timestamp>) -> Change {
    let Some(body) = value.object() else {
        return Change::PageUpdate;
    };
    match body.text("item").as_deref() {
        Some("comment") => {}
        Some(_) => return Change::Beside("page_activity"),
        None => return Change::PageUpdate,
    }
    let change = match body.text("verb").as_deref() {
        Some("add") => CommentChange::Added(parts(&body)),
        Some("edited" | "edit" | "update") => CommentChange::Edited(body.text("message").unwrap_or_default()),
        Some("remove" | "delete") => CommentChange::Removed,
        Some("hide") => CommentChange::Hidden(true),
        Some("unhide") => CommentChange::Hidden(false),
        _ => return Change::PageUpdate,
    };
    let Some(comment_id) = graph_id(&body, "comment_id") else {
        return Change::Unreadable("'feed' does not name the comment".into());
    };
    let author = author(&body);
    let by_account = author.as_ref().is_some_and(|(id, _)| id == page);
    let customer_id = match &author {
        _ if by_account => None,
        Some((id, _)) => Some(id.clone()),
        // Whoever it was: nobody else than the author of this comment.
        None => Some(comment_id.clone()),
    };
    let written_at = body.get("created_time").and_then(Node::moment);
    let provider_at = match change {
        CommentChange::Added(_) => written_at.or(told_at),
        // `created_time` is the comment's own also when it was changed later.
        _ => told_at.or(written_at),
    };
    let provider_id = digest(page, "comment", customer_id.as_deref(), told_at, value);
    let comment = Comment {
        answers: parent(&body),
        by_account,
        author_name: author.and_then(|(_, name)| name),
        post: post(&body),
        change,
        comment_id,
    };
    Change::Event(Box::new(InboundEvent {
        index: 0,
        customer_id,
        provider_id,
        provider_at,
        standby: false,
        payload: InboundPayload::Comment(comment),
    }))
}

/// Id and name of who wrote. Old versions of the field spell them flat.
fn author(body: &Object<'_>) -> Option<(String, Option<String>)> {
    match body.object("from") {
        Some(from) => Some((graph_id(&from, "id")?, name(from.text("name")))),
        None => Some((graph_id(body, "sender_id")?, name(body.text("sender_name")))),
    }
}

/// A comment directly under the post names the post as its parent.
fn parent(body: &Object<'_>) -> Option<String> {
    let post = body.id("post_id");
    graph_id(body, "parent_id").filter(|parent| Some(parent) != post.as_ref())
}

fn post(body: &Object<'_>) -> CommentedPost {
    let told = body.object("post");
    CommentedPost {
        post_id: graph_id(body, "post_id"),
        url: told.as_ref().and_then(|post| web_address(post, "permalink_url")),
        ..CommentedPost::default()
    }
}

fn parts(body: &Object<'_>) -> Vec<Part> {
    let text = body.text("message").filter(|text| !text.trim().is_empty());
    let mut parts: Vec<Part> = text.map(|text| Part::Text { text }).into_iter().collect();
    if let Some(url) = web_address(body, "photo") {
        parts.push(Part::Image(Media::pending(url)));
    }
    if let Some(url) = web_address(body, "video") {
        parts.push(Part::Video(Media::pending(url)));
    }
    if parts.is_empty() {
        parts.push(Part::Unsupported {
            platform_type: "comment".into(),
        });
    }
    parts
}
