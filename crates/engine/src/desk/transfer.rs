//! Handing a chat over.
//!
//! To a service: into its queue, with the time already waited carried over. To an agent (blind): it rings at them at
//! once; when they reject it or do not answer it goes to the queue of its service like any other, so that the customer
//! reaches somebody who is there, and the one who gave it away is not surprised by its return.

use parlance_api::interaction::{InteractionView, Transfer};
use parlance_core::{
    InteractionId, ServiceId, TenantCtx, UserId, interaction::InteractionState, message::SystemLine,
};
use parlance_store::{Tx, interactions::InteractionRow, segments::Outcome};

use super::{MAX_TRANSFER_NOTE, targets};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    dispatch::{By, offer_reserved},
    identity::Person,
    interactions::{get, held, lifecycle, publish},
    messages, presence, together,
    views::interaction_view,
};

impl Engine {
    /// Hands an active chat to an agent or to a service. Refuses with `agent_unavailable` when the agent could not
    /// take it now.
    pub async fn transfer_interaction(
        &self,
        who: &Person,
        id: InteractionId,
        to: Transfer,
    ) -> Result<InteractionView, UseCaseError> {
        let (ctx, user) = (who.ctx, who.user_id);
        self.write(move |tx, env| transfer(tx, env, &ctx, user, id, &to))
            .await
    }
}

fn transfer(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
    id: InteractionId,
    to: &Transfer,
) -> Result<InteractionView, Refusal> {
    let row = held(tx.as_read(), ctx, user, id)?;
    if row.state != InteractionState::Active {
        return Err(Refusal::conflict(
            "not_active",
            "Only a chat that is active can be transferred; this one has ended.",
        ));
    }
    let note = checked_note(to.note.as_deref())?;
    match (to.agent_id, to.service_id) {
        (Some(agent), None) => to_agent(tx, env, ctx, row, user, agent, note)?,
        (None, Some(service)) => to_service(tx, env, ctx, row, user, service, note)?,
        _ => {
            return Err(Refusal::field(
                "agent_id",
                "missing",
                "Name either an agent or a service to transfer to.",
            ));
        }
    }
    let row = get(tx.as_read(), ctx, id)?;
    Ok(interaction_view(tx.as_read(), env, ctx, &row)?)
}

fn to_service(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut row: InteractionRow,
    giver: UserId,
    service_id: ServiceId,
    note: Option<String>,
) -> Result<(), Refusal> {
    let service = tx
        .service(ctx, service_id)?
        .filter(|service| service.disabled_at.is_none())
        .ok_or_else(|| {
            Refusal::field(
                "service_id",
                "unknown",
                "This service does not exist or takes no chats any more: choose another one.",
            )
        })?;
    if row.service_id != service.id {
        // Outcomes belong to their service.
        row.disposition_id = None;
    }
    row.service_id = service.id;
    let line = SystemLine::Transferred {
        from: name(tx, ctx, giver)?,
        to_agent: None,
        to_service: Some(service.name),
        note,
    };
    let mut gone = give_away(tx, env, ctx, &mut row, giver, line)?;
    gone.push(giver);
    publish(tx, env, ctx, &row, &gone)
}

fn to_agent(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut row: InteractionRow,
    giver: UserId,
    agent: UserId,
    note: Option<String>,
) -> Result<(), Refusal> {
    if agent == giver {
        return Err(Refusal::field(
            "agent_id",
            "unknown",
            "You hold this chat yourself: choose a colleague.",
        ));
    }
    let target = targets::agent(tx.as_read(), ctx, agent)?.ok_or_else(|| {
        Refusal::field(
            "agent_id",
            "unknown",
            "There is no such agent: choose one from the list.",
        )
    })?;
    if let Some(why) = &target.why_not {
        return Err(Refusal::conflict(
            "agent_unavailable",
            format!(
                "{} cannot take it now: {why}. Choose a service or a colleague with room.",
                target.agent.name
            ),
        ));
    }
    let line = SystemLine::Transferred {
        from: name(tx, ctx, giver)?,
        to_agent: Some(target.agent.name),
        to_service: None,
        note,
    };
    let mut gone = give_away(tx, env, ctx, &mut row, giver, line)?;
    gone.push(giver);
    row.reserved_agent_id = Some(agent);
    tx.save_interaction(ctx, &mut row)?;
    publish(tx, env, ctx, &row, &gone)?;
    if !offer_reserved(tx, env, ctx, row.id, agent, By::Colleague)? {
        return Err(Refusal::conflict(
            "agent_unavailable",
            "The colleague cannot take it now. Choose a service or a colleague with room.",
        ));
    }
    Ok(())
}

/// Takes the chat out of the giver's hands into the queue; says who took part in it until now.
fn give_away(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &mut InteractionRow,
    giver: UserId,
    line: SystemLine,
) -> Result<Vec<UserId>, Refusal> {
    let waited_ms = lifecycle::waited_ms(tx.as_read(), ctx, row, env.now)?;
    row.queued_at = env.now.plus_ms(-waited_ms);
    lifecycle::requeue(tx, env, ctx, row, Outcome::Transferred)?;
    messages::system_line(tx, env, ctx, row.thread_id, row.id, line, env.now)?;
    let gone = together::over(tx, env, ctx, row)?;
    presence::state::refresh_idle(tx, env, ctx, giver)?;
    Ok(gone)
}

pub(crate) fn checked_note(note: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(note) = note.map(str::trim).filter(|note| !note.is_empty()) else {
        return Ok(None);
    };
    let length = note.chars().count();
    if length > MAX_TRANSFER_NOTE {
        return Err(Refusal::field(
            "note",
            "too_long",
            format!("The note may have at most {MAX_TRANSFER_NOTE} characters; this one has {length}."),
        ));
    }
    Ok(Some(note.to_owned()))
}

fn name(tx: &dyn Tx, ctx: &TenantCtx, user: UserId) -> Result<String, Refusal> {
    Ok(tx.user(ctx, user)?.map(|user| user.name).unwrap_or_default())
}
