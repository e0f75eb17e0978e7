//! How the customer arrived and what they agreed to.

use parlance_api::interaction::CameFrom;
use parlance_channel::inbound::{OptIn, Referral};
use parlance_core::{InteractionId, message::SystemLine};
use parlance_store::{Tx, threads::ThreadRow};

use super::{Arrival, message, thread};
use crate::{Env, Refusal, interactions, messages};

/// The customer came to the conversation by a link, an advertisement or a plugin, without writing yet.
pub(super) fn referred(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    referral: &Referral,
) -> Result<(), Refusal> {
    if !arrival.first_time(tx)? {
        return Ok(());
    }
    let Some(thread) = thread::known_or_new(tx, env, arrival)? else {
        return Ok(());
    };
    came_from(tx, env, arrival, &thread, thread.open_interaction_id, referral)?;
    window_opened(tx, env, arrival, &thread)
}

/// Writes down how the customer arrived: beside the conversation and as a line.
pub(super) fn came_from(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
    interaction_id: Option<InteractionId>,
    referral: &Referral,
) -> Result<(), Refusal> {
    let source = source(referral);
    let title = referral.ad_title.clone().or_else(|| referral.reference.clone());
    let from = CameFrom {
        source: source.to_owned(),
        title: title.clone(),
        at: arrival.at,
    };
    if thread
        .came_from
        .as_ref()
        .is_none_or(|earlier| earlier.at <= from.at)
    {
        tx.set_came_from(&arrival.ctx, thread.id, &from)?;
    }
    let line = SystemLine::CameFrom {
        source: source.to_owned(),
        title,
    };
    messages::system_line(tx, env, &arrival.ctx, thread.id, interaction_id, line, arrival.at)?;
    Ok(())
}

fn source(referral: &Referral) -> &'static str {
    let word = referral.source.as_deref().unwrap_or_default();
    if referral.ad_id.is_some() || word.eq_ignore_ascii_case("ads") {
        "ad"
    } else if referral.product_id.is_some() {
        "shop"
    } else if word.to_ascii_lowercase().contains("plugin") {
        "plugin"
    } else {
        "link"
    }
}

/// The customer agreed to something. When the platform names no customer yet, the reference is kept until their first
/// message links it.
pub(super) fn opted_in(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    opt_in: &OptIn,
) -> Result<(), Refusal> {
    if !arrival.first_time(tx)? {
        return Ok(());
    }
    let reference = opt_in.reference.clone().or_else(|| opt_in.title.clone());
    let Some(thread) = thread::known_or_new(tx, env, arrival)? else {
        return match &opt_in.user_ref {
            Some(user_ref) => arrival.remember(tx, &opt_in_key(user_ref), reference),
            None => Ok(()),
        };
    };
    message::line(tx, env, arrival, &thread, SystemLine::OptedIn { reference })?;
    window_opened(tx, env, arrival, &thread)
}

/// The customer's first message names an opt-in from before they were known.
pub(super) fn link_opt_in(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
    interaction_id: Option<InteractionId>,
    user_ref: &str,
) -> Result<(), Refusal> {
    let Some(remembered) = arrival.remembered(tx, &opt_in_key(user_ref))? else {
        return Ok(());
    };
    let line = SystemLine::OptedIn {
        reference: remembered.detail,
    };
    messages::system_line(
        tx,
        env,
        &arrival.ctx,
        thread.id,
        interaction_id,
        line,
        remembered.at,
    )?;
    Ok(())
}

fn opt_in_key(user_ref: &str) -> String {
    format!("opt_in_ref:{user_ref}")
}

/// Moves the reply window when this act opens it, and tells the desk that holds the conversation.
pub(super) fn window_opened(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
) -> Result<(), Refusal> {
    let opens = arrival.event.payload.opens_window();
    if opens
        && tx.open_window(&arrival.ctx, thread.id, arrival.at)?
        && let Some(interaction_id) = thread.open_interaction_id
    {
        interactions::touched(tx, env, &arrival.ctx, interaction_id)?;
    }
    Ok(())
}
