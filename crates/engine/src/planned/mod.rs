//! What agents plan for a moment: messages that go out later, and reminders of their own.

mod come;

pub(crate) use come::come;

use parlance_api::planned::{NewPlanned, PlannedList, PlannedPatch, PlannedView};
use parlance_core::{
    InteractionId, PlannedId, TenantCtx, Timestamp, UserId,
    event::{Audience, EventKind},
    interaction::InteractionState,
    planned::{PlannedKind, PlannedState, PlannedStep},
};
use parlance_store::{Read, Tx, interactions::InteractionRow, planned::PlannedRow};

use crate::{
    Engine, Env, Refusal, UseCaseError,
    identity::{Caller, Person},
    interactions,
    messages::MAX_TEXT_CHARS,
    outbound,
    views::interaction::contact_name,
};

/// What one person has planned, at most.
const MOST: u32 = 200;
/// Longest text of a reminder, characters.
const MAX_REMINDER_CHARS: usize = 500;
/// So far ahead one can plan, milliseconds.
const FARTHEST_MS: i64 = 366 * 24 * 3_600_000;
const NOT_FOUND: Refusal = Refusal::not_found("This planned message or reminder");

impl Engine {
    /// What a person has planned and is not over, the nearest first.
    pub async fn planned(&self, person: &Person) -> Result<PlannedList, UseCaseError> {
        let (ctx, user) = (person.ctx, person.user_id);
        self.read(move |read, _| {
            Ok(PlannedList {
                items: list(read, &ctx, user)?,
            })
        })
        .await
    }

    /// Plans a message or a reminder. A message must come while the customer may be answered; that is looked at once
    /// more when it goes out.
    pub async fn plan(
        &self,
        person: &Person,
        id: InteractionId,
        new: NewPlanned,
    ) -> Result<PlannedView, UseCaseError> {
        let person = person.clone();
        self.write(move |tx, env| plan(tx, env, &person, id, new)).await
    }

    /// Changes words or moment of what was planned, or answers a reminder.
    pub async fn change_planned(
        &self,
        person: &Person,
        id: PlannedId,
        patch: PlannedPatch,
    ) -> Result<PlannedView, UseCaseError> {
        let person = person.clone();
        self.write(move |tx, env| change(tx, env, &person, id, patch))
            .await
    }

    /// Gives up what was planned.
    pub async fn cancel_planned(&self, person: &Person, id: PlannedId) -> Result<(), UseCaseError> {
        let person = person.clone();
        self.write(move |tx, env| {
            let row = own(tx.as_read(), &person, id)?;
            step(tx, env, &person.ctx, row, PlannedStep::Cancel).map(drop)
        })
        .await
    }
}

/// What somebody has planned and is not over, the nearest first.
pub(crate) fn list(read: &dyn Read, ctx: &TenantCtx, user: UserId) -> Result<Vec<PlannedView>, Refusal> {
    let rows = read.planned_of(ctx, user, MOST)?;
    rows.into_iter().map(|row| view(read, ctx, row)).collect()
}

/// Somebody's own; another person's looks like one that does not exist.
fn own(read: &dyn Read, person: &Person, id: PlannedId) -> Result<PlannedRow, Refusal> {
    read.planned(&person.ctx, id)?
        .filter(|row| row.author_id == person.user_id)
        .ok_or(NOT_FOUND)
}

fn plan(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    person: &Person,
    id: InteractionId,
    new: NewPlanned,
) -> Result<PlannedView, Refusal> {
    let ctx = &person.ctx;
    let interaction = interactions::readable(tx.as_read(), &Caller::Person(person.clone()), id)?;
    if tx.planned_of(ctx, person.user_id, MOST)?.len() >= MOST as usize {
        let message = format!("You have planned {MOST} things already: finish some of them first.");
        return Err(Refusal::conflict("too_many", message));
    }
    let row = PlannedRow {
        id: PlannedId::new(env.now, env.id_bytes()),
        kind: new.kind,
        author_id: person.user_id,
        interaction_id: id,
        text: new.text.trim().to_owned(),
        due_at: new.due_at,
        state: PlannedState::Waiting,
        problem: None,
        created_at: env.now,
        version: 1,
    };
    check(tx.as_read(), env, ctx, &interaction, &row)?;
    tx.insert_planned(ctx, &row)?;
    publish(tx, env, ctx, row)
}

fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    person: &Person,
    id: PlannedId,
    patch: PlannedPatch,
) -> Result<PlannedView, Refusal> {
    let ctx = &person.ctx;
    let mut row = own(tx.as_read(), person, id)?;
    if patch.done == Some(true) {
        return step(tx, env, ctx, row, PlannedStep::Answer);
    }
    if let Some(text) = patch.text {
        text.trim().clone_into(&mut row.text);
    }
    row.due_at = patch.due_at.unwrap_or(row.due_at);
    let interaction = interactions::get(tx.as_read(), ctx, row.interaction_id)?;
    check(tx.as_read(), env, ctx, &interaction, &row)?;
    row.problem = None;
    step(tx, env, ctx, row, PlannedStep::Change)
}

/// Whether it may be planned so.
fn check(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    interaction: &InteractionRow,
    row: &PlannedRow,
) -> Result<(), Refusal> {
    let is_message = row.kind == PlannedKind::Message;
    let most = if is_message {
        MAX_TEXT_CHARS
    } else {
        MAX_REMINDER_CHARS
    };
    if is_message && row.text.is_empty() {
        return Err(Refusal::field("text", "missing", "Write what is to be sent."));
    }
    if row.text.chars().count() > most || row.text.contains('\0') {
        let message = format!("The text has at most {most} characters, none of them U+0000.");
        return Err(Refusal::field("text", "too_long", message));
    }
    let ahead = row.due_at.since_ms(env.now);
    if !(1..=FARTHEST_MS).contains(&ahead) {
        let message = "Choose a moment that is still to come, within a year.";
        return Err(Refusal::field("due_at", "out_of_range", message));
    }
    if !is_message {
        return Ok(());
    }
    must_hold(interaction, row.author_id)?;
    match answered_until(read, env, ctx, interaction)? {
        Some(until) if row.due_at > until => Err(Refusal::field(
            "due_at",
            "after_window",
            "At that moment the customer may not be answered any more: choose an earlier one, or wait until they write \
             again.",
        )),
        _ => Ok(()),
    }
}

/// Only who holds a conversation writes to its customer.
fn must_hold(interaction: &InteractionRow, author: UserId) -> Result<(), Refusal> {
    if interaction.state == InteractionState::Active && interaction.agent_id == Some(author) {
        return Ok(());
    }
    Err(Refusal::conflict(
        "not_yours",
        "Only the agent who holds the conversation can write to the customer.",
    ))
}

/// Until when messages may go out as the conversation stands now; `None`: always.
fn answered_until(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    interaction: &InteractionRow,
) -> Result<Option<Timestamp>, Refusal> {
    let thread = read
        .thread(ctx, interaction.thread_id)?
        .ok_or(interactions::NOT_FOUND)?;
    Ok(outbound::window::of_thread(env.channels, &thread, false).free_until())
}

fn step(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    mut row: PlannedRow,
    step: PlannedStep,
) -> Result<PlannedView, Refusal> {
    row.state = row
        .state
        .step(row.kind, step)
        .ok_or_else(|| Refusal::conflict("over", "This is over: it has happened, or it was given up."))?;
    tx.save_planned(ctx, &mut row)?;
    publish(tx, env, ctx, row)
}

/// Tells its author.
fn publish(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, row: PlannedRow) -> Result<PlannedView, Refusal> {
    let audience = Audience::people([row.author_id]);
    let view = view(tx.as_read(), ctx, row)?;
    interactions::append(tx, env, ctx, EventKind::PlannedChanged, audience, &view)?;
    Ok(view)
}

fn view(read: &dyn Read, ctx: &TenantCtx, row: PlannedRow) -> Result<PlannedView, Refusal> {
    let names = read.interaction_names(ctx, row.interaction_id)?;
    Ok(PlannedView {
        id: row.id,
        kind: row.kind,
        author_id: row.author_id,
        interaction_id: row.interaction_id,
        contact_name: names.as_ref().map(contact_name).unwrap_or_default(),
        text: row.text,
        due_at: row.due_at,
        state: row.state,
        problem: row.problem,
        version: row.version,
    })
}
