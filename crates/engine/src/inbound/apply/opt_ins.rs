//! What customers agree to: old plugins, and being notified about a topic.

use parlance_channel::inbound::OptIn;
use parlance_core::{InteractionId, PermissionId, TenantCtx, message::SystemLine};
use parlance_store::{Tx, customer_acts::PermissionRow, threads::ThreadRow};
use secrecy::SecretString;
use sha2::{Digest as _, Sha256};

use super::{Arrival, acts::window_opened, message, thread};
use crate::{Env, Refusal, contacts, messages, seal::Place};

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
    match &opt_in.token {
        Some(token) => permitted(tx, env, arrival, &thread, opt_in, token)?,
        None => message::line(tx, env, arrival, &thread, SystemLine::OptedIn { reference })?,
    }
    window_opened(tx, env, arrival, &thread)
}

/// Keeps the permission with its token, or changes it. An older word changes nothing that a newer one has said.
fn permitted(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
    opt_in: &OptIn,
    token: &str,
) -> Result<(), Refusal> {
    let ctx = &arrival.ctx;
    let digest: [u8; 32] = Sha256::digest(token).into();
    let known = tx.permission_by_digest(ctx, thread.id, &digest)?;
    if known.as_ref().is_some_and(|known| known.changed_at > arrival.at) {
        return Ok(());
    }
    let stopped = opt_in.stopped == Some(true);
    let topic = opt_in
        .title
        .clone()
        .or_else(|| opt_in.reference.clone())
        .or_else(|| known.as_ref().map(|known| known.topic.clone()))
        .unwrap_or_else(|| "notifications".to_owned());
    let mut row = match known {
        Some(known) => known,
        None => new(env, arrival, thread, token, digest)?,
    };
    row.topic.clone_from(&topic);
    row.frequency = opt_in.frequency.clone().or(row.frequency);
    row.expires_at = opt_in.expires_at.or(row.expires_at);
    row.stopped_at = stopped.then_some(arrival.at);
    row.changed_at = arrival.at;
    tx.save_permission(ctx, &row)?;
    message::line(
        tx,
        env,
        arrival,
        thread,
        SystemLine::MayBeNotified { topic, stopped },
    )?;
    contacts::changed(tx, env, ctx, thread.contact_id)
}

fn new(
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
    token: &str,
    digest: [u8; 32],
) -> Result<PermissionRow, Refusal> {
    let id = PermissionId::new(env.now, env.id_bytes());
    let row = id.to_string();
    let sealed = env
        .keyring
        .seal(
            env.random,
            permission_place(&arrival.ctx, &row),
            &SecretString::from(token.to_owned()),
        )
        .map_err(|error| Refusal::Store(error.to_string()))?;
    Ok(PermissionRow {
        id,
        thread_id: thread.id,
        contact_id: thread.contact_id,
        topic: String::new(),
        frequency: None,
        token: sealed,
        digest,
        expires_at: None,
        stopped_at: None,
        given_at: arrival.at,
        changed_at: arrival.at,
        used_by: None,
        used_at: None,
        used_before: None,
    })
}

/// Where the token of a permission is sealed.
pub(crate) fn permission_place<'a>(ctx: &TenantCtx, row: &'a str) -> Place<'a> {
    Place {
        table: "notification_permission",
        column: "token",
        tenant: Some(ctx.tenant_id()),
        row,
    }
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
