//! Answers under the page's posts.
//!
//! Source: Meta, "Graph API, Object Comments": `POST /{comment-id}/comments` answers a comment in the page's name.

use crate::meta::{account::field, comments::Names};

pub(super) const NAMES: Names = Names {
    answers: "comments",
    query: &[
        ("fields", "id,from,message,created_time"),
        ("order", "reverse_chronological"),
    ],
    text: "message",
    written_at: "created_time",
    own_id: field::PAGE_ID,
    post: "message,story,permalink_url",
    // One without words has a story: "Alder & Pine updated their cover photo."
    post_words: &["message", "story"],
    post_address: "permalink_url",
};
