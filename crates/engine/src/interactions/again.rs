//! Writing to a customer again after their interaction has ended: a new interaction, begun by the agent.

use parlance_api::interaction::InteractionView;
use parlance_core::{
    InteractionId, SegmentId,
    interaction::{InteractionState, SegmentKind},
    message::SystemLine,
    permission::Right,
    window::Way,
};
use parlance_store::{Tx, interactions::InteractionRow, segments::SegmentRow};

use super::{NOT_FOUND, get, number, publish, readable};
use crate::{
    Engine, Env, Refusal, UseCaseError, control,
    desk::targets,
    identity::{Caller, Person},
    messages, outbound, presence,
    views::interaction_view,
};

impl Engine {
    /// Opens a new interaction with the customer of one that has ended, held by the person: those who held it may, and
    /// those who supervise.
    ///
    /// Refuses with `not_ended`, `not_yours`, `open_already`, `agent_unavailable`, and as sending would: with
    /// `window_closed`, `person_permission`, `only_comments` or `held_elsewhere`.
    pub async fn write_again(
        &self,
        who: &Person,
        id: InteractionId,
    ) -> Result<InteractionView, UseCaseError> {
        let who = who.clone();
        self.write(move |tx, env| {
            let row = open(tx, env, &who, id)?;
            Ok(interaction_view(tx.as_read(), env, &who.ctx, &row)?)
        })
        .await
    }
}

fn open(tx: &mut dyn Tx, env: &Env<'_>, who: &Person, id: InteractionId) -> Result<InteractionRow, Refusal> {
    let ctx = &who.ctx;
    let before = readable(tx.as_read(), &Caller::Person(who.clone()), id)?;
    may(tx, who, &before)?;
    let thread = tx.thread(ctx, before.thread_id)?.ok_or(NOT_FOUND)?;
    if let Some(open) = thread.open_interaction_id {
        return Err(open_already(tx, who, open)?);
    }
    messages::must_have_address(&thread)?;
    control::must_be_ours(&thread)?;
    outbound::must_be_open(tx.as_read(), env, ctx, &thread, Way::Answer)?;
    let row = InteractionRow {
        id: InteractionId::new(env.now, env.id_bytes()),
        number: number(env, tx.next_interaction_no(ctx)?),
        state: InteractionState::Active,
        agent_id: Some(who.user_id),
        reserved_agent_id: None,
        reserved_until: None,
        class_no: 0,
        started_at: env.now,
        queued_at: env.now,
        accepted_at: Some(env.now),
        first_answer_at: None,
        ended_at: None,
        ended_by: None,
        closed_at: None,
        after_call_work_until: None,
        after_call_work_extended_ms: 0,
        unread: 0,
        waiting_since: None,
        failed_messages: 0,
        disposition_id: None,
        wrap_up_note: String::new(),
        version: 1,
        ..before.clone()
    };
    tx.insert_interaction(ctx, &row)?;
    tx.set_open_interaction(ctx, thread.id, Some(row.id))?;
    let segment = SegmentRow {
        id: SegmentId::new(env.now, env.id_bytes()),
        interaction_id: row.id,
        kind: SegmentKind::Talk,
        service_id: row.service_id,
        agent_id: row.agent_id,
        started_at: env.now,
        ended_at: None,
        outcome: None,
    };
    tx.insert_segment(ctx, &segment)?;
    let line = SystemLine::WrittenAgain {
        agent: who.name.clone(),
        number: before.number,
    };
    messages::system_line(tx, env, ctx, thread.id, row.id, line, env.now)?;
    publish(tx, env, ctx, &row, &[])?;
    presence::state::refresh_idle(tx, env, ctx, who.user_id)?;
    Ok(row)
}

/// Who held it, or supervises, writes again after its end, with room for it.
fn may(tx: &dyn Tx, who: &Person, row: &InteractionRow) -> Result<(), Refusal> {
    let ctx = &who.ctx;
    if row.state.is_open() {
        return Err(Refusal::conflict(
            "not_ended",
            "This conversation has not ended: answer in it.",
        ));
    }
    let held = row.agent_id == Some(who.user_id) || tx.was_held_by(ctx, row.id, who.user_id)?;
    if !held && !who.can(Right::Supervise) {
        return Err(Refusal::conflict(
            "not_yours",
            "Only an agent who held this conversation, or a supervisor, writes to its customer again.",
        ));
    }
    let agent = targets::agent(tx.as_read(), ctx, who.user_id)?
        .ok_or(NOT_FOUND)?
        .agent;
    if agent.held >= agent.room {
        let message = format!(
            "You hold {} of {} chats: finish one of them first.",
            agent.held, agent.room
        );
        return Err(Refusal::conflict("agent_unavailable", message));
    }
    Ok(())
}

/// The customer is in a newer interaction already.
fn open_already(tx: &dyn Tx, who: &Person, open: InteractionId) -> Result<Refusal, Refusal> {
    let row = get(tx.as_read(), &who.ctx, open)?;
    let names = tx.interaction_names(&who.ctx, open)?;
    let holder = names.and_then(|names| names.agent);
    let message = match holder {
        _ if row.agent_id == Some(who.user_id) => {
            format!(
                "You hold a newer conversation with this customer: {}.",
                row.number
            )
        }
        Some(agent) => format!(
            "{agent} holds a newer conversation with this customer: {}.",
            row.number
        ),
        None => format!(
            "A newer conversation with this customer waits for an agent: {}.",
            row.number
        ),
    };
    Ok(Refusal::conflict("open_already", message))
}
