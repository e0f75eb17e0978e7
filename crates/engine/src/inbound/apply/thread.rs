//! The conversation and the customer of an event.

use parlance_core::{ContactId, JobId, ThreadId, Timestamp};
use parlance_store::{Tx, contacts::ContactRow, jobs::NewJob, threads::ThreadRow};

use super::Arrival;
use crate::{Env, Refusal, jobs};

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
    let Some(customer) = &arrival.event.customer_id else {
        return Ok(None);
    };
    let ctx = &arrival.ctx;
    let contact = ContactRow {
        id: ContactId::new(env.now, env.id_bytes()),
        first_name: None,
        last_name: None,
        profile_name: None,
        email: None,
        phone: None,
        language: None,
        company: None,
        notes: String::new(),
        picture_id: None,
        created_at: env.now,
        version: 1,
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
        created_at: env.now,
    };
    tx.insert_thread(ctx, &thread)?;
    ask_for_profile(tx, env, arrival, &thread)?;
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
        ask_for_profile(tx, env, arrival, thread)?;
    }
    Ok(())
}

/// Queues the question who the customer is, where the channel can tell. The same question is queued once.
fn ask_for_profile(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
) -> Result<(), Refusal> {
    let channel = env.channels.get(&thread.channel);
    if !channel.is_some_and(|channel| channel.descriptor().capabilities.profiles) {
        return Ok(());
    }
    let job = NewJob {
        id: JobId::new(env.now, env.id_bytes()),
        kind: jobs::FETCH_PROFILE,
        lane: arrival.lane,
        unique_key: thread.id.to_string(),
        payload: jobs::profile_payload(thread.id),
        due_at: env.now,
        created_at: env.now,
    };
    tx.enqueue_job(&arrival.ctx, &job)?;
    Ok(())
}
