//! Texts to customers who wait, through the outbox like any other, in Parlance's own name.

use parlance_core::{TenantCtx, message::Author};
use parlance_store::{Read, Tx, interactions::InteractionRow};

use crate::{Env, Refusal, control, interactions, messages, outbound};

/// The customer's language, as far as it is known.
pub(super) fn language(
    read: &dyn Read,
    ctx: &TenantCtx,
    row: &InteractionRow,
) -> Result<Option<String>, Refusal> {
    Ok(read
        .contact(ctx, row.contact_id)?
        .and_then(|contact| contact.language))
}

/// Sends a text, unless the platform would not take it, or somebody else holds the conversation. What waited since
/// before a backup was put back was told then, if at all.
pub(super) fn tell(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &InteractionRow,
    text: &str,
) -> Result<(), Refusal> {
    let Some(thread) = tx.thread(ctx, row.thread_id)? else {
        return Ok(());
    };
    let told_before = tx
        .restored()?
        .is_some_and(|restored| row.started_at < restored.restored_at);
    let may = messages::must_have_address(&thread).is_ok()
        && control::must_be_ours(&thread).is_ok()
        && !outbound::window_is_closed(env.channels, &thread, env.now)
        && !told_before;
    if !may {
        return Ok(());
    }
    outbound::enqueue_text(tx, env, ctx, &thread, row.id, Author::System, text)?;
    interactions::own_line(tx, env, ctx, row.id, env.now, text)
}
