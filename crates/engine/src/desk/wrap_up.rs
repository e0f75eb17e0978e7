//! After-call work: outcome, note, more time, finish; and what happens when its time is up.

use parlance_api::{
    config::DispositionKind,
    interaction::{InteractionView, WrapUp},
};
use parlance_core::{
    DispositionId, InteractionId, TenantCtx, UserId, interaction::InteractionState, message::SystemLine,
};
use parlance_store::{
    Signal, Tx,
    interactions::InteractionRow,
    segments::Outcome,
    services::{DispositionRow, ServiceRow},
};

use super::{MAX_EXTENSION_MS, MAX_WRAP_UP_NOTE};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    identity::Person,
    interactions::{NOT_FOUND, get, held, lifecycle, publish},
    messages, presence,
    views::interaction_view,
};

/// The code of the system disposition for after-call work that ran out of time without an outcome.
const NONE_GIVEN: &str = "none_given";

impl Engine {
    /// Saves outcome and note, extends or finishes after-call work. Outcome and note can be written while the chat is
    /// still active; more time and finishing belong to after-call work.
    pub async fn wrap_up(
        &self,
        who: &Person,
        id: InteractionId,
        command: WrapUp,
    ) -> Result<InteractionView, UseCaseError> {
        let (ctx, user) = (who.ctx, who.user_id);
        self.write(move |tx, env| wrap_up(tx, env, &ctx, user, id, &command))
            .await
    }
}

fn wrap_up(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
    id: InteractionId,
    command: &WrapUp,
) -> Result<InteractionView, Refusal> {
    let mut row = held(tx.as_read(), ctx, user, id)?;
    if row.state == InteractionState::Closed && says_nothing_new(&row, command) {
        return Ok(interaction_view(tx.as_read(), env, ctx, &row)?);
    }
    let working = match row.state {
        InteractionState::AfterCallWork => true,
        InteractionState::Active => false,
        InteractionState::Closed => {
            return Err(Refusal::conflict(
                "already_finished",
                "The after-call work of this chat is finished; its outcome can no longer be changed.",
            ));
        }
        InteractionState::Queued | InteractionState::Offered => return Err(NOT_FOUND),
    };
    if !working && (command.finish || command.extend_ms.is_some()) {
        return Err(Refusal::conflict(
            "not_ended",
            "This chat is still active. End it first; then its after-call work can be extended and finished.",
        ));
    }
    let service = tx.service(ctx, row.service_id)?.ok_or(NOT_FOUND)?;
    if let Some(id) = command.disposition_id {
        row.disposition_id = Some(chosen(&service, row.disposition_id, id)?);
    }
    if let Some(note) = &command.note {
        row.wrap_up_note = checked_note(note)?;
    }
    if let Some(more) = command.extend_ms {
        extend(&mut row, more)?;
        tx.signal(Signal::Timers);
    }
    if !command.finish {
        tx.save_interaction(ctx, &mut row)?;
        publish(tx, env, ctx, &row, &[])?;
        return Ok(interaction_view(tx.as_read(), env, ctx, &row)?);
    }
    if service.disposition_required && row.disposition_id.is_none() {
        return Err(Refusal::field(
            "disposition_id",
            "missing",
            format!("Choose a disposition: {} requires one.", service.name),
        ));
    }
    finish(tx, env, ctx, &mut row, user, Outcome::Finished)?;
    Ok(interaction_view(tx.as_read(), env, ctx, &row)?)
}

/// The limit of after-call work has passed: it closes with what was written, and with the system's disposition when
/// none was chosen.
pub(crate) fn time_is_up(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: InteractionId,
) -> Result<(), Refusal> {
    let mut row = get(tx.as_read(), ctx, id)?;
    let over = row.after_call_work_until.is_some_and(|until| until <= env.now);
    let (InteractionState::AfterCallWork, true, Some(agent)) = (row.state, over, row.agent_id) else {
        return Ok(());
    };
    if row.disposition_id.is_none() {
        row.disposition_id = tx
            .service(ctx, row.service_id)?
            .and_then(|service| none_given(&service));
    }
    finish(tx, env, ctx, &mut row, agent, Outcome::TimeUp)
}

fn finish(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    row: &mut InteractionRow,
    agent: UserId,
    outcome: Outcome,
) -> Result<(), Refusal> {
    lifecycle::finish(tx, env, ctx, row, outcome)?;
    let disposition = match row.disposition_id {
        Some(id) => tx.disposition(ctx, id)?.map(|disposition| disposition.name),
        None => None,
    };
    let line = SystemLine::Finished { disposition };
    messages::system_line(tx, env, ctx, row.thread_id, row.id, line, env.now)?;
    publish(tx, env, ctx, row, &[])?;
    presence::state::refresh_idle(tx, env, ctx, agent)
}

/// A repeated finish, whose first answer got lost, says what is stored already.
fn says_nothing_new(row: &InteractionRow, command: &WrapUp) -> bool {
    command.finish
        && command
            .disposition_id
            .is_none_or(|id| row.disposition_id == Some(id))
        && command
            .note
            .as_ref()
            .is_none_or(|note| note.trim_end() == row.wrap_up_note)
}

fn current(service: &ServiceRow) -> impl Iterator<Item = &DispositionRow> {
    service
        .dispositions
        .iter()
        .filter(|disposition| disposition.removed_at.is_none())
}

/// An outcome that agents may choose. The one chosen before stays valid when it was removed meanwhile.
fn chosen(
    service: &ServiceRow,
    before: Option<DispositionId>,
    id: DispositionId,
) -> Result<DispositionId, Refusal> {
    let found = current(service)
        .any(|disposition| disposition.id == id && disposition.kind != DispositionKind::System);
    if found || before == Some(id) {
        return Ok(id);
    }
    Err(Refusal::field(
        "disposition_id",
        "unknown",
        format!(
            "This is not a disposition of {}: choose one from its list.",
            service.name
        ),
    ))
}

fn none_given(service: &ServiceRow) -> Option<DispositionId> {
    current(service)
        .filter(|disposition| disposition.kind == DispositionKind::System)
        .find(|disposition| disposition.code.as_deref() == Some(NONE_GIVEN))
        .map(|disposition| disposition.id)
}

fn checked_note(note: &str) -> Result<String, Refusal> {
    let length = note.chars().count();
    if length > MAX_WRAP_UP_NOTE {
        return Err(Refusal::field(
            "note",
            "too_long",
            format!("The note may have at most {MAX_WRAP_UP_NOTE} characters; this one has {length}."),
        ));
    }
    Ok(note.trim_end().to_owned())
}

fn extend(row: &mut InteractionRow, more_ms: i64) -> Result<(), Refusal> {
    let left_ms = MAX_EXTENSION_MS - row.after_call_work_extended_ms;
    if more_ms < 1 || more_ms > left_ms {
        return Err(Refusal::field(
            "extend_ms",
            "out_of_range",
            format!(
                "After-call work can be extended by {} minutes in all; {} seconds of them are left.",
                MAX_EXTENSION_MS / 60_000,
                left_ms / 1000
            ),
        ));
    }
    row.after_call_work_extended_ms += more_ms;
    row.after_call_work_until = row.after_call_work_until.map(|until| until.plus_ms(more_ms));
    Ok(())
}
