//! Events about interactions, and who may see them.

use parlance_core::{
    InteractionId, TenantCtx, UserId,
    event::{Audience, EventKind},
    interaction::InteractionState,
};
use parlance_store::{
    NewEvent, Read, StoreError, Tx,
    interactions::{InteractionRow, ShownInteraction},
    offers::OfferRow,
};
use serde::Serialize;

use crate::{
    Env, Refusal,
    views::{interaction::interaction_view_with, interaction_view, offer_view},
};

/// Who may see an interaction and its messages: the holder, the agent at whom it rings, those who take part, and those
/// who may see all.
pub fn audience(read: &dyn Read, ctx: &TenantCtx, id: InteractionId) -> Result<Audience, Refusal> {
    Ok(Audience::people(read.shown_to(ctx, id)?))
}

/// Tells those who may see it (and `also`: those who could until now) how an interaction is.
pub(crate) fn publish(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &InteractionRow,
    also: &[UserId],
) -> Result<(), Refusal> {
    let ringing = match row.state {
        InteractionState::Offered => tx.pending_offer(ctx, row.id)?.map(|offer| offer.agent_id),
        _ => None,
    };
    let view = interaction_view(tx.as_read(), env, ctx, row)?;
    let holders = [row.agent_id, ringing].into_iter().flatten();
    let others = view.participants.iter().map(|part| part.user_id);
    let audience = Audience::people(holders.chain(others).chain(also.iter().copied()));
    append(tx, env, ctx, EventKind::InteractionChanged, audience, &view)
}

/// Who may see an interaction that was read with what this needs.
pub(crate) fn audience_of(shown: &ShownInteraction) -> Audience {
    let holders = [shown.row.agent_id, shown.ringing].into_iter().flatten();
    let others = shown.names.participants.iter().map(|part| part.row.user_id);
    Audience::people(holders.chain(others))
}

/// Tells those who may see it how an interaction is that was read with its names.
pub(crate) fn publish_shown(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    shown: ShownInteraction,
) -> Result<(), Refusal> {
    let audience = audience_of(&shown);
    let view = interaction_view_with(env, &shown.row, shown.names);
    append(tx, env, ctx, EventKind::InteractionChanged, audience, &view)
}

/// Tells the agent (and those who may see all) how an offer is.
pub(crate) fn publish_offer(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &OfferRow,
) -> Result<(), Refusal> {
    let view = offer_view(tx.as_read(), env, ctx, row)?;
    append(
        tx,
        env,
        ctx,
        EventKind::OfferChanged,
        Audience::people([row.agent_id]),
        &view,
    )
}

/// Appends an event with an entity as its data.
pub(crate) fn append(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    kind: EventKind,
    audience: Audience,
    entity: &impl Serialize,
) -> Result<(), Refusal> {
    let data = serde_json::value::to_raw_value(entity)
        .map_err(|error| StoreError::Database(format!("an event cannot be written as JSON: {error}")))?;
    tx.append_event(
        ctx,
        NewEvent {
            kind,
            audience,
            data,
            at: env.now,
        },
    )?;
    Ok(())
}
