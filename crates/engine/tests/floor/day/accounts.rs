//! Balances the day's accounts.

use std::collections::{BTreeMap, HashMap};

use parlance_api::{config::DispositionKind, day::DayPeriod};
use parlance_core::{
    TenantCtx, Timestamp, UserId,
    agent::{AgentState, Availability, Holding, shown_state},
    interaction::{InteractionState, SegmentKind},
};
use parlance_engine::Refusal;
use parlance_store::{Read, agents::StateLogRow, records::RecordFilter, segments::SegmentRow};

use super::play::{Day, Seen, name_of};
use crate::{harness::START, world::World};

/// Every chat is over, with an outcome where its service insists on one, and its stretches join. Returns how many.
pub async fn every_chat_ended_well(world: &World) -> usize {
    let ctx = world.cast.ctx;
    let looked = world.harness.engine.read(move |read, env| {
        let rows = chats(read, &ctx, env.now)?;
        let services: HashMap<_, _> = read
            .services(&ctx)?
            .into_iter()
            .map(|service| (service.id, service))
            .collect();
        for row in &rows {
            assert_eq!(row.state, InteractionState::Closed, "{}", row.id);
            assert!(row.ended_at.is_some() && row.ended_by.is_some() && row.closed_at >= row.ended_at);
            let service = &services[&row.service_id];
            let outcome = service
                .dispositions
                .iter()
                .find(|disposition| Some(disposition.id) == row.disposition_id);
            let given = outcome.is_some_and(|outcome| outcome.kind != DispositionKind::System);
            assert!(
                outcome.is_some() || !service.disposition_required,
                "{} has no outcome",
                row.id
            );
            assert!(
                given
                    || row
                        .after_call_work_until
                        .is_some_and(|until| Some(until) == row.closed_at)
                    || !service.disposition_required
            );
            let mut end = row.started_at;
            for segment in read.segments(&ctx, row.id)? {
                assert_eq!(segment.row.started_at, end, "stretches join");
                end = segment.row.ended_at.unwrap();
            }
            assert_eq!(Some(end), row.closed_at);
        }
        Ok(rows.len())
    });
    looked.await.unwrap()
}

fn chats(
    read: &dyn Read,
    ctx: &TenantCtx,
    now: Timestamp,
) -> Result<Vec<parlance_store::interactions::InteractionRow>, Refusal> {
    let filter = RecordFilter {
        limit: 100_000,
        ..RecordFilter::default()
    };
    let page = read.search_records(ctx, &filter, now)?;
    Ok(page.hits.into_iter().map(|hit| hit.row).collect())
}

/// The day that Parlance shows of each agent is the one that was seen at the desks, to the millisecond; it fits what
/// they held at every moment, and that was never more than they have room for.
pub async fn every_agents_day_adds_up(world: &World, day: &Day) {
    let ctx = world.cast.ctx;
    let held = held_by_agents(world, ctx).await;
    for (person, seen) in world.cast.agents.iter().zip(&day.agents) {
        let user = person.user_id;
        let engine = &world.harness.engine;
        let (room, log) = engine
            .read(move |read, _| {
                let common = 100 / u32::from(read.settings(&ctx)?.chat_share_percent);
                let person = read.agent_person(&ctx, user)?.unwrap();
                Ok((person.max_chats.unwrap_or(common), read.state_log(&ctx, user)?))
            })
            .await
            .unwrap();
        let empty = Vec::new();
        moment_by_moment(held.get(&user).unwrap_or(&empty), &log, room, &person.name);
        let period = DayPeriod {
            from: Some(START),
            until: None,
        };
        adds_up(&engine.own_day(person, period).await.unwrap(), seen);
    }
}

fn adds_up(shown: &parlance_api::day::AgentDay, seen: &Seen) {
    let sums: BTreeMap<String, i64> = shown
        .sums
        .iter()
        .filter(|sum| sum.state != AgentState::LoggedOut)
        .map(|sum| (name_of(sum.state, sum.reason_id), sum.ms))
        .collect();
    let mut states = seen.states.clone();
    // Nobody was logged out and in again: what came after is not over yet.
    states.retain(|state, ms| *ms > 0 && !state.starts_with("LoggedOut"));
    assert_eq!(sums, states, "{}", shown.name);
    let worked: i64 = seen
        .shifts
        .iter()
        .map(|(from, until)| until.since_ms(*from))
        .sum();
    assert_eq!(
        shown.signed_in_ms, worked,
        "{} from sign-in to sign-out",
        shown.name
    );
    assert_eq!(sums.values().sum::<i64>(), worked);
    for pair in shown.stretches.windows(2) {
        assert_eq!(pair[0].until, pair[1].from, "no gap");
    }
    assert_eq!(shown.stretches[0].from, seen.shifts[0].0);
    assert_eq!(shown.stretches.last().unwrap().until, shown.until);
    assert_eq!(
        (shown.offered, shown.missed, shown.declined),
        (seen.offered, seen.missed, seen.declined),
        "{}",
        shown.name
    );
    assert_eq!(usize::try_from(shown.handled).unwrap(), seen.taken.len());
}

async fn held_by_agents(world: &World, ctx: TenantCtx) -> HashMap<UserId, Vec<SegmentRow>> {
    let read = world.harness.engine.read(move |read, env| {
        let mut held: HashMap<UserId, Vec<SegmentRow>> = HashMap::new();
        for row in chats(read, &ctx, env.now)? {
            for segment in read.segments(&ctx, row.id)? {
                if let Some(agent) = segment.row.agent_id {
                    held.entry(agent).or_default().push(segment.row);
                }
            }
        }
        Ok(held)
    });
    read.await.unwrap()
}

/// Between any two moments at which something changed: what was held fits, and the state follows from it.
fn moment_by_moment(segments: &[SegmentRow], log: &[StateLogRow], room: u32, name: &str) {
    let mut moments: Vec<Timestamp> = segments
        .iter()
        .flat_map(|segment| [Some(segment.started_at), segment.ended_at])
        .flatten()
        .chain(log.iter().map(|entry| entry.started_at))
        .collect();
    moments.sort_unstable();
    moments.dedup();
    let mut changes: BTreeMap<Timestamp, Vec<(SegmentKind, bool)>> = BTreeMap::new();
    for segment in segments {
        changes
            .entry(segment.started_at)
            .or_default()
            .push((segment.kind, true));
        let end = segment.ended_at.unwrap();
        changes.entry(end).or_default().push((segment.kind, false));
    }
    let mut counts: HashMap<SegmentKind, i64> = HashMap::new();
    let mut state = AgentState::LoggedOut;
    for at in moments {
        for (kind, begins) in changes.remove(&at).unwrap_or_default() {
            *counts.entry(kind).or_default() += if begins { 1 } else { -1 };
        }
        if let Some(last) = log.iter().rfind(|entry| entry.started_at == at) {
            state = last.state;
        }
        let count = |kind| u32::try_from(counts.get(&kind).copied().unwrap_or(0)).unwrap();
        let holding = Holding {
            offers: count(SegmentKind::Offer),
            active: count(SegmentKind::Talk),
            after_call_work: count(SegmentKind::AfterCallWork),
        };
        assert!(
            holding.total() <= room,
            "{name} held {holding:?} with room for {room} at {at:?}"
        );
        let follows = match state {
            AgentState::LoggedOut => holding.active + holding.offers == 0,
            AgentState::Ready => holding.total() == 0,
            AgentState::NotReady | AgentState::Break => holding.total() == 0,
            shown => shown == shown_state(Availability::Ready, false, holding),
        };
        assert!(follows, "{name} is shown as {state:?} with {holding:?} at {at:?}");
    }
}

/// The day had what a day has.
pub fn the_day_was_a_real_one(day: &Day, chats: usize) {
    let sum = |count: fn(&Seen) -> u32| day.agents.iter().map(count).sum::<u32>();
    eprintln!(
        "{chats} chats, {} moments looked at, {} waited at most, {} transfers, {} missed, {} declined, {} after a step, {:?}",
        day.events,
        day.most_waiting,
        day.transfers,
        sum(|agent| agent.missed),
        sum(|agent| agent.declined),
        day.widened,
        day.decided_by,
    );
    if chats < 1_000 {
        return;
    }
    assert!(day.most_waiting > 0 && day.transfers > 0 && day.widened > 0);
    assert!(sum(|agent| agent.missed) > 0 && sum(|agent| agent.declined) > 0);
    for rule in ["least_loaded", "longest_idle", "last_agent", "transfer"] {
        assert!(day.decided_by.contains_key(rule), "nothing was decided by {rule}");
    }
}
