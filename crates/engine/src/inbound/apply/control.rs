//! Who may answer, what the platform says about the account, and everything else it tells us.

use parlance_channel::inbound::{ThreadAction, ThreadControl};
use parlance_core::message::{SystemLine, preview};
use parlance_store::Tx;

use super::{Arrival, message, open, thread};
use crate::{
    Env, Refusal,
    outbound::account::{account_changed, note_account_error},
};

/// Another app gave us the conversation, took it, or asks for it. Given to us, it becomes an agent's work.
pub(super) fn thread_control(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    control: &ThreadControl,
) -> Result<(), Refusal> {
    if control.action == ThreadAction::Roles || !arrival.first_time(tx)? {
        return Ok(());
    }
    let Some(mut thread) = thread::known_or_new(tx, env, arrival)? else {
        return Ok(());
    };
    if control.action == ThreadAction::Passed {
        let last = tx.messages_of_thread(&arrival.ctx, thread.id, None, 1)?;
        let line = last
            .first()
            .map(|message| preview(&message.parts))
            .unwrap_or_default();
        let belongs = open::open(tx, env, arrival, &thread, line)?;
        thread.open_interaction_id = belongs.interaction_id;
    }
    let kind = match control.action {
        ThreadAction::Passed => "pass_thread_control",
        ThreadAction::Taken => "take_thread_control",
        ThreadAction::Requested | ThreadAction::Roles => "request_thread_control",
    };
    let line = SystemLine::PlatformEvent { kind: kind.into() };
    message::line(tx, env, arrival, &thread, line)
}

/// The platform warns, blocks or unblocks the account: for its administrator.
pub(super) fn policy(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    action: &str,
    reason: Option<&str>,
) -> Result<(), Refusal> {
    if !arrival.first_time(tx)? {
        return Ok(());
    }
    let (ctx, account) = (&arrival.ctx, arrival.account.id);
    if action == "unblock" {
        tx.reschedule_account(ctx, account, env.now)?;
        return account_changed(tx, env, ctx, account);
    }
    let what = match action {
        "block" => "The platform has blocked this account from sending",
        _ => "The platform warns this account",
    };
    let error = match reason {
        Some(reason) => format!("{what}: {reason}"),
        None => format!("{what}."),
    };
    note_account_error(tx, env, ctx, account, &error)
}

/// Anything else is kept as a line in its conversation; without a customer it stays in the raw deliveries alone.
pub(super) fn other(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    kind: &str,
) -> Result<(), Refusal> {
    if !arrival.first_time(tx)? {
        return Ok(());
    }
    match thread::known_or_new(tx, env, arrival)? {
        Some(thread) => {
            let line = SystemLine::PlatformEvent { kind: kind.into() };
            message::line(tx, env, arrival, &thread, line)
        }
        None => Ok(()),
    }
}
