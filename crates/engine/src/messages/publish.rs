//! Events about messages.

use parlance_api::realtime::MessageDeleted;
use parlance_core::{
    TenantCtx,
    event::{Audience, EventKind},
};
use parlance_store::{Read, Tx, messages::MessageRow};

use crate::{Env, Refusal, interactions, views::message_view};

/// Tells those who may see it that a message was made or changed.
pub fn publish(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, message: &MessageRow) -> Result<(), Refusal> {
    let audience = audience(tx.as_read(), ctx, message)?;
    publish_to(tx, env, ctx, message, audience)
}

/// The same, when it is known who may see it.
pub(crate) fn publish_to(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    message: &MessageRow,
    audience: Audience,
) -> Result<(), Refusal> {
    let view = message_view(tx.as_read(), ctx, message)?;
    interactions::append(tx, env, ctx, EventKind::MessageChanged, audience, &view)
}

/// Tells those who could see it that a message was deleted before it was sent.
pub fn publish_deleted(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    message: &MessageRow,
) -> Result<(), Refusal> {
    let Some(interaction_id) = message.interaction_id else {
        return Ok(());
    };
    let audience = audience(tx.as_read(), ctx, message)?;
    let data = MessageDeleted {
        id: message.id,
        interaction_id,
    };
    interactions::append(tx, env, ctx, EventKind::MessageDeleted, audience, &data)
}

/// Who may see a message: those who may see its interaction; without one, those who may see everything.
fn audience(read: &dyn Read, ctx: &TenantCtx, message: &MessageRow) -> Result<Audience, Refusal> {
    match message.interaction_id {
        Some(id) => interactions::audience(read, ctx, id),
        None => Ok(Audience::people([])),
    }
}
