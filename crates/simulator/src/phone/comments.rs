//! Posts, and what people and the page write under them. Every change is told in the field `feed`; at Instagram new
//! comments are, in the field `comments`.

use serde_json::{Value, json};

use crate::fanout::{Told, tell_change};
use crate::transaction::Tx;
use crate::views::iso_time;
use crate::world::{Change, Comment, Commenter, Post, quote};
use crate::{ControlError, instagram};

/// Longest comment, characters.
const MAX_COMMENT: usize = 8_000;

/// Publishes a post.
pub(crate) fn publish(tx: &mut Tx<'_>, page_id: &str, text: &str) -> Result<String, ControlError> {
    if !tx.world.pages.contains_key(page_id) {
        return Err(ControlError::not_found("page", page_id));
    }
    written(text)?;
    let id = if instagram::is_account(page_id) {
        tx.ids().instagram_media()
    } else {
        format!("{page_id}_{}", tx.ids().post())
    };
    let post = Post {
        id,
        page_id: page_id.to_owned(),
        text: text.to_owned(),
        at_ms: tx.now,
        comments: Vec::new(),
    };
    let id = post.id.clone();
    tx.apply(Change::PostPut(post));
    Ok(id)
}

/// A person comments on a post, or answers a comment.
pub(crate) fn comment(
    tx: &mut Tx<'_>,
    post_id: &str,
    person_id: u64,
    text: &str,
    parent: Option<String>,
) -> Result<String, ControlError> {
    written(text)?;
    let post = post(tx, post_id)?;
    if !tx.world.people.contains_key(&person_id) {
        return Err(ControlError::not_found("customer", person_id.to_string()));
    }
    if let Some(parent) = &parent {
        there(&post, parent)?;
    }
    let author_id = author_id(tx, &post.page_id, person_id)?;
    let by = Commenter::Person { person_id, author_id };
    Ok(add(tx, post, by, text, parent))
}

/// The page comments under a comment.
pub(crate) fn answer(
    tx: &mut Tx<'_>,
    post_id: &str,
    app_id: Option<&str>,
    text: &str,
    parent: &str,
) -> Result<String, ControlError> {
    written(text)?;
    let post = post(tx, post_id)?;
    there(&post, parent)?;
    let by = Commenter::Page {
        app_id: app_id.map(str::to_owned),
    };
    Ok(add(tx, post, by, text, Some(parent.to_owned())))
}

fn add(tx: &mut Tx<'_>, mut post: Post, by: Commenter, text: &str, parent: Option<String>) -> String {
    let id = if instagram::is_account(&post.page_id) {
        tx.ids().instagram_comment()
    } else {
        let number = post.id.rsplit('_').next().unwrap_or_default();
        format!("{number}_{}", tx.ids().comment())
    };
    let comment = Comment {
        id,
        parent,
        by,
        text: text.to_owned(),
        at_ms: tx.now,
        edited: false,
        hidden: false,
        removed: false,
        private_reply: None,
    };
    let id = comment.id.clone();
    post.comments.push(comment);
    put_and_tell(tx, post, &id, "add");
    id
}

/// The author changes what a comment says.
pub(crate) fn edit(tx: &mut Tx<'_>, post_id: &str, id: &str, text: &str) -> Result<(), ControlError> {
    written(text)?;
    if instagram::is_account(&post(tx, post_id)?.page_id) {
        return Err(ControlError::invalid(
            "a comment at Instagram cannot be changed: remove it and write another",
        ));
    }
    change(tx, post_id, id, "edited", |comment| {
        text.clone_into(&mut comment.text);
        comment.edited = true;
    })
}

/// The author, or the page, takes a comment away.
pub(crate) fn remove(tx: &mut Tx<'_>, post_id: &str, id: &str) -> Result<(), ControlError> {
    change(tx, post_id, id, "remove", |comment| comment.removed = true)
}

/// The page hides a comment, or shows it again.
pub(crate) fn hide(tx: &mut Tx<'_>, post_id: &str, id: &str, hidden: bool) -> Result<(), ControlError> {
    let verb = if hidden { "hide" } else { "unhide" };
    change(tx, post_id, id, verb, |comment| comment.hidden = hidden)
}

/// The page has answered a comment privately. Nobody is told under the post.
pub(crate) fn answered_privately(tx: &mut Tx<'_>, post_id: &str, id: &str, mid: &str) {
    if let Ok(mut post) = post(tx, post_id) {
        if let Some(comment) = post.comments.iter_mut().find(|comment| comment.id == id) {
            comment.private_reply = Some(mid.to_owned());
        }
        tx.apply(Change::PostPut(post));
    }
}

fn change(
    tx: &mut Tx<'_>,
    post_id: &str,
    id: &str,
    verb: &str,
    edit: impl FnOnce(&mut Comment),
) -> Result<(), ControlError> {
    let mut post = post(tx, post_id)?;
    there(&post, id)?;
    if let Some(comment) = post.comments.iter_mut().find(|comment| comment.id == id) {
        edit(comment);
    }
    put_and_tell(tx, post, id, verb);
    Ok(())
}

fn post(tx: &Tx<'_>, id: &str) -> Result<Post, ControlError> {
    let known = tx.world.posts.get(id).cloned();
    known.ok_or_else(|| ControlError::not_found("post", id))
}

fn there(post: &Post, id: &str) -> Result<(), ControlError> {
    let there = post.comment(id).is_some_and(|comment| !comment.removed);
    if there {
        Ok(())
    } else {
        Err(ControlError::not_found("comment", id))
    }
}

fn written(text: &str) -> Result<(), ControlError> {
    let length = text.chars().count();
    if text.trim().is_empty() {
        return Err(ControlError::invalid("write something first: the text is empty"));
    }
    if length > MAX_COMMENT {
        return Err(ControlError::invalid(format!(
            "{length} characters; at most {MAX_COMMENT} can stand here"
        )));
    }
    Ok(())
}

/// The id under which a person comments on a page's posts: always the same, and none for messages. At Instagram it is
/// that of their chat.
fn author_id(tx: &mut Tx<'_>, page_id: &str, person_id: u64) -> Result<String, ControlError> {
    if instagram::is_account(page_id) {
        return super::open_chat(tx, person_id, page_id);
    }
    let posts = tx.world.posts.values().filter(|post| post.page_id == page_id);
    let known = posts
        .flat_map(|post| &post.comments)
        .find_map(|comment| match &comment.by {
            Commenter::Person {
                person_id: known,
                author_id,
            } if *known == person_id => Some(author_id.clone()),
            _ => None,
        });
    Ok(known.unwrap_or_else(|| tx.ids().author()))
}

fn put_and_tell(tx: &mut Tx<'_>, post: Post, id: &str, verb: &str) {
    let Some(comment) = post.comment(id).cloned() else {
        return;
    };
    let account = instagram::is_account(&post.page_id);
    let (field, value) = if account {
        ("comments", instagram_value(tx, &post, &comment))
    } else {
        ("feed", value(tx, &post, &comment, verb))
    };
    let what = match verb {
        "add" | "edited" => quote(&comment.text),
        _ => id.to_owned(),
    };
    let person = match &comment.by {
        Commenter::Person { person_id, .. } => Some(*person_id),
        Commenter::Page { .. } => None,
    };
    let page_id = post.page_id.clone();
    tx.apply(Change::PostPut(post));
    // Instagram tells of new comments only.
    if !account || verb == "add" {
        let told = Told {
            field,
            kind: format!("comment {verb}"),
            what,
            value,
        };
        tell_change(tx, &page_id, person, told);
    }
}

/// One `value` of the field, in the key order of the platform's examples.
fn value(tx: &Tx<'_>, post: &Post, comment: &Comment, verb: &str) -> Value {
    let from = match &comment.by {
        Commenter::Person { person_id, author_id } => {
            let name = tx.world.people.get(person_id).map(crate::world::Person::name);
            json!({"id": author_id, "name": name.unwrap_or_default()})
        }
        Commenter::Page { .. } => {
            let name = tx.world.pages.get(&post.page_id).map(|page| page.name.clone());
            json!({"id": post.page_id, "name": name.unwrap_or_default()})
        }
    };
    let mut value = json!({
        "from": from,
        "post": {"status_type": "mobile_status_update", "is_published": true, "updated_time": iso_time(post.at_ms),
                 "permalink_url": link(post), "promotion_status": "inactive", "id": post.id},
        "post_id": post.id,
        "comment_id": comment.id,
        "created_time": comment.at_ms / 1000,
        "item": "comment",
        "parent_id": comment.parent.as_ref().unwrap_or(&post.id),
        "verb": verb,
    });
    if matches!(verb, "add" | "edited") {
        value["message"] = comment.text.clone().into();
    }
    value
}

/// One `value` of Instagram's field.
fn instagram_value(tx: &Tx<'_>, post: &Post, comment: &Comment) -> Value {
    let (id, username) = match &comment.by {
        Commenter::Person { person_id, author_id } => {
            let person = tx.world.people.get(person_id);
            (author_id.clone(), person.map(instagram::username))
        }
        Commenter::Page { .. } => {
            let account = tx.world.pages.get(&post.page_id);
            (
                post.page_id.clone(),
                account.and_then(|account| account.username.clone()),
            )
        }
    };
    let mut value = json!({
        "from": {"id": id, "username": username},
        "media": {"id": post.id, "media_product_type": "FEED"},
        "id": comment.id,
        "text": comment.text,
    });
    if let Some(parent) = &comment.parent {
        value["parent_id"] = parent.clone().into();
    }
    value
}

/// Where the post is.
pub(crate) fn link(post: &Post) -> String {
    if instagram::is_account(&post.page_id) {
        return format!("https://www.instagram.com/p/{}/", post.id);
    }
    let number = post.id.rsplit('_').next().unwrap_or_default();
    format!("https://www.facebook.com/{}/posts/{number}", post.page_id)
}
