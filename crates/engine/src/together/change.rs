//! Joining, leaving, taking over.

use parlance_api::{
    interaction::InteractionView,
    together::{ChangePart, PartStep},
};
use parlance_core::{
    InteractionId, TenantCtx, UserId,
    interaction::InteractionState,
    participant::{PartChange, ParticipantRole, ParticipantState, ParticipantStep},
    permission::Right,
};
use parlance_store::{
    Read, Tx, interactions::InteractionRow, participants::ParticipantRow, segments::Outcome,
};

use super::{changed, help, leave, take, tell};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    desk::targets,
    identity::Person,
    interactions::{NOT_FOUND, get, held, lifecycle, publish},
    presence,
    views::interaction_view,
};

impl Engine {
    /// Joins, leaves or takes over a conversation in which one takes part; its owner takes others out, or gives it to
    /// one who has joined.
    ///
    /// Refuses with `wrong_state` or `agent_unavailable`.
    pub async fn change_part(
        &self,
        who: &Person,
        id: InteractionId,
        change: ChangePart,
    ) -> Result<InteractionView, UseCaseError> {
        let who = who.clone();
        self.write(move |tx, env| step(tx, env, &who, id, &change)).await
    }
}

fn step(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    who: &Person,
    id: InteractionId,
    change: &ChangePart,
) -> Result<InteractionView, Refusal> {
    let ctx = &who.ctx;
    let user = change.user_id.unwrap_or(who.user_id);
    let row = match change.step {
        PartStep::Join | PartStep::Leave | PartStep::TakeOver => get(tx.as_read(), ctx, id)?,
        PartStep::Remove | PartStep::Give => held(tx.as_read(), ctx, who.user_id, id)?,
    };
    let own = user == who.user_id;
    let by_owner = matches!(change.step, PartStep::Remove | PartStep::Give);
    let part = tx.participation(ctx, id, user)?.filter(|_| own != by_owner);
    let mut part = part.ok_or(NOT_FOUND)?;
    match change.step {
        PartStep::Join => {
            join(tx, env, who, &row, &mut part)?;
            changed(tx, env, ctx, row, &[])?;
        }
        PartStep::Leave => {
            leave(tx, env, ctx, row, user)?;
            presence::state::refresh_idle(tx, env, ctx, user)?;
        }
        PartStep::Remove => {
            take(tx, env, ctx, &mut part, ParticipantStep::Leave)?;
            tell(tx, env, ctx, &row, &part, PartChange::Removed, Some(who.user_id))?;
            changed(tx, env, ctx, row, &[user])?;
            presence::state::refresh_idle(tx, env, ctx, user)?;
        }
        PartStep::TakeOver => hand(tx, env, ctx, row, &part, None)?,
        PartStep::Give => hand(tx, env, ctx, row, &part, Some(who.user_id))?,
    }
    let row = get(tx.as_read(), ctx, id)?;
    Ok(interaction_view(tx.as_read(), env, ctx, &row)?)
}

/// Somebody joins; when they supervise, a call for help is answered with it. The event is the caller's.
pub(super) fn join(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    who: &Person,
    row: &InteractionRow,
    part: &mut ParticipantRow,
) -> Result<(), Refusal> {
    let ctx = &who.ctx;
    let settings = tx.settings(ctx)?;
    let takes_room = match part.role {
        ParticipantRole::Consulted => settings.consult_takes_room,
        ParticipantRole::Member => settings.conference_takes_room,
        ParticipantRole::Observer => false,
    };
    if takes_room {
        must_have_room(tx.as_read(), ctx, part.user_id, true)?;
    }
    part.takes_room = takes_room;
    take(tx, env, ctx, part, ParticipantStep::Join)?;
    tell(tx, env, ctx, row, part, PartChange::Joined, None)?;
    if part.role != ParticipantRole::Observer && who.can(Right::Supervise) {
        help::answered(tx, env, ctx, row, who.user_id)?;
    }
    presence::state::refresh_idle(tx, env, ctx, part.user_id)
}

fn must_have_room(read: &dyn Read, ctx: &TenantCtx, user: UserId, oneself: bool) -> Result<(), Refusal> {
    let target = targets::agent(read, ctx, user)?.ok_or(NOT_FOUND)?;
    let agent = target.agent;
    if agent.held < agent.room {
        return Ok(());
    }
    let full = format!("{} of {} chats are held", agent.held, agent.room);
    let message = if oneself {
        format!("You have no room for it: {full}.")
    } else {
        format!("{} has no room for it: {full}.", agent.name)
    };
    Err(Refusal::conflict("agent_unavailable", message))
}

/// The conversation goes to one who has joined: they took it, or the owner gave it.
fn hand(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut row: InteractionRow,
    part: &ParticipantRow,
    giver: Option<UserId>,
) -> Result<(), Refusal> {
    let observes = part.role == ParticipantRole::Observer && giver.is_some();
    if part.state != ParticipantState::Joined || row.state != InteractionState::Active || observes {
        return Err(Refusal::conflict(
            "wrong_state",
            "Only an active chat goes to somebody else, and only to one who has joined it.",
        ));
    }
    let to = part.user_id;
    if !part.takes_room {
        must_have_room(tx.as_read(), ctx, to, giver.is_none())?;
    }
    let connected = tx.agent(ctx, to)?.is_some_and(|agent| agent.connected);
    if giver.is_some() && !connected {
        let message = "Their connection is lost: they cannot be given it now.";
        return Err(Refusal::conflict("agent_unavailable", message));
    }
    let former = row.agent_id;
    hand_over(tx, env, ctx, &mut row, to, Outcome::Transferred, giver)?;
    if let Some(former) = former {
        presence::state::refresh_idle(tx, env, ctx, former)?;
    }
    Ok(())
}

/// One who takes part becomes the owner because the owner is gone; the former owner's state is the caller's.
pub(crate) fn pass(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &mut InteractionRow,
    to: UserId,
    outcome: Outcome,
) -> Result<(), Refusal> {
    hand_over(tx, env, ctx, row, to, outcome, None)
}

fn hand_over(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &mut InteractionRow,
    to: UserId,
    outcome: Outcome,
    giver: Option<UserId>,
) -> Result<(), Refusal> {
    let mut part = tx.participation(ctx, row.id, to)?.ok_or(NOT_FOUND)?;
    let former = row.agent_id;
    take(tx, env, ctx, &mut part, ParticipantStep::Leave)?;
    lifecycle::pass(tx, env, ctx, row, to, outcome)?;
    let change = if giver.is_some() {
        PartChange::Given
    } else {
        PartChange::TookOver
    };
    tell(tx, env, ctx, row, &part, change, giver)?;
    let gone: Vec<UserId> = former.into_iter().collect();
    publish(tx, env, ctx, row, &gone)?;
    presence::state::refresh_idle(tx, env, ctx, to)
}
