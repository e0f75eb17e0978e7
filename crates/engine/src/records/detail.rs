//! One record.

use parlance_api::record::{DecisionView, RecordDetail, SegmentView};
use parlance_core::{InteractionId, interaction::InteractionState};
use parlance_routing::why_waiting;
use parlance_store::{
    Read,
    messages::Transcript,
    offers::NamedOffer,
    segments::{NamedSegment, Outcome},
};

use super::times::times;
use crate::{
    Engine, Env, Refusal, UseCaseError, contacts, desk, dispatch::snapshot, identity::Caller,
    interactions::readable, messages, queueing::closed_services, views::interaction_view,
};

/// Messages that come with a record; earlier ones page by page.
const MESSAGES: u32 = 200;
/// Other interactions of the customer, at most.
const MOST_OTHERS: u32 = 20;

impl Engine {
    /// One interaction with everything that is kept about it, for one who may read it.
    pub async fn record(&self, caller: &Caller, id: InteractionId) -> Result<RecordDetail, UseCaseError> {
        let caller = caller.clone();
        self.read(move |read, env| detail(read, env, &caller, id)).await
    }
}

fn detail(
    read: &dyn Read,
    env: &Env<'_>,
    caller: &Caller,
    id: InteractionId,
) -> Result<RecordDetail, Refusal> {
    let ctx = caller.ctx();
    let row = readable(read, caller, id)?;
    let names = read.interaction_names(ctx, id)?;
    let (entry, disposition) = names
        .map(|names| (names.entry, names.disposition))
        .unwrap_or_default();
    let segments = read.segments(ctx, id)?;
    let waits = if row.state == InteractionState::Queued {
        let floor = snapshot::of_everyone(read, env, ctx, &[row.class_no])?;
        let waiting = snapshot::waiting(read, env, ctx, &row)?;
        let closed = closed_services(read, env, ctx)?.why(row.service_id, env.now);
        let closed = closed.filter(|_| row.reserved_agent_id.is_none());
        Some(closed.unwrap_or_else(|| why_waiting(&floor, &waiting)))
    } else {
        None
    };
    let page = messages::page(read, ctx, Transcript::Interaction(id), None, MESSAGES)?;
    Ok(RecordDetail {
        interaction: interaction_view(read, env, ctx, &row)?,
        entry,
        contact: contacts::view(read, ctx, row.contact_id)?,
        messages: page.items,
        earlier_cursor: page.next_cursor,
        times: times(&row, &segments, env.now),
        segments: segments.into_iter().map(segment).collect(),
        decisions: read.offers_of(ctx, id)?.into_iter().map(decision).collect(),
        disposition,
        ended_by: row.ended_by,
        others: desk::detail::others(read, ctx, row.contact_id, id, MOST_OTHERS)?,
        waits_because: waits.as_ref().map(|waits| waits.sentence.clone()),
        waits,
    })
}

fn segment(named: NamedSegment) -> SegmentView {
    SegmentView {
        kind: named.row.kind,
        service: named.service,
        agent: named.agent,
        started_at: named.row.started_at,
        ended_at: named.row.ended_at,
        outcome: named.row.outcome.map(|outcome| Outcome::as_str(outcome).into()),
    }
}

fn decision(named: NamedOffer) -> DecisionView {
    DecisionView {
        at: named.row.offered_at,
        agent: named.agent,
        state: named.row.state,
        reason: named.row.reason,
    }
}
