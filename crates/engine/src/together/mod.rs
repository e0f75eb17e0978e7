//! Several agents in one conversation: one owner, colleagues who advise or write too, supervisors who read along, and
//! calls for help. What somebody may see and do by their part ends with it.

mod ask;
mod change;
mod help;

pub(crate) use change::pass;
pub(crate) use help::note_written;

use parlance_api::together::{HelpView, ParticipantView};
use parlance_core::{
    InteractionId, TenantCtx, Timestamp, UserId,
    message::SystemLine,
    participant::{PartChange, ParticipantRole, ParticipantState, ParticipantStep},
};
use parlance_store::{
    Read, Signal, Tx,
    interactions::InteractionRow,
    participants::{HelpCall, NamedParticipant, ParticipantRow},
};

use crate::{
    Env, Refusal,
    interactions::{get, publish},
    messages, presence,
};

/// How others who take part are shown.
pub(crate) fn part_view(part: NamedParticipant) -> ParticipantView {
    ParticipantView {
        user_id: part.row.user_id,
        name: part.name,
        role: part.row.role,
        state: part.row.state,
        asked_by: part.asked_by,
        text: part.row.text,
        since: part.row.began_at,
        work_until: part.row.work_until,
    }
}

/// How a call for help is shown.
pub(crate) fn help_view(call: HelpCall) -> HelpView {
    HelpView {
        user_id: call.user_id,
        name: call.name,
        text: call.text,
        called: call.called,
        since: call.at,
    }
}

/// The interaction is over for its customer: members have after-call work until a moment, everybody else's part is
/// over, and so is a call for help. Says whose part is over.
pub(crate) fn over_for_customer(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &InteractionRow,
    work_until: Option<Timestamp>,
) -> Result<Vec<UserId>, Refusal> {
    let work = work_until.is_some();
    end_all(tx, env, ctx, row, ParticipantStep::End { work }, work_until)
}

/// The interaction leaves its owner's hands: every part in it is over. Says whose.
pub(crate) fn over(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &InteractionRow,
) -> Result<Vec<UserId>, Refusal> {
    end_all(tx, env, ctx, row, ParticipantStep::Leave, None)
}

fn end_all(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &InteractionRow,
    step: ParticipantStep,
    work_until: Option<Timestamp>,
) -> Result<Vec<UserId>, Refusal> {
    tx.end_call_for_help(ctx, row.id)?;
    let mut gone = Vec::new();
    for part in tx.participants(ctx, row.id)? {
        let mut part = part.row;
        if take(tx, env, ctx, &mut part, step)? == ParticipantState::Over {
            gone.push(part.user_id);
        } else {
            part.work_until = work_until;
            tx.save_participant(ctx, &part)?;
            tx.signal(Signal::Timers);
        }
        if part.takes_room {
            presence::state::refresh_idle(tx, env, ctx, part.user_id)?;
        }
    }
    Ok(gone)
}

/// Takes a step with a part and stores it; a step that is not possible is refused.
fn take(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    part: &mut ParticipantRow,
    step: ParticipantStep,
) -> Result<ParticipantState, Refusal> {
    part.state = part.state.step(part.role, step).ok_or_else(|| {
        Refusal::conflict(
            "wrong_state",
            "This is not possible now: the part has changed meanwhile.",
        )
    })?;
    match part.state {
        ParticipantState::Over => part.ended_at = Some(env.now.max(part.began_at)),
        ParticipantState::Joined => part.joined_at = Some(env.now),
        ParticipantState::Asked | ParticipantState::AfterCallWork => {}
    }
    tx.save_participant(ctx, part)?;
    Ok(part.state)
}

/// Somebody is gone: all their parts are over. Their own state is the caller's.
pub(crate) fn gone(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, user: UserId) -> Result<(), Refusal> {
    for row in tx.shared_interactions(ctx, user)? {
        leave(tx, env, ctx, row, user)?;
    }
    Ok(())
}

/// The time of a participant's after-call work is up.
pub(crate) fn time_is_up(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: InteractionId,
    user: UserId,
) -> Result<(), Refusal> {
    let due = |part: &ParticipantRow| {
        part.state == ParticipantState::AfterCallWork && part.work_until.is_some_and(|at| at <= env.now)
    };
    if tx.participation(ctx, id, user)?.filter(due).is_none() {
        return Ok(());
    }
    let row = get(tx.as_read(), ctx, id)?;
    leave(tx, env, ctx, row, user)?;
    presence::state::refresh_idle(tx, env, ctx, user)
}

/// Ends somebody's part of their own accord; their state is the caller's.
fn leave(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: InteractionRow,
    user: UserId,
) -> Result<(), Refusal> {
    let Some(mut part) = tx.participation(ctx, row.id, user)? else {
        return Ok(());
    };
    let change = match part.state {
        ParticipantState::Asked => Some(PartChange::Declined),
        ParticipantState::Joined => Some(PartChange::Left),
        ParticipantState::AfterCallWork | ParticipantState::Over => None,
    };
    take(tx, env, ctx, &mut part, ParticipantStep::Leave)?;
    if let Some(change) = change {
        tell(tx, env, ctx, &row, &part, change, None)?;
    }
    tx.signal(Signal::Dispatch(ctx.tenant_id()));
    changed(tx, env, ctx, row, &[user])
}

/// Writes into the transcript what happened to a part. Of those who only read along nothing is written.
fn tell(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &InteractionRow,
    part: &ParticipantRow,
    change: PartChange,
    by: Option<UserId>,
) -> Result<(), Refusal> {
    if part.role == ParticipantRole::Observer && !matches!(change, PartChange::TookOver | PartChange::Given) {
        return Ok(());
    }
    let line = SystemLine::Part {
        agent: name(tx.as_read(), ctx, part.user_id)?,
        role: part.role,
        change,
        by: by.map(|by| name(tx.as_read(), ctx, by)).transpose()?,
        text: part.text.clone().filter(|_| change == PartChange::Asked),
    };
    messages::system_line(tx, env, ctx, row.thread_id, row.id, line, env.now)?;
    Ok(())
}

/// Gives the interaction its next version and tells all who may see it, and those who could until now.
fn changed(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut row: InteractionRow,
    also: &[UserId],
) -> Result<(), Refusal> {
    tx.save_interaction(ctx, &mut row)?;
    publish(tx, env, ctx, &row, also)
}

/// Who becomes the owner when the owner is gone: the member at a connected desktop who came first.
pub(crate) fn successor(
    read: &dyn Read,
    ctx: &TenantCtx,
    id: InteractionId,
) -> Result<Option<UserId>, Refusal> {
    for part in read.participants(ctx, id)? {
        let agent = read.agent(ctx, part.row.user_id)?;
        if part.row.state.writes(part.row.role) && part.row.takes_room && agent.is_some_and(|it| it.connected)
        {
            return Ok(Some(part.row.user_id));
        }
    }
    Ok(None)
}

fn name(read: &dyn Read, ctx: &TenantCtx, user: UserId) -> Result<String, Refusal> {
    Ok(read.user(ctx, user)?.map(|user| user.name).unwrap_or_default())
}
