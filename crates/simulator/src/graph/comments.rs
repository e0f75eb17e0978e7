//! Posts and comments: `GET /{post}`, `GET /{comment}`, `GET` and `POST /{comment}/comments`.
//!
//! Source: Meta, "Graph API, Comment" and "Object Comments".

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::accounts::not_kept;
use super::auth::{Caller, authenticate, need};
use super::error::{GraphError, GraphResult};
use super::fields::pick;
use super::request::GraphCall;
use crate::phone;
use crate::platform::Platform;
use crate::views::iso_time;
use crate::world::{App, Comment, Commenter, Page, Post, World};

const POST_FIELDS: [&str; 6] = ["id", "message", "story", "permalink_url", "created_time", "from"];
const COMMENT_FIELDS: [&str; 7] = [
    "id",
    "message",
    "created_time",
    "from",
    "is_hidden",
    "can_reply_privately",
    "parent",
];
/// Rows of a list when nobody says how many, and at most.
const ROWS: (usize, usize) = (25, 100);

/// Whether an id is a post's or a comment's: they have the only ids of two numbers.
pub(crate) fn is_feed(platform: &Platform, id: &str) -> bool {
    id.contains('_') && platform.read(|world| world.posts.contains_key(id) || of_comment(world, id).is_some())
}

/// The post under which a comment stands, with it; removed ones are gone.
fn of_comment<'w>(world: &'w World, id: &str) -> Option<(&'w Post, &'w Comment)> {
    world
        .posts
        .values()
        .find_map(|post| Some((post, post.comment(id).filter(|comment| !comment.removed)?)))
}

pub(super) fn page_of(caller: Caller, scope: &str) -> GraphResult<(App, Page)> {
    match caller {
        Caller::Page { app, page, token } => {
            need(&token, scope)?;
            Ok((app, page))
        }
        Caller::User { .. } | Caller::App(_) => Err(GraphError::new(
            190,
            None,
            "This method must be called with a Page Access Token",
        )),
    }
}

/// `GET /{post}`, `GET /{comment}`.
pub(crate) fn get(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let now = platform.clock.now_ms();
    platform.read(|world| {
        let (_, page) = page_of(authenticate(world, call, now)?, "pages_read_engagement")?;
        if let Some(post) = world.posts.get(id).filter(|post| post.page_id == page.id) {
            let node = object(json!({
                "id": post.id,
                "message": post.text,
                "permalink_url": phone::post_link(post),
                "created_time": iso_time(post.at_ms),
                "from": {"id": page.id, "name": page.name},
            }));
            return pick(
                call,
                &node,
                &POST_FIELDS,
                &["id", "message", "created_time"],
                "Post",
            );
        }
        match of_comment(world, id).filter(|(post, _)| post.page_id == page.id) {
            Some((_, comment)) => row(world, call, &page, comment),
            None => Err(GraphError::no_object("get", id)),
        }
    })
}

fn row(world: &World, call: &GraphCall, page: &Page, comment: &Comment) -> GraphResult<Value> {
    let from = match &comment.by {
        Commenter::Person { person_id, author_id } => {
            let person = world.people.get(person_id);
            json!({"id": author_id, "name": person.map(crate::world::Person::name)})
        }
        Commenter::Page { .. } => json!({"id": page.id, "name": page.name}),
    };
    let node = object(json!({
        "id": comment.id,
        "message": comment.text,
        "created_time": iso_time(comment.at_ms),
        "from": from,
        "is_hidden": comment.hidden,
        "can_reply_privately": comment.private_reply.is_none(),
        "parent": comment.parent.as_ref().map(|parent| json!({"id": parent})),
    }));
    let usual = ["created_time", "from", "message", "id"];
    pick(call, &node, &COMMENT_FIELDS, &usual, "Comment")
}

pub(super) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// `GET /{comment}/comments`.
pub(crate) fn list(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let now = platform.clock.now_ms();
    let limit = match call.text("limit") {
        None => ROWS.0,
        Some(limit) => limit
            .parse::<usize>()
            .map_err(|_| GraphError::param("Param limit must be an integer."))?
            .clamp(1, ROWS.1),
    };
    platform.read(|world| {
        let (_, page) = page_of(authenticate(world, call, now)?, "pages_read_engagement")?;
        let found = of_comment(world, id).filter(|(post, _)| post.page_id == page.id);
        let Some((post, _)) = found else {
            return Err(GraphError::no_object("get", id));
        };
        let mut under: Vec<&Comment> = post
            .shown()
            .filter(|comment| comment.parent.as_deref() == Some(id))
            .collect();
        if call.text("order").as_deref() == Some("reverse_chronological") {
            under.reverse();
        }
        under.truncate(limit);
        let rows: GraphResult<Vec<Value>> = under
            .into_iter()
            .map(|comment| row(world, call, &page, comment))
            .collect();
        Ok(json!({"data": rows?}))
    })
}

/// `POST /{comment}/comments`: the page answers under its post.
pub(crate) async fn reply(platform: &Arc<Platform>, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let now = platform.clock.now_ms();
    let (app, page) =
        platform.read(|world| page_of(authenticate(world, call, now)?, "pages_manage_engagement"))?;
    let Some(text) = call.text("message").filter(|text| !text.trim().is_empty()) else {
        return Err(GraphError::param("The parameter message is required."));
    };
    let (result, receipt) = platform.transact(|tx| {
        let found = of_comment(tx.world, id).filter(|(post, _)| post.page_id == page.id);
        let post_id = found.map(|(post, _)| post.id.clone());
        let post_id = post_id.ok_or_else(|| GraphError::no_object("post", id))?;
        phone::answer_comment(tx, &post_id, Some(&app.id), &text, id)
            .map_err(|refusal| GraphError::param(refusal.to_string()))
    });
    receipt.durable().await.map_err(not_kept)?;
    Ok(json!({"id": result?}))
}
