//! Posts of a page and the comments under them.

use serde::{Deserialize, Serialize};

/// A post.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Post {
    /// The page's id, `_`, and a number.
    pub id: String,
    pub page_id: String,
    pub text: String,
    pub at_ms: i64,
    /// Oldest first.
    pub comments: Vec<Comment>,
}

/// Who wrote a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Commenter {
    /// A person, by the id that stands under posts: it is none for messages.
    Person { person_id: u64, author_id: String },
    /// The page itself; by an app, when not by hand.
    Page { app_id: Option<String> },
}

/// A comment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Comment {
    /// The post's number, `_`, and a number.
    pub id: String,
    /// The comment it answers.
    pub parent: Option<String>,
    pub by: Commenter,
    pub text: String,
    pub at_ms: i64,
    pub edited: bool,
    pub hidden: bool,
    pub removed: bool,
    /// The page's one private reply to it.
    pub private_reply: Option<String>,
}

impl Post {
    pub fn comment(&self, id: &str) -> Option<&Comment> {
        self.comments.iter().find(|comment| comment.id == id)
    }

    /// The comments that are still there.
    pub fn shown(&self) -> impl Iterator<Item = &Comment> {
        self.comments.iter().filter(|comment| !comment.removed)
    }
}
