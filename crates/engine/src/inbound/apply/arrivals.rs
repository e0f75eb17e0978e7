//! How customers come: by an advertisement, a link, a plugin, a shop.

use parlance_api::interaction::CameFrom;
use parlance_channel::inbound::Referral;
use parlance_core::{
    ArrivalId, InteractionId,
    form::{Form, FormAnswer, FormKind},
    message::{Media, SystemLine},
};
use parlance_store::{Tx, customer_acts::ArrivalRow, threads::ThreadRow};

use super::{Arrival, acts::window_opened, forms, message, thread};
use crate::{Env, Refusal, contacts, messages};

/// The customer came to the conversation without writing yet. Who answered an advertisement's questions has something
/// to be worked on: that opens an interaction.
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
    if referral.answers.is_empty() {
        return window_opened(tx, env, arrival, &thread);
    }
    let lead = Form {
        title: referral.ad_title.clone(),
        answers: referral
            .answers
            .iter()
            .map(|(question, answer)| FormAnswer::new(question, answer))
            .collect(),
        ..Form::new(FormKind::Lead)
    };
    forms::work(tx, env, arrival, &lead)
}

/// Writes down how the customer arrived: at the contact, beside the conversation and as a line.
pub(super) fn came_from(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
    interaction_id: Option<InteractionId>,
    referral: &Referral,
) -> Result<(), Refusal> {
    let ctx = &arrival.ctx;
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
        tx.set_came_from(ctx, thread.id, &from)?;
    }
    let line = SystemLine::CameFrom {
        source: source.to_owned(),
        title,
        picture: referral.picture_url.clone().map(Media::pending),
    };
    let message_id = messages::system_line(tx, env, ctx, thread.id, interaction_id, line, arrival.at)?;
    if let Some(line) = tx.message(ctx, message_id)? {
        message::fetch_media(tx, env, arrival, &line)?;
    }
    let row = ArrivalRow {
        id: ArrivalId::new(env.now, env.id_bytes()),
        thread_id: thread.id,
        contact_id: thread.contact_id,
        message_id,
        at: arrival.at,
        source: source.to_owned(),
        title: referral.ad_title.clone(),
        reference: referral.reference.clone(),
        ad_id: referral.ad_id.clone(),
        post_id: referral.post_id.clone(),
        product_id: referral.product_id.clone(),
        site: referral.referer_uri.clone(),
    };
    tx.insert_arrival(ctx, &row)?;
    contacts::changed(tx, env, ctx, thread.contact_id)
}

fn source(referral: &Referral) -> &'static str {
    let word = referral.source.as_deref().unwrap_or_default();
    if referral.advertised {
        "ad"
    } else if referral.product_id.is_some() {
        "shop"
    } else if word.to_ascii_lowercase().contains("plugin") {
        "plugin"
    } else {
        "link"
    }
}
