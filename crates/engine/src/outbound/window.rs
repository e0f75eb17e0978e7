//! The reply window of a conversation, put together from what the channel, the account and the conversation know.
//!
//! The decision itself is `parlance_core::window::decide`.

use parlance_api::message::SendProblem;
use parlance_channel::{Capabilities, Channels};
use parlance_core::{
    MessageId, TenantCtx, Timestamp,
    message::Author,
    window::{self, AfterFree, Authored, Closed, Permit, ReplyWindow, Way},
};
use parlance_store::{Read, interactions::InteractionNames, outbox::OutboxRow, threads::ThreadRow};

use super::{problem, ways};
use crate::{Env, Refusal};

/// What the conversation knows of its window.
struct Known {
    last_customer_at: Option<Timestamp>,
    free_refused_for: Option<Timestamp>,
    person_answers: bool,
}

/// A customer who never acted leaves the window closed on channels that have one.
fn build(capabilities: &Capabilities, known: &Known) -> ReplyWindow {
    let Some(free_ms) = capabilities.reply_window_ms else {
        return ReplyWindow::default();
    };
    let acted = known.last_customer_at.unwrap_or_default();
    let person = capabilities.person_window.as_ref();
    let then = match person.map(|window| acted.plus_ms(window.ms)) {
        Some(ends) if known.person_answers => AfterFree::Person { ends },
        Some(ends) => AfterFree::NotPermitted { ends },
        None => AfterFree::Nothing,
    };
    ReplyWindow {
        free_ends: Some(acted.plus_ms(free_ms)),
        free_refused: known.last_customer_at.is_some() && known.free_refused_for == known.last_customer_at,
        then,
        margin_ms: capabilities.window_margin_ms,
    }
}

/// The window of a conversation whose account's permission is known.
#[must_use]
pub(crate) fn of_thread(channels: &Channels, thread: &ThreadRow, person_answers: bool) -> ReplyWindow {
    let Some(channel) = channels.get(&thread.channel) else {
        return ReplyWindow::default();
    };
    let known = Known {
        last_customer_at: thread.last_customer_at,
        free_refused_for: thread.free_refused_for,
        person_answers,
    };
    build(&channel.descriptor().capabilities, &known)
}

/// The window of an interaction, from the names read with it. A customer who never acted has none to show.
#[must_use]
pub(crate) fn of_names(capabilities: &Capabilities, names: &InteractionNames) -> ReplyWindow {
    if names.last_customer_at.is_none() {
        return ReplyWindow::default();
    }
    let known = Known {
        last_customer_at: names.last_customer_at,
        free_refused_for: names.free_refused_for,
        person_answers: names.person_answers,
    };
    build(capabilities, &known)
}

/// Whether the free time to answer is over.
#[must_use]
pub fn window_is_closed(channels: &Channels, thread: &ThreadRow, now: Timestamp) -> bool {
    let window = of_thread(channels, thread, false);
    window::decide(&window, now, Authored::Automatic).is_err()
}

/// Decides about one message now. The account is asked for its permission only when the free time is over.
pub(crate) fn permit(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    way: Way,
    authored: impl FnOnce() -> Result<Authored, Refusal>,
) -> Result<Result<Permit, Closed>, Refusal> {
    if !matches!(way, Way::Approved(_)) && !window_is_closed(env.channels, thread, env.now) {
        return Ok(Ok(Permit::Free));
    }
    let permitted = read.person_answers(ctx, thread.account_id)?;
    let window = of_thread(env.channels, thread, permitted);
    Ok(window::decide_way(&window, env.now, authored()?, way))
}

/// Decides about one part now.
pub(super) fn permit_part(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    part: &OutboxRow,
) -> Result<Result<Permit, Closed>, Refusal> {
    let way = ways::of_part(read, env, ctx, thread, part)?;
    permit(read, env, ctx, thread, way, || {
        authored(read, ctx, part.message_id)
    })
}

/// Who made a message: what an agent sends is written by hand, everything else by the software.
pub(crate) fn authored(read: &dyn Read, ctx: &TenantCtx, message: MessageId) -> Result<Authored, Refusal> {
    let by_hand = read
        .message(ctx, message)?
        .is_some_and(|message| matches!(message.author, Author::Agent { .. }));
    Ok(if by_hand {
        Authored::Person
    } else {
        Authored::Automatic
    })
}

/// Until when a part may be tried again. `None`: always.
pub(crate) fn last_moment(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    part: &OutboxRow,
) -> Result<Option<Timestamp>, Refusal> {
    let free = match ways::of_part(read, env, ctx, thread, part)? {
        Way::Answer => None,
        Way::Approved(_) => return Ok(None),
        Way::Notification(permission) => match permission.last_moment() {
            Some(last) => Some(last),
            None => return Ok(None),
        },
    };
    let window = of_thread(env.channels, thread, read.person_answers(ctx, thread.account_id)?);
    if window.free_ends.is_none() {
        return Ok(None);
    }
    Ok(window
        .last_moment(authored(read, ctx, part.message_id)?)
        .max(free))
}

/// Refuses what an agent writes when it could not go out now.
pub(crate) fn must_be_open(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    way: Way,
) -> Result<(), Refusal> {
    match permit(read, env, ctx, thread, way, || Ok(Authored::Person))? {
        Ok(_) => Ok(()),
        Err(closed) => {
            let SendProblem { code, sentence, .. } = problem::closed(closed);
            Err(Refusal::conflict(code_of(&code), sentence))
        }
    }
}

/// The same words in the API's refusals and beside messages.
fn code_of(code: &str) -> &'static str {
    match code {
        "person_permission" => "person_permission",
        "notification" => "notification",
        "not_approved" => "not_approved",
        _ => "window_closed",
    }
}
