//! The life of an offer: made, accepted, or given back.

use parlance_core::{
    OfferId, TenantCtx, UserId,
    agent::SystemReason,
    message::SystemLine,
    offer::{OfferSettled, OfferState},
    routing_reason::RoutingReason,
};
use parlance_store::{Signal, Tx, interactions::InteractionRow, offers::OfferRow, segments::Outcome};

use crate::{
    Env, Refusal,
    interactions::{self, lifecycle, publish, publish_offer},
    messages, presence,
};

impl From<OfferSettled> for Refusal {
    fn from(error: OfferSettled) -> Self {
        Self::conflict("offer_settled", format!("This offer is settled: {error}."))
    }
}

/// Lets a waiting interaction ring at an agent.
pub(crate) fn make(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    interaction: &mut InteractionRow,
    agent: UserId,
    reason: RoutingReason,
) -> Result<OfferRow, Refusal> {
    let timeout_ms = tx.settings(ctx)?.offer_timeout_ms;
    lifecycle::ring(tx, env, ctx, interaction, agent)?;
    let line = SystemLine::Offered {
        agent: name(tx, ctx, agent)?,
        reason: reason.sentence.clone(),
    };
    let offer = OfferRow {
        id: OfferId::new(env.now, env.id_bytes()),
        interaction_id: interaction.id,
        agent_id: agent,
        state: OfferState::Pending,
        offered_at: env.now,
        expires_at: env.now.plus_ms(timeout_ms),
        settled_at: None,
        cause: None,
        reason,
        version: 1,
    };
    tx.insert_offer(ctx, &offer)?;
    messages::system_line(tx, env, ctx, interaction.thread_id, interaction.id, line, env.now)?;
    publish(tx, env, ctx, interaction, &[])?;
    publish_offer(tx, env, ctx, &offer)?;
    presence::state::refresh(tx, env, ctx, agent)?;
    tx.signal(Signal::Timers);
    Ok(offer)
}

/// The agent takes it.
pub(crate) fn accept(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut offer: OfferRow,
) -> Result<InteractionRow, Refusal> {
    settle(tx, env, ctx, &mut offer, OfferState::Accepted, None)?;
    let mut interaction = interactions::get(tx.as_read(), ctx, offer.interaction_id)?;
    lifecycle::hold(tx, env, ctx, &mut interaction, offer.agent_id)?;
    let line = SystemLine::Accepted {
        agent: name(tx, ctx, offer.agent_id)?,
    };
    messages::system_line(tx, env, ctx, interaction.thread_id, interaction.id, line, env.now)?;
    publish(tx, env, ctx, &interaction, &[])?;
    publish_offer(tx, env, ctx, &offer)?;
    presence::state::refresh_idle(tx, env, ctx, offer.agent_id)?;
    Ok(interaction)
}

/// The agent refuses it and becomes Not Ready.
pub(crate) fn reject(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    offer: OfferRow,
) -> Result<(), Refusal> {
    let agent = offer.agent_id;
    give_back(tx, env, ctx, offer, OfferState::Rejected, Outcome::Rejected)?;
    presence::state::not_ready(tx, env, ctx, agent, SystemReason::Rejected)
}

/// Its time is over. Who sat at a connected desktop and did not react becomes Not Ready; who had no desktop (Parlance
/// was restarted meanwhile) is not blamed.
pub(crate) fn expire(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    offer: OfferRow,
) -> Result<(), Refusal> {
    let agent = offer.agent_id;
    let present = tx.agent(ctx, agent)?.is_some_and(|state| state.connected);
    let cause = if present {
        Outcome::NoAnswer
    } else {
        Outcome::ConnectionLost
    };
    give_back(tx, env, ctx, offer, OfferState::Expired, cause)?;
    if present {
        presence::state::not_ready(tx, env, ctx, agent, SystemReason::NoAnswer)?;
    }
    Ok(())
}

/// It is taken back: the agent is gone.
pub(crate) fn withdraw(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    offer: OfferRow,
    cause: Outcome,
) -> Result<(), Refusal> {
    give_back(tx, env, ctx, offer, OfferState::Withdrawn, cause)
}

/// Back to the queue of its service, with its place in line. A chat that a colleague handed over to this agent is then
/// free for everyone whom the service's rules allow.
fn give_back(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut offer: OfferRow,
    state: OfferState,
    cause: Outcome,
) -> Result<(), Refusal> {
    settle(tx, env, ctx, &mut offer, state, Some(cause))?;
    let mut interaction = interactions::get(tx.as_read(), ctx, offer.interaction_id)?;
    lifecycle::requeue(tx, env, ctx, &mut interaction, cause)?;
    let line = SystemLine::OfferReturned {
        agent: name(tx, ctx, offer.agent_id)?,
        cause: cause.as_str().into(),
    };
    messages::system_line(tx, env, ctx, interaction.thread_id, interaction.id, line, env.now)?;
    publish(tx, env, ctx, &interaction, &[offer.agent_id])?;
    publish_offer(tx, env, ctx, &offer)?;
    presence::state::refresh(tx, env, ctx, offer.agent_id)
}

fn settle(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    offer: &mut OfferRow,
    state: OfferState,
    cause: Option<Outcome>,
) -> Result<(), Refusal> {
    offer.state = offer.state.settle(state)?;
    offer.settled_at = Some(env.now);
    offer.cause = cause;
    tx.save_offer(ctx, offer)?;
    Ok(())
}

fn name(tx: &dyn Tx, ctx: &TenantCtx, user: UserId) -> Result<String, Refusal> {
    Ok(tx.user(ctx, user)?.map(|user| user.name).unwrap_or_default())
}
