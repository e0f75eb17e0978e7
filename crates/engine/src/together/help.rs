//! Calling a supervisor for help.

use parlance_api::{
    interaction::InteractionView,
    together::{CallForHelp, HelpCalls},
};
use parlance_core::{
    InteractionId, TenantCtx, UserId, interaction::InteractionState, message::SystemLine, permission::Right,
};
use parlance_store::{Tx, interactions::InteractionRow, participants::HelpCall};

use super::{changed, name};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    desk::checked_note,
    identity::{Caller, Person},
    interactions::{NOT_FOUND, access::writes, get, readable},
    messages,
    views::interaction_view,
};

/// Calls in the list, at most.
const MOST: u32 = 200;

impl Engine {
    /// Calls the supervisors of one's team for help with a conversation (all who supervise, where it has none).
    pub async fn call_for_help(
        &self,
        who: &Person,
        id: InteractionId,
        call: CallForHelp,
    ) -> Result<InteractionView, UseCaseError> {
        let who = who.clone();
        self.write(move |tx, env| flag(tx, env, &who, id, &call)).await
    }

    /// Ends a call for help: the one who called needs it no more, or somebody who supervises has answered.
    pub async fn end_call_for_help(
        &self,
        who: &Person,
        id: InteractionId,
    ) -> Result<InteractionView, UseCaseError> {
        let who = who.clone();
        self.write(move |tx, env| {
            let ctx = &who.ctx;
            let row = readable(tx.as_read(), &Caller::Person(who.clone()), id)?;
            if !who.can(Right::Supervise) && !writes(tx.as_read(), ctx, who.user_id, &row)? {
                return Err(NOT_FOUND);
            }
            if answered(tx, env, ctx, &row, who.user_id)? {
                changed(tx, env, ctx, row, &[])?;
            }
            let row = get(tx.as_read(), ctx, id)?;
            Ok(interaction_view(tx.as_read(), env, ctx, &row)?)
        })
        .await
    }

    /// Conversations with a call for help, the longest calling first.
    pub async fn calls_for_help(&self, who: &Person) -> Result<HelpCalls, UseCaseError> {
        let ctx = who.ctx;
        self.read(move |read, env| {
            let mut items = Vec::new();
            for id in read.calls_for_help(&ctx, MOST)? {
                let row = get(read, &ctx, id)?;
                items.push(interaction_view(read, env, &ctx, &row)?);
            }
            Ok(HelpCalls { items })
        })
        .await
    }
}

fn flag(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    who: &Person,
    id: InteractionId,
    call: &CallForHelp,
) -> Result<InteractionView, Refusal> {
    let ctx = &who.ctx;
    let row = readable(tx.as_read(), &Caller::Person(who.clone()), id)?;
    if row.state != InteractionState::Active || !writes(tx.as_read(), ctx, who.user_id, &row)? {
        return Err(Refusal::conflict(
            "not_yours",
            "Only those who answer an active chat call for help with it.",
        ));
    }
    let text = checked_note(call.text.as_deref())?;
    let team = match tx
        .agent_person(ctx, who.user_id)?
        .and_then(|person| person.team_id)
    {
        Some(team) => tx.team(ctx, team)?,
        None => None,
    };
    let call = HelpCall {
        user_id: who.user_id,
        name: who.name.clone(),
        text: text.clone(),
        called: team.map(|team| team.supervisor_ids).unwrap_or_default(),
        at: env.now,
    };
    tx.call_for_help(ctx, id, &call)?;
    let line = SystemLine::Help {
        agent: who.name.clone(),
        wanted: true,
        text,
    };
    messages::system_line(tx, env, ctx, row.thread_id, row.id, line, env.now)?;
    changed(tx, env, ctx, row, &[])?;
    let row = get(tx.as_read(), ctx, id)?;
    Ok(interaction_view(tx.as_read(), env, ctx, &row)?)
}

/// Somebody who supervises and did not call themselves wrote a note: that answers a call for help.
pub(crate) fn note_written(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    who: &Person,
    row: &InteractionRow,
) -> Result<(), Refusal> {
    let ctx = &who.ctx;
    if !who.can(Right::Supervise) {
        return Ok(());
    }
    let call = tx.interaction_names(ctx, row.id)?.and_then(|names| names.help);
    if call.is_some_and(|call| call.user_id != who.user_id) && answered(tx, env, ctx, row, who.user_id)? {
        let row = get(tx.as_read(), ctx, row.id)?;
        changed(tx, env, ctx, row, &[])?;
    }
    Ok(())
}

/// Ends a call for help, if there is one; the event is the caller's.
pub(super) fn answered(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &InteractionRow,
    by: UserId,
) -> Result<bool, Refusal> {
    if !tx.end_call_for_help(ctx, row.id)? {
        return Ok(false);
    }
    let line = SystemLine::Help {
        agent: name(tx.as_read(), ctx, by)?,
        wanted: false,
        text: None,
    };
    messages::system_line(tx, env, ctx, row.thread_id, row.id, line, env.now)?;
    Ok(true)
}
