//! Ways to write although nobody may answer: which one a part goes by, and spending a customer's permission once.
//!
//! A permission is taken when the message is made, so that two messages never hope for the same turn. It is given back
//! when nothing can have gone out by it: the message was refused or deleted, or it went out as an answer after all.

use parlance_core::{
    MessageId, PermissionId, TenantCtx,
    approved::ReviewState,
    window::{NotNow, Notification, Way},
};
use parlance_store::{
    Read, Tx,
    customer_acts::PermissionRow,
    outbox::{OutboxPayload, OutboxRow, OutboxState},
    threads::ThreadRow,
};
use secrecy::SecretString;

use crate::{Env, Refusal, contacts, inbound::permission_place};

const GONE: &str = "This permission to notify the customer is not there.";

/// The way that a new message by this permission goes.
pub(crate) fn chosen(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    id: Option<PermissionId>,
) -> Result<Way, Refusal> {
    let Some(id) = id else {
        return Ok(Way::Answer);
    };
    let row = read
        .permission(ctx, id)?
        .filter(|row| row.thread_id == thread.id)
        .ok_or_else(|| Refusal::field("notify", "unknown", GONE))?;
    Ok(Way::Notification(rule(env, thread, &row, row.used_at)))
}

/// The way that a part goes. Its own turn does not stand in its way.
pub(crate) fn of_part(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    part: &OutboxRow,
) -> Result<Way, Refusal> {
    if let OutboxPayload::Approved { template_id, .. } = &part.payload {
        let template = read.approved_template(ctx, *template_id)?;
        let template = template.filter(|row| row.account_id == thread.account_id && row.sendable);
        return Ok(Way::Approved(template.map(|row| row.state)));
    }
    let Some(id) = part.permission else {
        return Ok(Way::Answer);
    };
    let Some(row) = read.permission(ctx, id)? else {
        return Ok(Way::Notification(Notification {
            stopped: true,
            ..Notification::default()
        }));
    };
    let used_at = if row.used_by == Some(part.message_id) {
        row.used_before
    } else {
        row.used_at
    };
    Ok(Way::Notification(rule(env, thread, &row, used_at)))
}

fn rule(
    env: &Env<'_>,
    thread: &ThreadRow,
    row: &PermissionRow,
    used_at: Option<parlance_core::Timestamp>,
) -> Notification {
    let capabilities = env
        .channels
        .get(&thread.channel)
        .map(|channel| &channel.descriptor().capabilities);
    let rules = capabilities.and_then(|capabilities| capabilities.notifications.as_ref());
    Notification {
        ends: row.expires_at,
        // A channel that takes no notifications any more.
        stopped: row.stopped_at.is_some() || rules.is_none(),
        used_at,
        every_ms: rules.map(|rules| rules.every_ms(row.frequency.as_deref())),
        margin_ms: capabilities.map_or(0, |capabilities| capabilities.window_margin_ms),
    }
}

/// A message takes the permission's turn.
pub(crate) fn take(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: PermissionId,
    message: MessageId,
) -> Result<(), Refusal> {
    let Some(mut row) = tx.permission(ctx, id)? else {
        return Err(Refusal::field("notify", "unknown", GONE));
    };
    if row.used_by != Some(message) {
        row.used_before = row.used_at;
    }
    row.used_by = Some(message);
    row.used_at = Some(env.now);
    tx.save_permission(ctx, &row)?;
    contacts::changed(tx, env, ctx, row.contact_id)
}

/// Nothing has gone out by the permission: its turn is free again.
pub(crate) fn give_back(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    part: &OutboxRow,
) -> Result<(), Refusal> {
    let row = match part.permission {
        Some(id) => tx.permission(ctx, id)?,
        None => None,
    };
    let Some(mut row) = row.filter(|row| row.used_by == Some(part.message_id)) else {
        return Ok(());
    };
    row.used_at = row.used_before;
    row.used_by = None;
    tx.save_permission(ctx, &row)?;
    contacts::changed(tx, env, ctx, row.contact_id)
}

/// The same for a part that is given up, unless it may have arrived.
pub(super) fn given_up(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    part: &OutboxRow,
) -> Result<(), Refusal> {
    if part.possible_duplicate || part.state == OutboxState::Uncertain {
        return Ok(());
    }
    give_back(tx, env, ctx, part)
}

/// The platform's token, for the moment of the call.
pub(super) fn token(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    part: &OutboxRow,
) -> Result<Option<SecretString>, Refusal> {
    let row = match part.permission {
        Some(id) => read.permission(ctx, id)?,
        None => None,
    };
    let Some(row) = row else {
        return Ok(None);
    };
    match env
        .keyring
        .open(permission_place(ctx, &row.id.to_string()), &row.token)
    {
        Ok(token) => Ok(Some(token)),
        Err(error) => {
            tracing::error!(permission = %row.id, %error, "a permission to notify does not open");
            Ok(None)
        }
    }
}

/// The sentence for why a template cannot be sent.
pub(super) const fn not_approved(state: Option<ReviewState>) -> &'static str {
    match state {
        Some(ReviewState::Pending) => "send.template_pending",
        Some(ReviewState::Rejected) => "send.template_rejected",
        Some(ReviewState::Paused) => "send.template_paused",
        Some(ReviewState::Disabled | ReviewState::Approved) => "send.template_disabled",
        None => "send.template_gone",
    }
}

/// Why a permission cannot be used, for the one who wanted to.
pub(super) const fn sentence(why: NotNow) -> &'static str {
    match why {
        NotNow::Stopped => {
            "The customer does not want to be notified about this any more. You can write again when the customer has \
             written."
        }
        NotNow::Ended => {
            "The customer's permission to be notified has ended. You can write again when the customer has written."
        }
        NotNow::Used => {
            "The customer's permission was good for one message, and that one has been sent. You can write again when \
             the customer has written."
        }
        NotNow::Until(_) => {
            "The customer was notified about this lately; the platform allows the next message later. The customer's \
             details say when."
        }
    }
}
