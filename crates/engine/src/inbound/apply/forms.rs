//! Forms that customers fill in. What must be worked on opens an interaction; what says something about a chat that is
//! over stands in its record.

use parlance_core::{
    form::{Form, FormKind},
    message::{Author, Direction, Part, SystemLine, preview},
};
use parlance_store::{Tx, threads::ThreadRow};

use super::{Arrival, acts::window_opened, message, thread};
use crate::{Env, Refusal, interactions, messages};

/// A form came.
pub(super) fn filled_in(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    form: &Form,
    about: Option<&str>,
) -> Result<(), Refusal> {
    if !arrival.first_time(tx)? {
        return Ok(());
    }
    if form.kind == FormKind::Order {
        return work(tx, env, arrival, form);
    }
    let Some(thread) = thread::known_or_new(tx, env, arrival)? else {
        return Ok(());
    };
    beside(tx, env, arrival, &thread, form, about)
}

/// As if the customer had written it: opens an interaction when there is none, and waits for an answer.
pub(super) fn work(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    form: &Form,
) -> Result<(), Refusal> {
    message::said_parts(tx, env, arrival, vec![Part::Form(form.clone())])
}

/// Shown where it belongs; nobody is asked to answer.
fn beside(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
    form: &Form,
    about: Option<&str>,
) -> Result<(), Refusal> {
    let ctx = &arrival.ctx;
    let mut row = messages::blank(env, thread, Direction::Inbound, Author::Customer, arrival.at);
    row.parts = vec![Part::Form(form.clone())];
    row.reply_to_provider_id = about.map(str::to_owned);
    row.interaction_id = match thread.open_interaction_id {
        Some(open) => Some(open),
        // The newest chat of this conversation is the one it is about.
        None => tx
            .contact_interactions(ctx, thread.contact_id, None, 20)?
            .into_iter()
            .find(|interaction| interaction.thread_id == thread.id)
            .map(|interaction| interaction.id),
    };
    tx.insert_message(ctx, &row)?;
    messages::publish(tx, env, ctx, &row)?;
    if let Some(open) = thread.open_interaction_id {
        let shown = interactions::shown(tx.as_read(), ctx, open)?;
        interactions::context(tx, env, ctx, shown, arrival.at, &preview(&row.parts))?;
    }
    window_opened(tx, env, arrival, thread)
}

/// The customer's account at the business was linked to the conversation, or is so no more.
pub(super) fn account_linked(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    linked: bool,
) -> Result<(), Refusal> {
    if !arrival.first_time(tx)? {
        return Ok(());
    }
    match thread::known_or_new(tx, env, arrival)? {
        Some(thread) => message::line(tx, env, arrival, &thread, SystemLine::AccountLinked { linked }),
        None => Ok(()),
    }
}
