//! What a service does with what waits.

use std::collections::HashMap;

use parlance_api::hours::{ClosedThen, ToldWaiting, WaitingRules};
use parlance_core::{ServiceId, TenantCtx};
use parlance_store::{Read, services::ServiceRow};

use super::{DAY_MS, MINUTE_MS};
use crate::{Refusal, admin::check::Check};

/// The rules as wanted.
pub(super) fn checked(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    own: ServiceId,
    wanted: &WaitingRules,
) -> Result<WaitingRules, Refusal> {
    let mut rules = wanted.clone();
    if let Some(id) = rules.calendar_id {
        let known = read.calendar(ctx, id)?.is_some();
        let message = "This calendar does not exist: choose another one.";
        check.that(known, "waiting.calendar_id", "unknown", message);
    }
    let services = read.services(ctx)?;
    check_closed(check, &services, own, &mut rules);
    check_told(check, &mut rules.told);
    let message = "Chats would go round in a circle: the services they are sent to send them back.";
    let round = goes_round(&services, own, &rules);
    check.that(!round, "waiting.closed.service_id", "circle", message);
    Ok(rules)
}

fn check_closed(check: &mut Check, services: &[ServiceRow], own: ServiceId, rules: &mut WaitingRules) {
    let closed = &mut rules.closed;
    if closed.then == ClosedThen::Tell {
        closed.text = check.lines("waiting.closed.text", &closed.text, 1, 1_000);
    } else {
        closed.text.clear();
    }
    if closed.then != ClosedThen::Send {
        closed.service_id = None;
        return;
    }
    let target = closed
        .service_id
        .and_then(|id| services.iter().find(|service| service.id == id));
    let usable = target.is_some_and(|service| service.disabled_at.is_none() && service.id != own);
    let message = "Choose another service that takes chats.";
    check.that(usable, "waiting.closed.service_id", "unknown", message);
}

fn check_told(check: &mut Check, told: &mut ToldWaiting) {
    told.text = check.lines("waiting.told.text", &told.text, 0, 1_000);
    if told.every_ms != 0 {
        told.every_ms = check.range("waiting.told.every_ms", told.every_ms, MINUTE_MS, 60 * MINUTE_MS);
    }
    if told.late_after_ms == 0 {
        told.late_text.clear();
    } else {
        let field = "waiting.told.late_after_ms";
        told.late_after_ms = check.range(field, told.late_after_ms, MINUTE_MS, DAY_MS);
        told.late_text = check.lines("waiting.told.late_text", &told.late_text, 1, 1_000);
    }
}

/// Where chats can be sent on from a service.
fn sent_to(rules: &WaitingRules) -> impl Iterator<Item = ServiceId> {
    rules.closed.service_id.into_iter()
}

/// Whether chats of a service could come back to it.
fn goes_round(services: &[ServiceRow], own: ServiceId, rules: &WaitingRules) -> bool {
    let known: HashMap<ServiceId, &WaitingRules> = services
        .iter()
        .map(|service| (service.id, &service.waiting))
        .chain([(own, rules)])
        .collect();
    let mut seen: Vec<ServiceId> = Vec::new();
    let mut next: Vec<ServiceId> = sent_to(rules).collect();
    while let Some(id) = next.pop() {
        if id == own {
            return true;
        }
        if !seen.contains(&id) {
            seen.push(id);
            next.extend(known.get(&id).into_iter().flat_map(|rules| sent_to(rules)));
        }
    }
    false
}
