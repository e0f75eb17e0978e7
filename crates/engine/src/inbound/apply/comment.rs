//! Customers' comments on the account's posts, and the account's own answers under them.
//!
//! A comment opens no reply window: that does only what its author writes in answer to a private message.

use parlance_channel::inbound::{Comment, CommentChange};
use parlance_core::{
    Timestamp,
    delivery::Delivery,
    message::{Author, CommentedPost, Direction, Part, preview},
};
use parlance_store::{
    Tx,
    comments::CommentRow,
    messages::{Before, MessageRow},
    outbox::{OutboxPayload, OutboxRow},
    threads::ThreadRow,
    versions::VersionRow,
};
use serde::{Deserialize, Serialize};

use super::{Arrival, changes, message, open, thread};
use crate::{Env, Refusal, comments, interactions, messages, outbound::settle};

/// Own answers that are looked through for the one that an event tells.
const LOOKED_THROUGH: u32 = 60;

/// An edit that came before its comment.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct EarlyEdit {
    at: Timestamp,
    text: String,
}

/// Something happened to a comment.
pub(super) fn apply(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    comment: &Comment,
) -> Result<(), Refusal> {
    let ctx = &arrival.ctx;
    let known = tx.comment(ctx, arrival.account.id, &comment.comment_id)?;
    let account = arrival.account;
    // What is known goes on also when new comments are no longer taken.
    if known.is_none()
        && !comment.by_account
        && !comments::are_taken(env.channels, &account.channel, &account.values)
    {
        return Ok(());
    }
    if !arrival.first_time(tx)? {
        return Ok(());
    }
    match (&comment.change, known) {
        (CommentChange::Added(parts), _) if comment.by_account => own(tx, env, arrival, comment, parts),
        (CommentChange::Added(_), Some(_)) => Ok(()),
        (CommentChange::Added(parts), None) => added(tx, env, arrival, comment, parts),
        (CommentChange::Removed, _) => changes::taken_back(tx, env, arrival, &comment.comment_id),
        (CommentChange::Edited(text), Some(row)) => edited(tx, env, arrival, row, text),
        (CommentChange::Edited(_) | CommentChange::Hidden(_), None) if comment.by_account => Ok(()),
        (CommentChange::Edited(text), None) => edited_early(tx, arrival, comment, text),
        (CommentChange::Hidden(hidden), row) => hide(tx, env, arrival, comment, row, *hidden),
    }
}

/// A customer commented: that is work.
fn added(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    comment: &Comment,
    parts: &[Part],
) -> Result<(), Refusal> {
    let ctx = &arrival.ctx;
    let Some(thread) = thread::of_author(tx, env, arrival, comment.author_name.as_deref())? else {
        return Ok(());
    };
    let mut row = messages::blank(env, &thread, Direction::Inbound, Author::Customer, arrival.at);
    let post = post(tx, arrival, comment)?;
    let post_unknown = post.post_id.is_some() && post.excerpt.is_none();
    row.parts.push(Part::Comment(post));
    row.parts.extend_from_slice(parts);
    row.provider_id = Some(comment.comment_id.clone());
    row.reply_to_provider_id = answered(tx, arrival, comment)?;
    let (mut outdated, edited_at) = catch_up(tx, arrival, &mut row)?;
    outdated.extend(changes::catch_up(tx, arrival, &mut row)?);
    let line = preview(&row.parts);
    // What is gone already is kept as far as wanted, and nobody is asked to answer it.
    let belongs = if row.taken_back {
        None
    } else {
        Some(open::open(tx, env, arrival, &thread, line.clone())?)
    };
    row.interaction_id = match &belongs {
        Some(belongs) => belongs.interaction_id,
        None => thread.open_interaction_id,
    };
    tx.insert_message(ctx, &row)?;
    tx.insert_comment(ctx, &comment_row(env, arrival, comment, &row, edited_at))?;
    changes::keep(tx, ctx, row.id, &outdated)?;
    message::fetch_media(tx, env, arrival, &row)?;
    messages::publish(tx, env, ctx, &row)?;
    if post_unknown && !row.taken_back {
        comments::ask_for_post(tx, env, ctx, row.id)?;
    }
    match belongs.filter(|belongs| belongs.opened_by.is_none()) {
        Some(open::Belongs {
            interaction_id: Some(id),
            ..
        }) => {
            let shown = interactions::shown(tx.as_read(), ctx, id)?;
            interactions::customer_wrote(tx, env, ctx, shown, arrival.at, &line)
        }
        _ => Ok(()),
    }
}

fn comment_row(
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    comment: &Comment,
    message: &MessageRow,
    edited_at: Option<Timestamp>,
) -> CommentRow {
    let channel = &arrival.account.channel;
    let limits = comments::limits(env.channels, channel);
    let within_ms = limits.map_or(0, |limits| limits.private_within_ms);
    let margin_ms = env
        .channels
        .get(channel)
        .map_or(0, |channel| channel.descriptor().capabilities.window_margin_ms);
    CommentRow {
        message_id: message.id,
        account_id: message.account_id,
        thread_id: message.thread_id,
        comment_id: comment.comment_id.clone(),
        post_id: comment.post.post_id.clone(),
        at: arrival.at,
        edited_at,
        private_until: arrival.at.plus_ms(within_ms - margin_ms),
        private_reply: None,
        private_refused: None,
    }
}

/// The post as this event and earlier comments tell it.
fn post(tx: &dyn Tx, arrival: &Arrival<'_>, comment: &Comment) -> Result<CommentedPost, Refusal> {
    let mut post = comment.post.clone();
    if let Some(post_id) = &post.post_id
        && let Some(known) = comments::known_post(tx.as_read(), &arrival.ctx, arrival.account.id, post_id)?
    {
        post.excerpt = post.excerpt.or(known.excerpt);
        post.url = post.url.or(known.url);
    }
    let hidden = arrival.remembered(tx, &hidden_key(&comment.comment_id))?;
    post.hidden = hidden.is_some_and(|row| row.detail.is_some());
    Ok(post)
}

/// The comment that this one answers, when it is known here.
fn answered(tx: &dyn Tx, arrival: &Arrival<'_>, comment: &Comment) -> Result<Option<String>, Refusal> {
    let Some(parent) = &comment.answers else {
        return Ok(None);
    };
    let known = tx.message_by_provider(&arrival.ctx, arrival.account.id, parent)?;
    Ok(known.map(|_| parent.clone()))
}

/// Another text. The newest by the platform's clock counts; all of them are kept.
fn edited(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    mut row: CommentRow,
    text: &str,
) -> Result<(), Refusal> {
    let ctx = &arrival.ctx;
    let Some(mut message) = tx
        .message(ctx, row.message_id)?
        .filter(|message| !message.taken_back)
    else {
        return Ok(());
    };
    let old = preview(&message.parts);
    let overtaken = row.edited_at.is_some_and(|newest| newest > arrival.at);
    let (now, before) = if overtaken {
        (
            message.parts.clone(),
            changes::with_text(message.parts.clone(), text),
        )
    } else {
        (
            changes::with_text(message.parts.clone(), text),
            message.parts.clone(),
        )
    };
    let version = VersionRow {
        revision: message.edits,
        parts: before,
        until: arrival.at,
    };
    tx.keep_version(ctx, message.id, &version)?;
    message.edits += 1;
    message.parts = now;
    if !overtaken {
        row.edited_at = Some(arrival.at);
        tx.save_comment(ctx, &row)?;
    }
    changes::save(tx, env, arrival, message, &old)
}

fn edited_early(
    tx: &mut dyn Tx,
    arrival: &Arrival<'_>,
    comment: &Comment,
    text: &str,
) -> Result<(), Refusal> {
    let key = edit_key(&comment.comment_id);
    let mut edits = early_edits(tx, arrival, &key)?;
    edits.push(EarlyEdit {
        at: arrival.at,
        text: text.to_owned(),
    });
    edits.sort_by_key(|edit| edit.at);
    arrival.remember(tx, &key, serde_json::to_string(&edits).ok())
}

fn early_edits(tx: &dyn Tx, arrival: &Arrival<'_>, key: &str) -> Result<Vec<EarlyEdit>, Refusal> {
    let detail = arrival.remembered(tx, key)?.and_then(|row| row.detail);
    Ok(detail
        .and_then(|detail| serde_json::from_str(&detail).ok())
        .unwrap_or_default())
}

/// Applies to a new comment the edits that came before it; returns what it said until then, and when it was edited.
fn catch_up(
    tx: &dyn Tx,
    arrival: &Arrival<'_>,
    message: &mut MessageRow,
) -> Result<(Vec<VersionRow>, Option<Timestamp>), Refusal> {
    let comment_id = message.provider_id.clone().unwrap_or_default();
    let (mut outdated, mut newest) = (Vec::new(), None);
    for edit in early_edits(tx, arrival, &edit_key(&comment_id))? {
        let now = changes::with_text(message.parts.clone(), &edit.text);
        outdated.push(VersionRow {
            revision: message.edits,
            parts: std::mem::replace(&mut message.parts, now),
            until: edit.at,
        });
        message.edits += 1;
        newest = Some(edit.at);
    }
    Ok((outdated, newest))
}

/// The account has hidden the comment, or shows it again. The newest by the platform's clock counts.
fn hide(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    comment: &Comment,
    row: Option<CommentRow>,
    hidden: bool,
) -> Result<(), Refusal> {
    let ctx = &arrival.ctx;
    let key = hidden_key(&comment.comment_id);
    let overtaken = arrival
        .remembered(tx, &key)?
        .is_some_and(|newest| newest.at > arrival.at);
    if overtaken {
        return Ok(());
    }
    arrival.remember(tx, &key, hidden.then(|| "hidden".to_owned()))?;
    let Some(row) = row else { return Ok(()) };
    let Some(mut message) = tx.message(ctx, row.message_id)? else {
        return Ok(());
    };
    for part in &mut message.parts {
        if let Part::Comment(post) = part {
            post.hidden = hidden;
        }
    }
    message.version = tx.save_message(ctx, &message)?;
    messages::publish(tx, env, ctx, &message)
}

/// The account answered under a post: we did, or somebody at the platform. What answers no known comment is none of
/// our business.
fn own(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    comment: &Comment,
    parts: &[Part],
) -> Result<(), Refusal> {
    let ctx = &arrival.ctx;
    let account = arrival.account.id;
    if tx
        .message_by_provider(ctx, account, &comment.comment_id)?
        .is_some()
    {
        return Ok(());
    }
    let Some(parent) = &comment.answers else {
        return Ok(());
    };
    let Some(answered) = tx.comment(ctx, account, parent)? else {
        return Ok(());
    };
    let Some(thread) = tx.thread(ctx, answered.thread_id)? else {
        return Ok(());
    };
    if let Some(part) = own_part(tx, arrival, &thread, parent, &preview(parts))? {
        return settle::echoed(tx, env, ctx, part, Some(&comment.comment_id), arrival.at);
    }
    let mut row = messages::blank(env, &thread, Direction::Outbound, Author::Elsewhere, arrival.at);
    row.parts.push(Part::CommentReply { public: true });
    row.parts.extend_from_slice(parts);
    row.provider_id = Some(comment.comment_id.clone());
    row.reply_to_provider_id = Some(parent.clone());
    row.delivery = Some(Delivery::Sent);
    row.interaction_id = thread.open_interaction_id;
    let outdated = changes::catch_up(tx, arrival, &mut row)?;
    tx.insert_message(ctx, &row)?;
    changes::keep(tx, ctx, row.id, &outdated)?;
    message::fetch_media(tx, env, arrival, &row)?;
    messages::publish(tx, env, ctx, &row)?;
    match row.interaction_id {
        Some(id) => interactions::agent_wrote(tx, env, ctx, id, arrival.at, &preview(&row.parts), None),
        None => Ok(()),
    }
}

/// Our public answer that the platform has not named yet: it carries no key of ours, so its words tell.
fn own_part(
    tx: &dyn Tx,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
    answered: &str,
    line: &str,
) -> Result<Option<OutboxRow>, Refusal> {
    let ctx = &arrival.ctx;
    let newest: Option<Before> = None;
    for message in tx.messages_of_thread(ctx, thread.id, newest, LOOKED_THROUGH)? {
        let is_public_reply = message
            .parts
            .iter()
            .any(|part| matches!(part, Part::CommentReply { public: true }));
        if !is_public_reply || preview(&message.parts).trim() != line.trim() {
            continue;
        }
        let unnamed = tx.outbox_of_message(ctx, message.id)?.into_iter().find(|part| {
            let here =
                matches!(&part.payload, OutboxPayload::PublicReply { comment_id, .. } if comment_id == answered);
            here && part.provider_id.is_none() && part.attempts > 0
        });
        if unnamed.is_some() {
            return Ok(unnamed);
        }
    }
    Ok(None)
}

fn edit_key(comment_id: &str) -> String {
    format!("early_comment_edit:{comment_id}")
}

fn hidden_key(comment_id: &str) -> String {
    format!("comment_hidden:{comment_id}")
}
