//! The account sent a message: by us, by another app, or by a person in the platform's inbox.

use parlance_channel::inbound::Echo;
use parlance_core::{
    OutboxId,
    delivery::Delivery,
    message::{Author, Direction, preview},
};
use parlance_store::{
    Tx,
    outbox::{OutboxPayload, OutboxRow},
};

use super::{Arrival, changes, control, message, thread};
use crate::{Env, Refusal, comments, interactions, messages, outbound::settle};

/// An echo. One of ours settles its part of the outbox; a foreign one appears in the transcript as written elsewhere.
pub(super) fn apply(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    echo: &Echo,
) -> Result<(), Refusal> {
    if let Some(part) = own_part(tx, arrival, echo)? {
        let ctx = &arrival.ctx;
        let private = matches!(part.payload, OutboxPayload::PrivateReply { .. });
        let author = arrival.event.customer_id.as_deref().filter(|_| private);
        let thread = part.thread_id;
        settle::echoed(tx, env, ctx, part, echo.message_id.as_deref(), arrival.at)?;
        return match author {
            Some(author) => comments::author_is(tx, env, ctx, thread, author),
            None => Ok(()),
        };
    }
    foreign(tx, env, arrival, echo)
}

/// Our part: by the key we sent along, which also works before the platform has answered us; else by the platform's id.
fn own_part(tx: &dyn Tx, arrival: &Arrival<'_>, echo: &Echo) -> Result<Option<OutboxRow>, Refusal> {
    let ctx = &arrival.ctx;
    let by_key = echo
        .metadata
        .as_deref()
        .and_then(|metadata| metadata.parse::<OutboxId>().ok());
    if let Some(id) = by_key
        && let Some(part) = tx.outbox(ctx, id)?
        && part.account_id == arrival.account.id
    {
        return Ok(Some(part));
    }
    match &echo.message_id {
        Some(provider_id) => Ok(tx.outbox_by_provider(ctx, arrival.account.id, provider_id)?),
        None => Ok(None),
    }
}

fn foreign(tx: &mut dyn Tx, env: &Env<'_>, arrival: &Arrival<'_>, echo: &Echo) -> Result<(), Refusal> {
    let ctx = &arrival.ctx;
    let repeat = match &echo.message_id {
        Some(id) => tx.message_by_provider(ctx, arrival.account.id, id)?.is_some(),
        None => !arrival.first_time(tx)?,
    };
    if repeat {
        return Ok(());
    }
    let Some(thread) = thread::known_or_new(tx, env, arrival)? else {
        return Err(Refusal::conflict(
            "no_customer",
            "The echo does not say to which customer it went.",
        ));
    };
    if arrival.event.standby {
        control::written_by(tx, env, arrival, &thread, echo.app_id.as_deref())?;
    }
    let mut sent = messages::blank(env, &thread, Direction::Outbound, Author::Elsewhere, arrival.at);
    sent.parts.clone_from(&echo.parts);
    sent.sent_by = echo
        .app_id
        .as_deref()
        .and_then(|app| control::app_named(env, arrival, app));
    sent.provider_id.clone_from(&echo.message_id);
    sent.reply_to_provider_id.clone_from(&echo.reply_to);
    sent.interaction_id = thread.open_interaction_id;
    sent.delivery = Some(if arrival.at <= thread.read_watermark {
        Delivery::Read
    } else if arrival.at <= thread.delivered_watermark {
        Delivery::Delivered
    } else {
        Delivery::Sent
    });
    let outdated = changes::catch_up(tx, arrival, &mut sent)?;
    tx.insert_message(ctx, &sent)?;
    changes::keep(tx, ctx, sent.id, &outdated)?;
    message::fetch_media(tx, env, arrival, &sent)?;
    messages::publish(tx, env, ctx, &sent)?;
    if let Some(interaction_id) = sent.interaction_id {
        let line = preview(&sent.parts);
        interactions::agent_wrote(tx, env, ctx, interaction_id, arrival.at, &line, None)?;
    }
    Ok(())
}
