//! Administration: users, teams, skills, services, scenario entries, reasons, settings.
//!
//! Each module has plain functions over a transaction (used by the API and by `apply`) and the use cases on
//! [`crate::Engine`]. The API rejects what the form rejects: every fault is named with its field.

pub mod calendars;
pub mod check;
pub mod entries;
pub(crate) mod noun;
pub mod reasons;
pub mod services;
pub mod settings;
pub mod skills;
pub mod teams;
pub mod users;

use parlance_api::realtime::ConfigChanged;
use parlance_core::{
    TenantCtx, Timestamp,
    event::{Audience, EventKind},
};
use parlance_store::{NewEvent, Signal, Tx};

use crate::{Env, Refusal};

/// Tells running desktops that configuration changed, and routing to look again.
pub(crate) fn changed(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, what: &str) -> Result<(), Refusal> {
    let data = serde_json::value::to_raw_value(&ConfigChanged {
        what: what.to_owned(),
    })
    .map_err(|error| Refusal::Store(error.to_string()))?;
    let event = NewEvent {
        kind: EventKind::ConfigChanged,
        audience: Audience::everyone(),
        data,
        at: env.now,
    };
    tx.append_event(ctx, event)?;
    tx.signal(Signal::Dispatch(ctx.tenant_id()));
    Ok(())
}

/// Refuses a change that was decided on an older state.
pub(crate) fn not_changed_since(expected: Option<Timestamp>, actual: Timestamp) -> Result<(), Refusal> {
    if expected.is_none_or(|expected| expected == actual) {
        return Ok(());
    }
    let message = "Somebody else changed this in the meantime. Load it again and repeat your change.";
    Err(Refusal::conflict("conflict", message))
}

/// The moment of a change; later than the one before, so that each change is told apart.
pub(crate) fn next_update(now: Timestamp, before: Timestamp) -> Timestamp {
    now.max(before.plus_ms(1))
}

/// When something is disabled: since when it was, or now.
pub(crate) fn disabled_at(
    wanted: Option<bool>,
    before: Option<Timestamp>,
    now: Timestamp,
) -> Option<Timestamp> {
    match wanted {
        None => before,
        Some(true) => before.or(Some(now)),
        Some(false) => None,
    }
}

/// Names of the fields that changed, for the audit log.
pub(crate) fn changes(fields: &[(&'static str, bool)]) -> serde_json::Value {
    let names: Vec<&str> = fields
        .iter()
        .filter(|(_, changed)| *changed)
        .map(|(name, _)| *name)
        .collect();
    serde_json::json!({ "changed": names })
}
