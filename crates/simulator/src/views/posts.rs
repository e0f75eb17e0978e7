//! Posts with their comments.

use serde::Serialize;

use crate::platform::Platform;
use crate::world::{Comment, Commenter, Person, Post, World};

/// A post.
#[derive(Debug, Clone, Serialize)]
pub struct PostView {
    /// Id.
    pub id: String,
    /// What it says.
    pub text: String,
    /// When, Unix milliseconds.
    pub at_ms: i64,
    /// What stands under it, oldest first.
    pub comments: Vec<CommentView>,
}

/// A comment.
#[derive(Debug, Clone, Serialize)]
pub struct CommentView {
    /// Id.
    pub id: String,
    /// The comment it answers.
    pub parent: Option<String>,
    /// The customer; `None`: the page.
    pub person_id: Option<u64>,
    /// Who wrote, by name.
    pub by: String,
    /// What it says.
    pub text: String,
    /// When, Unix milliseconds.
    pub at_ms: i64,
    /// It said something else before.
    pub edited: bool,
    /// Only its author and their friends see it.
    pub hidden: bool,
    /// The page has answered it privately.
    pub answered_privately: bool,
}

/// The posts of a page, newest first.
pub(crate) fn posts(platform: &Platform, page_id: &str) -> Vec<PostView> {
    platform.read(|world| {
        let mut posts: Vec<&Post> = world
            .posts
            .values()
            .filter(|post| post.page_id == page_id)
            .collect();
        posts.sort_by_key(|post| std::cmp::Reverse((post.at_ms, post.id.clone())));
        posts.into_iter().map(|post| view(world, post)).collect()
    })
}

fn view(world: &World, post: &Post) -> PostView {
    PostView {
        id: post.id.clone(),
        text: post.text.clone(),
        at_ms: post.at_ms,
        comments: post
            .shown()
            .map(|comment| comment_view(world, post, comment))
            .collect(),
    }
}

fn comment_view(world: &World, post: &Post, comment: &Comment) -> CommentView {
    let (person_id, by) = match &comment.by {
        Commenter::Person { person_id, .. } => {
            (Some(*person_id), world.people.get(person_id).map(Person::name))
        }
        Commenter::Page { .. } => (None, world.pages.get(&post.page_id).map(|page| page.name.clone())),
    };
    CommentView {
        id: comment.id.clone(),
        parent: comment.parent.clone(),
        person_id,
        by: by.unwrap_or_default(),
        text: comment.text.clone(),
        at_ms: comment.at_ms,
        edited: comment.edited,
        hidden: comment.hidden,
        answered_privately: comment.private_reply.is_some(),
    }
}
