//! The conversation and the customer of an event.

use parlance_core::{ContactId, ThreadId, Timestamp};
use parlance_store::{Tx, contacts::ContactRow, threads::ThreadRow};

use super::Arrival;
use crate::{Env, Refusal, jobs::ask_for_profile};

/// How somebody new is known.
#[derive(Clone, Copy)]
enum Known<'a> {
    /// They write to the account.
    ByChat,
    /// By a comment alone, perhaps with a name.
    ByComment(Option<&'a str>),
}

/// The conversation, when it is known.
pub(super) fn known(tx: &dyn Tx, arrival: &Arrival<'_>) -> Result<Option<ThreadRow>, Refusal> {
    match &arrival.event.customer_id {
        Some(customer) => Ok(tx.thread_by_address(&arrival.ctx, arrival.account.id, customer)?),
        None => Ok(None),
    }
}

/// The conversation; made, with its customer, when it is new. `None` when the event names nobody.
pub(in crate::inbound) fn known_or_new(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
) -> Result<Option<ThreadRow>, Refusal> {
    if let Some(thread) = known(tx, arrival)? {
        return Ok(Some(thread));
    }
    let thread = make(tx, env, arrival, Known::ByChat)?;
    if let Some(thread) = &thread {
        ask_for_profile(tx, env, &arrival.ctx, thread, arrival.lane)?;
    }
    Ok(thread)
}

/// The conversation of a comment's author; made, with its customer, when it is new. Whether the author's id is an
/// address for messages is not known, so nobody is asked about it.
pub(super) fn of_author(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    name: Option<&str>,
) -> Result<Option<ThreadRow>, Refusal> {
    match known(tx, arrival)? {
        Some(thread) => Ok(Some(thread)),
        None => make(tx, env, arrival, Known::ByComment(name)),
    }
}

/// Makes the conversation with its customer.
fn make(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    known: Known<'_>,
) -> Result<Option<ThreadRow>, Refusal> {
    let Some(customer) = &arrival.event.customer_id else {
        return Ok(None);
    };
    let (only_comments, name) = match known {
        Known::ByChat => (false, None),
        Known::ByComment(name) => (true, name),
    };
    let ctx = &arrival.ctx;
    let contact = ContactRow {
        profile_name: name.map(str::to_owned),
        ..ContactRow::blank(ContactId::new(env.now, env.id_bytes()), env.now)
    };
    tx.insert_contact(ctx, &contact)?;
    let thread = ThreadRow {
        id: ThreadId::new(env.now, env.id_bytes()),
        account_id: arrival.account.id,
        channel: arrival.account.channel.clone(),
        external_id: customer.clone(),
        contact_id: contact.id,
        open_interaction_id: None,
        last_customer_at: None,
        delivered_watermark: Timestamp::default(),
        read_watermark: Timestamp::default(),
        free_refused_for: None,
        window_warned: None,
        owner: None,
        came_from: None,
        only_comments,
        created_at: env.now,
    };
    tx.insert_thread(ctx, &thread)?;
    Ok(Some(thread))
}

/// The customer has begun a new chat: whoever could not be asked for their name the last time is asked again.
pub(super) fn ask_again(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
) -> Result<(), Refusal> {
    let contact = tx.contact(&arrival.ctx, thread.contact_id)?;
    if contact.is_some_and(|contact| contact.profile_name.is_none()) {
        ask_for_profile(tx, env, &arrival.ctx, thread, arrival.lane)?;
    }
    Ok(())
}
