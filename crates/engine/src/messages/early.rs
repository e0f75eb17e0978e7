//! A reaction may be told before we know what the platform calls the message that it is about.

use parlance_core::{AccountId, MessageId, TenantCtx};
use parlance_store::{Read, Tx};

use super::publish;
use crate::{Env, Refusal};

/// Under which key the newest reaction to a message is remembered, whether or not the message is known.
pub(crate) fn reaction_key(provider_id: &str) -> String {
    format!("reaction_at:{provider_id}")
}

/// The newest reaction to a message that was not known when it came.
fn early_reaction(
    read: &dyn Read,
    ctx: &TenantCtx,
    account: AccountId,
    provider_id: &str,
) -> Result<Option<String>, Refusal> {
    let remembered = read.applied(ctx, account, &reaction_key(provider_id))?;
    Ok(remembered.and_then(|row| row.detail))
}

/// One of our messages has got its name: what was reacted to it until now stands at it.
pub(crate) fn attach_reaction(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    account: AccountId,
    provider_id: &str,
    id: MessageId,
) -> Result<(), Refusal> {
    let Some(emoji) = early_reaction(tx.as_read(), ctx, account, provider_id)? else {
        return Ok(());
    };
    let message = tx.message(ctx, id)?;
    let Some(mut message) =
        message.filter(|message| message.reactions.is_empty() && message.deleted_at.is_none())
    else {
        return Ok(());
    };
    message.reactions = vec![emoji];
    message.version = tx.save_message(ctx, &message)?;
    publish(tx, env, ctx, &message)
}
