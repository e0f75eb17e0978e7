//! What is true after every command, whatever happened.

use std::collections::{BTreeSet, HashMap};

use parlance_core::{
    TenantCtx, Timestamp, UserId,
    agent::{AgentState, shown_state},
    interaction::{InteractionState, SegmentKind},
    message::{Part, SystemLine},
    offer::OfferState,
    participant::{PartChange, ParticipantState},
};
use parlance_engine::{
    Refusal,
    dispatch::{Among, decided},
};
use parlance_routing::room_for_chats;
use parlance_store::{Read, agents::AgentPerson, interactions::InteractionRow, records::RecordFilter};

use crate::world::World;

/// Checks the whole tenant; returns how many interactions there are.
pub async fn check(world: &World) -> usize {
    let ctx = world.cast.ctx;
    let agents: Vec<UserId> = world.cast.agents.iter().map(|agent| agent.user_id).collect();
    let engine = &world.harness.engine;
    routing_looks_at_enough(world).await;
    engine
        .read(move |read, env| {
            let all = everything(read, &ctx, env.now)?;
            let mut held: HashMap<UserId, u32> = HashMap::new();
            for row in &all {
                interaction(read, &ctx, row, env.now, &mut held)?;
            }
            for agent in &agents {
                check_agent(read, &ctx, *agent, held.get(agent).copied().unwrap_or(0))?;
            }
            Ok(all.len())
        })
        .await
        .unwrap()
}

/// Who is found to have room is who has room when it is counted, and routing decides the same over them as over
/// everybody who is Ready.
pub async fn routing_looks_at_enough(world: &World) {
    let ctx = world.cast.ctx;
    let engine = &world.harness.engine;
    let (found, counted) = engine
        .read(move |read, _| {
            let common = room_for_chats(None, read.settings(&ctx)?.chat_share_percent);
            let fits = |person: &AgentPerson| person.holding.total() < person.max_chats.unwrap_or(common);
            let mut counted = read.ready_agents(&ctx)?;
            counted.retain(fits);
            Ok((read.agents_with_room(&ctx, common)?, counted))
        })
        .await
        .unwrap();
    let ids = |people: &[AgentPerson]| {
        people
            .iter()
            .map(|person| person.user_id)
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(ids(&found), ids(&counted));
    assert_eq!(found.len(), counted.len(), "nobody twice");
    let small = decided(engine, ctx, Among::WithRoom).await.unwrap();
    let whole = decided(engine, ctx, Among::Ready).await.unwrap();
    assert_eq!(small, whole);
}

/// How many interactions there are.
pub async fn count(world: &World) -> usize {
    let ctx = world.cast.ctx;
    let counted = world
        .harness
        .engine
        .read(move |read, env| Ok(everything(read, &ctx, env.now)?.len()));
    counted.await.unwrap()
}

fn everything(read: &dyn Read, ctx: &TenantCtx, now: Timestamp) -> Result<Vec<InteractionRow>, Refusal> {
    let filter = RecordFilter {
        limit: 10_000,
        ..RecordFilter::default()
    };
    let page = read.search_records(ctx, &filter, now)?;
    Ok(page.hits.into_iter().map(|hit| hit.row).collect())
}

/// It is in exactly one place, and its stretches follow one another without hole or overlap.
fn interaction(
    read: &dyn Read,
    ctx: &TenantCtx,
    row: &InteractionRow,
    now: Timestamp,
    held: &mut HashMap<UserId, u32>,
) -> Result<(), Refusal> {
    let pending = read.pending_offer(ctx, row.id)?;
    let running = read.running_segment(ctx, row.id)?;
    let kind = running.as_ref().map(|segment| segment.kind);
    let at = running.as_ref().and_then(|segment| segment.agent_id);
    let (expected, holder) = match row.state {
        InteractionState::Queued => (Some(SegmentKind::Queue), None),
        InteractionState::Offered => (
            Some(SegmentKind::Offer),
            Some(
                pending
                    .as_ref()
                    .expect("an offered chat rings somewhere")
                    .agent_id,
            ),
        ),
        InteractionState::Active => (Some(SegmentKind::Talk), row.agent_id),
        InteractionState::AfterCallWork => (Some(SegmentKind::AfterCallWork), row.agent_id),
        InteractionState::Closed => (None, None),
    };
    assert_eq!(kind, expected, "{:?}", row.state);
    assert_eq!(at, holder);
    assert_eq!(pending.is_some(), row.state == InteractionState::Offered);
    if let Some(holder) = holder {
        *held.entry(holder).or_default() += 1;
    }
    for part in read.participants(ctx, row.id)? {
        let part = part.row;
        assert_ne!(row.agent_id, Some(part.user_id), "the owner takes no other part");
        let at_work = part.state == ParticipantState::AfterCallWork;
        assert_eq!(
            row.state == InteractionState::Active,
            !at_work,
            "{:?} {part:?}",
            row.state
        );
        if part.takes_room {
            *held.entry(part.user_id).or_default() += 1;
        }
    }
    let is_open = read
        .open_interaction(ctx, row.thread_id)?
        .is_some_and(|open| open.id == row.id);
    assert_eq!(is_open, row.state.is_open());
    let thread = read.thread(ctx, row.thread_id)?.unwrap();
    assert_eq!(thread.open_interaction_id == Some(row.id), row.state.is_open());

    let segments = read.segments(ctx, row.id)?;
    let mut last_end = segments[0].row.started_at;
    for segment in &segments {
        assert_eq!(segment.row.started_at, last_end, "stretches join: {segments:#?}");
        last_end = segment.row.ended_at.unwrap_or(now);
        assert_eq!(segment.row.ended_at.is_none(), segment.row.outcome.is_none());
    }
    let talks = segments
        .iter()
        .filter(|segment| segment.row.kind == SegmentKind::Talk)
        .count();
    let lines = read.messages_of_interaction(ctx, row.id, None, 1_000)?;
    let is_handed = |part: &Part| {
        let Part::System(SystemLine::Part { change, .. }) = part else {
            return false;
        };
        matches!(change, PartChange::TookOver | PartChange::Given)
    };
    let handed = lines
        .iter()
        .flat_map(|line| &line.parts)
        .filter(|part| is_handed(part))
        .count();
    let accepted = read
        .offers_of(ctx, row.id)?
        .iter()
        .filter(|offer| offer.row.state == OfferState::Accepted)
        .count();
    assert_eq!(
        talks,
        accepted + handed,
        "every stretch of talk began with an accepted offer, or by hand"
    );
    Ok(())
}

/// Not more than fits; what is shown follows from what is; the log has no hole and no empty change.
fn check_agent(read: &dyn Read, ctx: &TenantCtx, user: UserId, held: u32) -> Result<(), Refusal> {
    let person = read.agent_person(ctx, user)?.unwrap();
    let holding = person.holding;
    assert_eq!(holding.offers + holding.active + holding.after_call_work, held);
    let room = person.max_chats.unwrap_or(4);
    assert!(held <= room, "{} holds {held} of {room}", person.name);
    let log = read.state_log(ctx, user)?;
    let Some(state) = person.state else {
        assert!(log.is_empty());
        assert_eq!(held, 0);
        return Ok(());
    };
    let is_break = match state.reason_id {
        Some(id) => read.reason(ctx, id)?.unwrap().counts_as_break,
        None => false,
    };
    assert_eq!(
        state.shown_state,
        shown_state(state.availability, is_break, holding)
    );
    let last = log.last().expect("who has a state has a log");
    assert_eq!((last.state, last.started_at), (state.shown_state, state.since));
    for pair in log.windows(2) {
        assert!(pair[0].started_at <= pair[1].started_at);
        assert_ne!(
            (pair[0].state, pair[0].reason_id),
            (pair[1].state, pair[1].reason_id),
            "an entry that changes nothing"
        );
    }
    let shows_reason = matches!(last.state, AgentState::NotReady | AgentState::Break);
    assert!(shows_reason || last.reason_id.is_none());
    Ok(())
}
