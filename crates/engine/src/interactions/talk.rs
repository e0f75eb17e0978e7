//! What messages change in their interaction: last line, unread count, whose turn it is.

use parlance_core::{
    ContactId, InteractionId, TenantCtx, Timestamp, UserId,
    interaction::InteractionState,
    message::{Author, Direction, preview},
};
use parlance_store::{
    Tx,
    interactions::{InteractionRow, ShownInteraction},
    messages::MessageRow,
};

use super::{get, publish::publish_shown, shown};
use crate::{Env, Refusal};

/// The customer wrote: one more unread message, and the customer waits from the first unanswered one on.
pub fn customer_wrote(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    shown: ShownInteraction,
    at: Timestamp,
    line: &str,
) -> Result<(), Refusal> {
    change_shown(tx, env, ctx, shown, |row| {
        newest_line(row, at, line, false);
        row.unread += 1;
        row.waiting_since = row.waiting_since.or(Some(at.min(env.now)));
    })
}

/// Somebody answered: an agent here (`by`), or a person elsewhere. The customer no longer waits.
pub fn agent_wrote(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: InteractionId,
    at: Timestamp,
    line: &str,
    by: Option<UserId>,
) -> Result<(), Refusal> {
    change(tx, env, ctx, id, |row| {
        newest_line(row, at, line, true);
        row.waiting_since = None;
        if by.is_some() {
            row.first_answer_at = row.first_answer_at.or(Some(env.now));
            row.unread = 0;
        }
    })
}

/// An answer was taken back before it went out: the interaction says again what it said without it, and a customer who
/// has no answer waits again.
pub fn answer_taken_back(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: InteractionId,
) -> Result<(), Refusal> {
    /// Messages that are looked at, at most.
    const MOST: u32 = 200;
    let messages = tx.messages_of_interaction(ctx, id, None, MOST)?;
    let is_answer = |message: &MessageRow| {
        message.direction == Direction::Outbound && !matches!(message.author, Author::System)
    };
    let spoken = || {
        let heard = [Direction::Inbound, Direction::Outbound];
        messages
            .iter()
            .filter(move |message| heard.contains(&message.direction))
    };
    let newest = spoken().next().map(|message| {
        let line = preview(&message.parts);
        (line, message.at, message.direction == Direction::Outbound)
    });
    let unanswered = spoken()
        .take_while(|message| !is_answer(message))
        .filter(|message| message.direction == Direction::Inbound)
        .last()
        .map(|message| message.at);
    let has_answer = messages.len() == MOST as usize || messages.iter().any(is_answer);
    change(tx, env, ctx, id, |row| {
        if let Some((line, at, own)) = newest {
            (row.last_line, row.last_message_at, row.last_line_own) = (line, at, own);
        }
        row.waiting_since = unanswered.map(|at| at.min(env.now));
        if !has_answer {
            row.first_answer_at = None;
        }
    })
}

/// Parlance itself wrote to the customer (a greeting): no answer, so the customer still waits.
pub fn own_line(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: InteractionId,
    at: Timestamp,
    line: &str,
) -> Result<(), Refusal> {
    change(tx, env, ctx, id, |row| newest_line(row, at, line, true))
}

/// The customer did something that nobody here is asked to answer: shown as the newest line, and no more.
pub fn context(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    shown: ShownInteraction,
    at: Timestamp,
    line: &str,
) -> Result<(), Refusal> {
    change_shown(tx, env, ctx, shown, |row| newest_line(row, at, line, false))
}

/// Something that its view shows has changed elsewhere (reply window, contact's name): tells the desks.
pub fn touched(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, id: InteractionId) -> Result<(), Refusal> {
    change(tx, env, ctx, id, |_| ())
}

/// So many outbound messages have failed and were neither retried nor deleted.
pub fn set_failed_messages(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: InteractionId,
    count: u32,
) -> Result<(), Refusal> {
    change(tx, env, ctx, id, |row| row.failed_messages = count)
}

/// What a message said has changed, or was taken back: the lines that repeat it must not go on saying the old thing.
pub fn line_changed(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: InteractionId,
    old: &str,
    new: &str,
) -> Result<(), Refusal> {
    let row = get(tx.as_read(), ctx, id)?;
    if row.first_line != old && row.last_line != old {
        return Ok(());
    }
    change(tx, env, ctx, id, |row| {
        for line in [&mut row.first_line, &mut row.last_line] {
            if line == old {
                new.clone_into(line);
            }
        }
    })
}

/// A contact's name has changed: every interaction of theirs that a desk may show is published again.
pub fn contact_changed(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    contact: ContactId,
) -> Result<(), Refusal> {
    /// A contact has one open interaction per thread; more than this many not closed ones do not occur.
    const MOST: u32 = 50;
    for row in tx.contact_interactions(ctx, contact, None, MOST)? {
        if row.state != InteractionState::Closed {
            touched(tx, env, ctx, row.id)?;
        }
    }
    Ok(())
}

fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: InteractionId,
    apply: impl FnOnce(&mut InteractionRow),
) -> Result<(), Refusal> {
    let shown = shown(tx.as_read(), ctx, id)?;
    change_shown(tx, env, ctx, shown, apply)
}

fn change_shown(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut shown: ShownInteraction,
    apply: impl FnOnce(&mut InteractionRow),
) -> Result<(), Refusal> {
    apply(&mut shown.row);
    tx.save_talk(ctx, &mut shown.row)?;
    publish_shown(tx, env, ctx, shown)
}

/// Our messages carry our time and the customer's the platform's; clocks differ by less than this, milliseconds.
const CLOCKS_DIFFER_MS: i64 = 10_000;

/// A message that came late does not become the last line.
fn newest_line(row: &mut InteractionRow, at: Timestamp, line: &str, own: bool) {
    // The customer's lines carry the platform's time, ours our own: only between the two may the clocks differ.
    let tolerance_ms = if own == row.last_line_own {
        0
    } else {
        CLOCKS_DIFFER_MS
    };
    if at.plus_ms(tolerance_ms) < row.last_message_at {
        return;
    }
    row.last_message_at = at;
    line.clone_into(&mut row.last_line);
    row.last_line_own = own;
    if row.first_line.is_empty() && !own {
        line.clone_into(&mut row.first_line);
    }
}
