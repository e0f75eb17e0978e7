//! The queues, with why each chat waits.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use parlance_api::routing::{WaitingFilter, WaitingList, WaitingView};
use parlance_core::{ServiceId, TenantCtx, permission::Right, wait_reason::Waits};
use parlance_routing::{Pace, Snapshot, expected_wait_ms, why_waiting};
use parlance_store::{
    Read,
    floor::{FloorWaiting, Queue},
};

use crate::{
    Engine, Env, Refusal, UseCaseError,
    dispatch::snapshot::{self, Passed},
    identity::Person,
    interactions,
    queueing::{Closed, closed_services, pace_of},
    views::interaction_view,
};

/// Rows of the list, at most.
const MOST: u32 = 200;

impl Engine {
    /// What waits, as far as a person may see it: those who supervise see all queues, agents those of which they may
    /// take chats by hand.
    pub async fn waiting_list(
        &self,
        who: &Person,
        filter: WaitingFilter,
    ) -> Result<WaitingList, UseCaseError> {
        let who = who.clone();
        self.read(move |read, env| list(read, env, &who, &filter)).await
    }
}

fn list(
    read: &dyn Read,
    env: &Env<'_>,
    who: &Person,
    filter: &WaitingFilter,
) -> Result<WaitingList, Refusal> {
    let ctx = &who.ctx;
    let mut services = seen_by(read, who)?;
    if let Some(only) = filter.service_id {
        services.retain(|service| *service == only);
    }
    let total = read
        .queue_figures(ctx)?
        .iter()
        .filter(|queue| services.contains(&queue.service_id))
        .map(|queue| queue.waiting)
        .sum();
    let rows = first(read, ctx, &services)?;
    let mut numbers: Vec<u32> = rows.iter().map(|row| row.class_no).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let floor = snapshot::of_everyone(read, env, ctx, &numbers)?;
    let mut reasons = Reasons {
        floor: &floor,
        closed: closed_services(read, env, ctx)?,
        passed: snapshot::passed(read, env, ctx)?,
        known: HashMap::new(),
    };
    let mut places: HashMap<ServiceId, u32> = HashMap::new();
    let mut paces: HashMap<ServiceId, Pace> = HashMap::new();
    let mut views = Vec::new();
    for row in rows {
        let position = row.reserved_agent_id.is_none().then(|| {
            let place = places.entry(row.service_id).or_default();
            *place += 1;
            *place
        });
        let expected_wait_ms = match position {
            Some(place) if !reasons.closed.has(row.service_id) => {
                let pace = match paces.get(&row.service_id) {
                    Some(pace) => *pace,
                    None => pace_of(read, env, ctx, &floor, row.service_id)?,
                };
                paces.insert(row.service_id, pace);
                expected_wait_ms(&pace, place)
            }
            _ => None,
        };
        let kept_for = match row.reserved_agent_id {
            Some(agent) => read.user(ctx, agent)?.map(|user| user.name),
            None => None,
        };
        let whole = interactions::get(read, ctx, row.id)?;
        views.push(WaitingView {
            interaction: interaction_view(read, env, ctx, &whole)?,
            position,
            expected_wait_ms,
            kept_for,
            waits: reasons.of(&row),
        });
    }
    Ok(WaitingList { rows: views, total })
}

/// The services whose queues a person sees.
fn seen_by(read: &dyn Read, who: &Person) -> Result<HashSet<ServiceId>, Refusal> {
    let services = read.services(&who.ctx)?;
    if who.can(Right::Supervise) {
        return Ok(services.into_iter().map(|service| service.id).collect());
    }
    let Some(person) = read.agent_person(&who.ctx, who.user_id)? else {
        return Ok(HashSet::new());
    };
    let own = snapshot::services_of(read, &who.ctx, &person)?;
    let open = services.into_iter().filter(|service| service.may_pull);
    Ok(open
        .map(|service| service.id)
        .filter(|id| own.contains(id))
        .collect())
}

/// The first of all these queues together, in order; what is kept for somebody stands in its place.
fn first(
    read: &dyn Read,
    ctx: &TenantCtx,
    services: &HashSet<ServiceId>,
) -> Result<Vec<FloorWaiting>, Refusal> {
    let ids: Vec<ServiceId> = services.iter().copied().collect();
    let usual = ids.iter().map(|id| Queue {
        service_id: *id,
        class_no: 0,
    });
    let mut rows = Vec::new();
    for queue in usual.chain(read.queues_with_class(ctx, &ids)?) {
        rows.extend(read.waiting(ctx, queue, MOST)?);
    }
    let kept = read.all_reserved(ctx, MOST)?;
    rows.extend(kept.into_iter().filter(|row| services.contains(&row.service_id)));
    rows.sort_unstable_by_key(|row| (Reverse(row.priority), row.queued_at, row.id));
    rows.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    Ok(rows)
}

/// Why chats wait. Those of a queue that are as far in its steps wait for the same reason.
struct Reasons<'s> {
    floor: &'s Snapshot,
    closed: Closed,
    passed: Passed,
    known: HashMap<(ServiceId, u32, usize), Waits>,
}

impl Reasons<'_> {
    fn of(&mut self, row: &FloorWaiting) -> Waits {
        let closed = self.closed.why(row.service_id, self.floor.now);
        if let Some(closed) = closed.filter(|_| row.reserved_agent_id.is_none()) {
            return closed;
        }
        let waiting = snapshot::seen(row.clone(), &self.passed);
        let services = &self.floor.services;
        let service = services.iter().find(|service| service.id == row.service_id);
        let alone = row.reserved_agent_id.is_some() || !waiting.passed_by.is_empty();
        let Some(service) = service.filter(|_| !alone) else {
            return why_waiting(self.floor, &waiting);
        };
        let step = service.step_after(waiting.waited_ms(self.floor.now));
        let key = (row.service_id, row.class_no, step);
        let mut waits = self
            .known
            .entry(key)
            .or_insert_with(|| why_waiting(self.floor, &waiting))
            .clone();
        waits.next_step_at = service
            .steps
            .get(step)
            .map(|next| row.queued_at.plus_ms(next.after_ms));
        waits
    }
}
