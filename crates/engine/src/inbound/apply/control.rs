//! Who may answer.

use parlance_channel::inbound::{ThreadAction, ThreadControl};
use parlance_core::{
    message::{SystemLine, preview},
    thread::Owner,
};
use parlance_store::{Tx, threads::ThreadRow};
use serde_json::json;

use super::{Arrival, message, open, thread};
use crate::{
    Env, Refusal,
    audit::{self, Who},
};

/// Another app gave us the conversation, took it, or asks for it. Given to us, it becomes an agent's work.
pub(super) fn thread_control(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    control: &ThreadControl,
) -> Result<(), Refusal> {
    if !arrival.first_time(tx)? {
        return Ok(());
    }
    if control.action == ThreadAction::Roles {
        return roles_changed(tx, env, arrival, control);
    }
    let Some(mut thread) = thread::known_or_new(tx, env, arrival)? else {
        return Ok(());
    };
    let owner = holder(env, arrival, control);
    let latest = format!("control_at:{}", thread.external_id);
    let overtaken = arrival
        .remembered(tx, &latest)?
        .is_some_and(|newest| newest.at > arrival.at);
    if let Some(owner) = owner.as_ref().filter(|_| !overtaken) {
        arrival.remember(tx, &latest, None)?;
        crate::control::note(tx, env, &arrival.ctx, thread.id, Some(owner))?;
    }
    if control.action == ThreadAction::Passed {
        let last = tx.messages_of_thread(&arrival.ctx, thread.id, None, 1)?;
        let line = last
            .first()
            .map(|message| preview(&message.parts))
            .unwrap_or_default();
        let belongs = open::open(tx, env, arrival, &thread, line)?;
        thread.open_interaction_id = belongs.interaction_id;
    }
    let line = match (control.action, owner) {
        (ThreadAction::Passed, _) => SystemLine::GivenToUs,
        (ThreadAction::Taken, Some(by)) => SystemLine::HeldElsewhere { by },
        _ => SystemLine::PlatformEvent {
            kind: "request_thread_control".into(),
        },
    };
    message::line(tx, env, arrival, &thread, line)
}

/// The apps of the account have other parts to play: no conversation is named, so it stands in the audit log.
fn roles_changed(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    control: &ThreadControl,
) -> Result<(), Refusal> {
    let (ctx, account) = (&arrival.ctx, arrival.account.id);
    let roles: String = control
        .metadata
        .iter()
        .flat_map(|text| text.chars())
        .take(2_000)
        .collect();
    let detail = json!({ "roles": roles });
    audit::record(tx, env, ctx, &Who::system(), "account.app_roles", account, detail)
}

/// The app with this id, as the account's platform knows it.
pub(super) fn app_named(env: &Env<'_>, arrival: &Arrival<'_>, app_id: &str) -> Option<Owner> {
    let routing = env.channels.get(&arrival.account.channel)?.routing()?;
    Some(routing.owner_of(Some(app_id)))
}

/// Who holds the conversation now, when the event says so. Given to us, it goes back to whom it came from.
fn holder(env: &Env<'_>, arrival: &Arrival<'_>, control: &ThreadControl) -> Option<Owner> {
    let routing = env.channels.get(&arrival.account.channel)?.routing();
    let who = |app_id: Option<&str>| {
        routing.map_or(Owner::App { id: None, name: None }, |routing| {
            routing.owner_of(app_id)
        })
    };
    match control.action {
        ThreadAction::Passed => Some(Owner::Ours {
            from: match who(control.previous_owner.as_deref()) {
                Owner::App { id, .. } => id,
                _ => None,
            },
        }),
        ThreadAction::Taken => Some(who(control.new_owner.as_deref())),
        ThreadAction::Requested | ThreadAction::Roles => None,
    }
}

/// Somebody else answers on standby: they hold the conversation.
pub(super) fn written_by(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
    app_id: Option<&str>,
) -> Result<(), Refusal> {
    let channel = env.channels.get(&arrival.account.channel);
    let Some(routing) = channel.and_then(|channel| channel.routing()) else {
        return Ok(());
    };
    let owner = routing.owner_of(app_id);
    crate::control::note(tx, env, &arrival.ctx, thread.id, Some(&owner)).map(drop)
}

/// What comes on standby belongs to somebody else; what comes openly does not.
pub(super) fn by_channel(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
) -> Result<(), Refusal> {
    let elsewhere = thread
        .owner
        .as_ref()
        .is_some_and(|(owner, _)| owner.is_elsewhere());
    if elsewhere == arrival.event.standby || is_late(arrival, thread) {
        return Ok(());
    }
    let somebody = Owner::App { id: None, name: None };
    let owner = arrival.event.standby.then_some(&somebody);
    crate::control::note(tx, env, &arrival.ctx, thread.id, owner).map(drop)
}

/// The customer has acted since: what came by which way then says nothing of who holds the conversation now.
fn is_late(arrival: &Arrival<'_>, thread: &ThreadRow) -> bool {
    thread.last_customer_at.is_some_and(|newest| newest > arrival.at)
}
