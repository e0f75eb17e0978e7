//! What an Instagram account has published and the comments under it: `GET /{media}`, `GET /{comment}`, `GET` and
//! `POST /{comment}/replies`.
//!
//! Source: Meta, "Instagram Platform": IG Media, IG Comment, IG Comment Replies. All of it through the page's token.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::accounts::not_kept;
use super::auth::authenticate;
use super::comments::{object, page_of};
use super::error::{GraphError, GraphResult};
use super::fields::pick;
use super::request::GraphCall;
use crate::instagram::{self, is_account};
use crate::phone;
use crate::platform::Platform;
use crate::views::iso_time;
use crate::world::{Comment, Commenter, Page, Post, World};

const SCOPE: &str = "instagram_manage_comments";
const MEDIA_FIELDS: [&str; 6] = [
    "id",
    "caption",
    "permalink",
    "timestamp",
    "media_type",
    "username",
];
const COMMENT_FIELDS: [&str; 7] = [
    "id",
    "text",
    "timestamp",
    "from",
    "username",
    "hidden",
    "parent_id",
];
/// Longest answer, characters.
const MAX_ANSWER: usize = 300;

/// Whether an id is one of an account's posts or of a comment under one.
pub(super) fn is_one(platform: &Platform, id: &str) -> bool {
    platform.read(|world| {
        let of_account = |post: &&Post| is_account(&post.page_id);
        let mut posts = world.posts.values().filter(of_account);
        posts.any(|post| post.id == id || post.comment(id).is_some())
    })
}

/// The comment with its post, when the page's token may see it; removed ones are gone.
fn comment<'w>(world: &'w World, page: &Page, id: &str) -> Option<(&'w Post, &'w Comment)> {
    let mut posts = world.posts.values();
    posts.find_map(|post| {
        let comment = post.comment(id).filter(|comment| !comment.removed)?;
        (is_account(&post.page_id) && instagram::published_by(world, page, post)).then_some((post, comment))
    })
}

/// `GET /{media}`, `GET /{comment}`.
pub(super) fn get(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let now = platform.clock.now_ms();
    platform.read(|world| {
        let (_, page) = page_of(authenticate(world, call, now)?, "instagram_basic")?;
        if let Some(post) = world
            .posts
            .get(id)
            .filter(|post| instagram::published_by(world, &page, post))
        {
            let account = world.pages.get(&post.page_id);
            let node = object(json!({
                "id": post.id,
                "caption": post.text,
                "permalink": phone::post_link(post),
                "timestamp": iso_time(post.at_ms),
                "media_type": "IMAGE",
                "username": account.and_then(|account| account.username.clone()),
            }));
            return pick(call, &node, &MEDIA_FIELDS, &["id"], "IGMedia");
        }
        match comment(world, &page, id) {
            Some((post, comment)) => pick(
                call,
                &row(world, post, comment),
                &COMMENT_FIELDS,
                &["id", "text", "timestamp"],
                "IGComment",
            ),
            None => Err(GraphError::no_object("get", id)),
        }
    })
}

fn row(world: &World, post: &Post, comment: &Comment) -> Map<String, Value> {
    let (id, username) = match &comment.by {
        Commenter::Person { person_id, author_id } => (
            author_id.clone(),
            world.people.get(person_id).map(instagram::username),
        ),
        Commenter::Page { .. } => (
            post.page_id.clone(),
            world
                .pages
                .get(&post.page_id)
                .and_then(|page| page.username.clone()),
        ),
    };
    object(json!({
        "id": comment.id,
        "text": comment.text,
        "timestamp": iso_time(comment.at_ms),
        "from": {"id": id, "username": username},
        "username": username,
        "hidden": comment.hidden,
        "parent_id": comment.parent,
    }))
}

/// `GET /{comment}/replies`.
pub(super) fn list(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let now = platform.clock.now_ms();
    platform.read(|world| {
        let (_, page) = page_of(authenticate(world, call, now)?, SCOPE)?;
        let Some((post, _)) = comment(world, &page, id) else {
            return Err(GraphError::no_object("get", id));
        };
        let under = post
            .shown()
            .filter(|comment| comment.parent.as_deref() == Some(id));
        let rows: GraphResult<Vec<Value>> = under
            .map(|comment| {
                let node = row(world, post, comment);
                pick(
                    call,
                    &node,
                    &COMMENT_FIELDS,
                    &["id", "text", "timestamp"],
                    "IGComment",
                )
            })
            .collect();
        Ok(json!({"data": rows?}))
    })
}

/// `POST /{comment}/replies`: the account answers under what it has published.
pub(super) async fn reply(platform: &Arc<Platform>, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let now = platform.clock.now_ms();
    let (app, page) = platform.read(|world| page_of(authenticate(world, call, now)?, SCOPE))?;
    let Some(text) = call.text("message").filter(|text| !text.trim().is_empty()) else {
        return Err(GraphError::param("The parameter message is required."));
    };
    if text.chars().count() > MAX_ANSWER {
        return Err(GraphError::param(format!(
            "The total length of the reply cannot exceed {MAX_ANSWER} characters."
        )));
    }
    let (result, receipt) = platform.transact(|tx| {
        let post_id = comment(tx.world, &page, id).map(|(post, _)| post.id.clone());
        let post_id = post_id.ok_or_else(|| GraphError::no_object("post", id))?;
        phone::answer_comment(tx, &post_id, Some(&app.id), &text, id)
            .map_err(|refusal| GraphError::param(refusal.to_string()))
    });
    receipt.durable().await.map_err(not_kept)?;
    Ok(json!({"id": result?}))
}
