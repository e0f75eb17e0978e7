//! The customer wrote, sent something, or tapped a button.

use parlance_channel::inbound::{InboundMessage, Postback, Referral};
use parlance_core::{
    JobId, MessageId, Timestamp,
    event::Audience,
    message::{Author, Direction, MediaState, Part, SystemLine, preview},
};
use parlance_store::{Tx, jobs::NewJob, messages::MessageRow, threads::ThreadRow};

use super::{Arrival, arrivals, changes, control, open, opt_ins, thread};
use crate::{Env, Refusal, cases, interactions, jobs, messages};

/// What a message and a tapped button have in common.
struct Said<'a> {
    message_id: Option<&'a str>,
    parts: &'a [Part],
    reply_to: Option<&'a str>,
    referral: Option<&'a Referral>,
    opt_in_ref: Option<&'a str>,
}

/// A message.
pub(super) fn wrote(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    message: &InboundMessage,
) -> Result<(), Refusal> {
    let said = Said {
        message_id: message.message_id.as_deref(),
        parts: &message.parts,
        reply_to: message.reply_to.as_deref(),
        referral: message.referral.as_ref(),
        opt_in_ref: message.opt_in_ref.as_deref(),
    };
    said_something(tx, env, arrival, &said)
}

/// A button or menu item: shown as what the customer said.
pub(super) fn tapped(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    postback: &Postback,
) -> Result<(), Refusal> {
    let said = Said {
        message_id: postback.message_id.as_deref(),
        parts: &postback.parts,
        reply_to: None,
        referral: postback.referral.as_ref(),
        opt_in_ref: None,
    };
    said_something(tx, env, arrival, &said)
}

fn said_something(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    said: &Said<'_>,
) -> Result<(), Refusal> {
    let Some(id) = said.message_id else {
        return if arrival.first_time(tx)? {
            say(tx, env, arrival, said)
        } else {
            Ok(())
        };
    };
    match tx.message_by_provider(&arrival.ctx, arrival.account.id, id)? {
        Some(known) => place_exactly(tx, env, arrival, known),
        None => say(tx, env, arrival, said),
    }
}

/// The message was found in its conversation before its event came. Conversations tell of whole seconds, events of
/// milliseconds: only now it is known where it stands among the others of its second.
fn place_exactly(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    mut known: MessageRow,
) -> Result<(), Refusal> {
    let second = |at: Timestamp| at.as_millis().div_euclid(1_000);
    if known.at == arrival.at || second(known.at) != second(arrival.at) {
        return Ok(());
    }
    known.at = arrival.at;
    known.version = tx.save_message(&arrival.ctx, &known)?;
    messages::publish(tx, env, &arrival.ctx, &known)
}

/// What is as good as written by the customer. The caller has made sure that it is no repeat.
pub(super) fn said_parts(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    parts: Vec<Part>,
) -> Result<(), Refusal> {
    let said = Said {
        message_id: None,
        parts: &parts,
        reply_to: None,
        referral: None,
        opt_in_ref: None,
    };
    say(tx, env, arrival, &said)
}

fn say(tx: &mut dyn Tx, env: &Env<'_>, arrival: &Arrival<'_>, said: &Said<'_>) -> Result<(), Refusal> {
    let ctx = &arrival.ctx;
    let Some(mut thread) = thread::known_or_new(tx, env, arrival)? else {
        return Err(Refusal::conflict(
            "no_customer",
            "The message does not say which customer wrote it.",
        ));
    };
    control::by_channel(tx, env, arrival, &thread)?;
    let mut message = draft(env, arrival, &thread, said);
    let outdated = changes::catch_up(tx, arrival, &mut message)?;
    let line = preview(&message.parts);
    // Before the interaction is shown: its view says until when answers are free.
    if arrival.event.payload.opens_window() {
        tx.open_window(ctx, thread.id, arrival.at)?;
        thread.last_customer_at = thread.last_customer_at.max(Some(arrival.at));
    }
    let belongs = open::open(tx, env, arrival, &thread, line.clone())?;
    message.interaction_id = belongs.interaction_id;
    if let Some(referral) = said.referral {
        arrivals::came_from(tx, env, arrival, &thread, belongs.interaction_id, referral)?;
        // How they came stands above what they wrote, at the same moment: ids decide.
        message.id = MessageId::new(env.now, env.id_bytes());
    }
    if let Some(user_ref) = said.opt_in_ref {
        opt_ins::link_opt_in(tx, env, arrival, &thread, belongs.interaction_id, user_ref)?;
    }
    tx.insert_message(ctx, &message)?;
    changes::keep(tx, ctx, message.id, &outdated)?;
    fetch_media(tx, env, arrival, &message)?;
    match belongs.interaction_id {
        Some(interaction_id) if belongs.opened_by.is_none() => {
            let shown = interactions::shown(tx.as_read(), ctx, interaction_id)?;
            messages::publish_to(tx, env, ctx, &message, interactions::audience_of(&shown))?;
            if arrival.event.standby {
                // Another app answers: shown as context, nobody here is waited for.
                interactions::context(tx, env, ctx, shown, arrival.at, &line)?;
            } else {
                interactions::customer_wrote(tx, env, ctx, shown, arrival.at, &line)?;
            }
        }
        // Just opened it waits in a queue, and without one nobody answers: no agent holds it.
        _ => messages::publish_to(tx, env, ctx, &message, Audience::people([]))?,
    }
    if let (Some(id), false) = (belongs.interaction_id, arrival.event.standby) {
        cases::customer_wrote(tx, env, ctx, thread.contact_id, id, belongs.opened_by.is_some())?;
    }
    if belongs.opened_by.is_some() {
        thread::ask_again(tx, env, arrival, &thread)?;
    }
    open::greet(tx, env, arrival, &thread, &belongs)
}

fn draft(env: &Env<'_>, arrival: &Arrival<'_>, thread: &ThreadRow, said: &Said<'_>) -> MessageRow {
    let mut message = messages::blank(env, thread, Direction::Inbound, Author::Customer, arrival.at);
    message.parts = said.parts.to_vec();
    message.provider_id = said.message_id.map(str::to_owned);
    message.reply_to_provider_id = said.reply_to.map(str::to_owned);
    message
}

/// Queues the fetching of what the message only points at.
pub(in crate::inbound) fn fetch_media(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    message: &MessageRow,
) -> Result<(), Refusal> {
    for (place, part) in message.parts.iter().enumerate() {
        let waits = part
            .media()
            .is_some_and(|media| media.state == MediaState::Pending && media.source_url.is_some());
        if waits {
            let job = NewJob {
                id: JobId::new(env.now, env.id_bytes()),
                kind: jobs::FETCH_MEDIA,
                lane: arrival.lane,
                unique_key: format!("{}:{place}", message.id),
                payload: jobs::media_payload(message.id, place),
                due_at: env.now,
                created_at: env.now,
            };
            tx.enqueue_job(&arrival.ctx, &job)?;
        }
    }
    Ok(())
}

/// A line about what happened, in the open interaction if there is one. Its place is the platform's time.
pub(super) fn line(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
    line: SystemLine,
) -> Result<(), Refusal> {
    messages::system_line(
        tx,
        env,
        &arrival.ctx,
        thread.id,
        thread.open_interaction_id,
        line,
        arrival.at,
    )?;
    Ok(())
}
