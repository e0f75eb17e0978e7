//! Moving what waits: another priority, to an agent, to oneself.

use parlance_api::{interaction::InteractionView, routing::Assign};
use parlance_core::{
    InteractionId, TenantCtx, UserId, agent::Availability, message::SystemLine, permission::Right,
};
use parlance_store::{Signal, Tx};
use serde_json::json;

use super::waiting;
use crate::{
    Engine, Env, Refusal, UseCaseError,
    audit::{self, Who},
    desk::targets,
    dispatch::{By, offer, offer_reserved, snapshot},
    identity::{Caller, Person},
    interactions::{get, publish},
    messages,
    views::interaction_view,
};

/// The highest priority.
const MOST: i32 = 100;

impl Engine {
    /// Gives a waiting chat another priority, 0–100; its place in line stays.
    pub async fn set_priority(
        &self,
        who: &Person,
        id: InteractionId,
        priority: i32,
    ) -> Result<InteractionView, UseCaseError> {
        let who = who.clone();
        self.write(move |tx, env| prioritise(tx, env, &who, id, priority))
            .await
    }

    /// Gives a waiting chat to an agent: it rings at them; to oneself: one has it at once. Agents may take chats for
    /// themselves where the service allows it, those who supervise may give any to anybody.
    ///
    /// Refuses with `not_waiting`, `agent_unavailable` or `may_not_pull`.
    pub async fn assign_interaction(
        &self,
        who: &Person,
        id: InteractionId,
        to: Assign,
    ) -> Result<InteractionView, UseCaseError> {
        let who = who.clone();
        self.write(move |tx, env| assign(tx, env, &who, id, to.agent_id))
            .await
    }
}

fn prioritise(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    who: &Person,
    id: InteractionId,
    priority: i32,
) -> Result<InteractionView, Refusal> {
    let ctx = &who.ctx;
    let mut row = waiting(tx.as_read(), ctx, id)?;
    if !(0..=MOST).contains(&priority) {
        let message = format!("A priority is a whole number from 0 to {MOST}.");
        return Err(Refusal::field("priority", "out_of_range", message));
    }
    if row.priority != priority {
        let detail = json!({ "from": row.priority, "to": priority });
        row.priority = priority;
        tx.save_interaction(ctx, &mut row)?;
        publish(tx, env, ctx, &row, &[])?;
        let actor = Who::from(&Caller::Person(who.clone()));
        audit::record(tx, env, ctx, &actor, "interaction.prioritised", id, detail)?;
        tx.signal(Signal::Dispatch(ctx.tenant_id()));
    }
    Ok(interaction_view(tx.as_read(), env, ctx, &row)?)
}

fn assign(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    who: &Person,
    id: InteractionId,
    agent: UserId,
) -> Result<InteractionView, Refusal> {
    let ctx = &who.ctx;
    let mut row = waiting(tx.as_read(), ctx, id)?;
    let oneself = agent == who.user_id;
    if !who.can(Right::Supervise) {
        may_pull(tx, env, who, id, oneself)?;
    }
    let target = targets::agent(tx.as_read(), ctx, agent)?.ok_or_else(|| {
        Refusal::field(
            "agent_id",
            "unknown",
            "There is no such agent: choose one from the list.",
        )
    })?;
    let unavailable = |why: &str| {
        let message = if oneself {
            format!("You cannot take it now: {why}.")
        } else {
            format!("{} cannot take it now: {why}.", target.agent.name)
        };
        Err(Refusal::conflict("agent_unavailable", message))
    };
    // Who takes a chat themselves need not be Ready for more.
    let view = &target.agent;
    let chooses =
        oneself && view.availability == Availability::NotReady && view.connected && view.held < view.room;
    if let Some(why) = target.why_not.as_ref().filter(|_| !chooses) {
        return unavailable(why);
    }
    row.reserved_agent_id = Some(agent);
    row.reserved_until = None;
    tx.save_interaction(ctx, &mut row)?;
    if !oneself {
        let line = SystemLine::Transferred {
            from: who.name.clone(),
            to_agent: Some(target.agent.name.clone()),
            to_service: None,
            note: None,
        };
        messages::system_line(tx, env, ctx, row.thread_id, row.id, line, env.now)?;
    }
    publish(tx, env, ctx, &row, &[])?;
    let by = if oneself { By::Oneself } else { By::Supervisor };
    if !offer_reserved(tx, env, ctx, id, agent, by)? {
        return unavailable("something has just changed");
    }
    if oneself && let Some(made) = tx.pending_offer(ctx, id)? {
        offer::accept(tx, env, ctx, made)?;
    }
    let row = get(tx.as_read(), ctx, id)?;
    Ok(interaction_view(tx.as_read(), env, ctx, &row)?)
}

/// An agent takes a chat for themselves: the service allows it, and their team and skills are enough.
fn may_pull(
    tx: &dyn Tx,
    env: &Env<'_>,
    who: &Person,
    id: InteractionId,
    oneself: bool,
) -> Result<(), Refusal> {
    let ctx: &TenantCtx = &who.ctx;
    let row = get(tx.as_read(), ctx, id)?;
    let open = tx
        .service(ctx, row.service_id)?
        .is_some_and(|service| service.may_pull);
    let person = tx.agent_person(ctx, who.user_id)?;
    let kept_for_another = row.reserved_agent_id.is_some_and(|kept| kept != who.user_id);
    let fits = match person {
        Some(person) if open && oneself && !kept_for_another => {
            snapshot::is_good_enough(tx.as_read(), env, ctx, &person, &row)?
        }
        _ => false,
    };
    if fits {
        return Ok(());
    }
    Err(Refusal::conflict(
        "may_not_pull",
        "This chat is not yours to take: its service gives chats out by itself, or asks for other teams and skills.",
    ))
}
