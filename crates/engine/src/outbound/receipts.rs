//! Delivery and read receipts. They only move forward; late and repeated ones change nothing.

use parlance_core::{TenantCtx, Timestamp, delivery::Delivery};
use parlance_store::{
    Tx,
    outbox::{OutboxState, Receipt},
    threads::ThreadRow,
};

use super::aggregate;
use crate::{Env, Refusal, messages};

/// The customer's device has, or the customer has seen, the messages with these ids and everything sent at or before
/// `watermark` (platform's clock).
pub(crate) fn apply(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    provider_ids: &[String],
    watermark: Option<Timestamp>,
    to: Receipt,
) -> Result<(), Refusal> {
    let delivery = match to {
        Receipt::None => return Ok(()),
        Receipt::Delivered => Delivery::Delivered,
        Receipt::Read => Delivery::Read,
    };
    let mut changed = Vec::new();
    for provider_id in provider_ids {
        if let Some(mut part) = tx.outbox_by_provider(ctx, thread.account_id, provider_id)? {
            if part.state == OutboxState::Sent && part.receipt < to && part.thread_id == thread.id {
                part.receipt = to;
                tx.save_outbox(ctx, &part, part.fence)?;
                changed.push(part.message_id);
            }
        } else if let Some(mut message) = tx.message_by_provider(ctx, thread.account_id, provider_id)?
            && message.delivery.is_some_and(|present| present < delivery)
            && message.thread_id == thread.id
        {
            message.delivery = Some(delivery);
            message.version = tx.save_message(ctx, &message)?;
            messages::publish(tx, env, ctx, &message)?;
        }
    }
    if let Some(until) = watermark {
        changed.extend(tx.raise_receipts(ctx, thread.id, until, to)?);
        for id in tx.raise_foreign_receipts(ctx, thread.id, until, delivery)? {
            if let Some(message) = tx.message(ctx, id)? {
                messages::publish(tx, env, ctx, &message)?;
            }
        }
        let read = if to == Receipt::Read {
            until
        } else {
            Timestamp::default()
        };
        tx.raise_watermarks(ctx, thread.id, until, read)?;
    }
    changed.sort_unstable();
    changed.dedup();
    for message in changed {
        aggregate::refresh(tx, env, ctx, message, None)?;
    }
    Ok(())
}

/// When a message of ours in a thread was sent, by the platform's clock as far as it has told.
pub(crate) fn moment_of(
    tx: &dyn Tx,
    ctx: &TenantCtx,
    thread: &ThreadRow,
    provider_id: &str,
) -> Result<Option<Timestamp>, Refusal> {
    if let Some(part) = tx.outbox_by_provider(ctx, thread.account_id, provider_id)? {
        let ours = part.thread_id == thread.id;
        return Ok(part.provider_at.or(part.sent_at).filter(|_| ours));
    }
    let message = tx.message_by_provider(ctx, thread.account_id, provider_id)?;
    Ok(message
        .filter(|message| message.thread_id == thread.id)
        .map(|message| message.at))
}
