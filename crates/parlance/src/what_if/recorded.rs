//! A recorded day as traffic: who wrote when, how long agents talked, and when they were there.

use std::collections::{BTreeMap, HashMap};

use parlance_core::{ServiceId, SkillId, TenantCtx, Timestamp, agent::AgentState, interaction::SegmentKind};
use parlance_engine::Refusal;
use parlance_routing::simulate::Arrival;
use parlance_store::{Read, agents::StateLogRow, records::RecordFilter};

use super::rules::{Levels, service_id};

/// Chats of a day, at most.
const MOST: u32 = 200_000;
/// Length of a conversation that was never had, when no other was either.
const TALK_MS: i64 = 5 * 60_000;

/// What was recorded.
#[derive(Debug, Default)]
pub struct Day {
    /// Who wrote.
    pub arrivals: Vec<Arrival>,
    /// What some asked beyond their services.
    pub classes: Vec<(u32, Levels)>,
    /// When agents took new work, by sign-in name.
    pub times: BTreeMap<String, Vec<(i64, i64)>>,
}

/// Reads a time of a tenant.
pub fn read_day(
    read: &dyn Read,
    ctx: &TenantCtx,
    from: Timestamp,
    until: Timestamp,
    patience_ms: Option<i64>,
    now: Timestamp,
) -> Result<Day, Refusal> {
    let names: HashMap<ServiceId, String> = read
        .services(ctx)?
        .into_iter()
        .map(|service| (service.id, service.name))
        .collect();
    let filter = RecordFilter {
        from: Some(from),
        to: Some(until),
        limit: MOST,
        look_at: Some(MOST),
        ..RecordFilter::default()
    };
    let mut arrivals = Vec::new();
    let mut numbers = Vec::new();
    for hit in read.search_records(ctx, &filter, now)?.hits {
        let row = hit.row;
        let segments = read.segments(ctx, row.id)?;
        let Some(first) = segments
            .first()
            .filter(|first| first.row.kind == SegmentKind::Queue)
        else {
            continue;
        };
        let Some(name) = names.get(&first.row.service_id) else {
            continue;
        };
        let sum = |kind: SegmentKind| -> i64 {
            let own = segments
                .iter()
                .map(|segment| &segment.row)
                .filter(|row| row.kind == kind);
            own.map(|row| row.ended_at.unwrap_or(now).since_ms(row.started_at).max(0))
                .sum()
        };
        if row.class_no != 0 {
            numbers.push(row.class_no);
        }
        arrivals.push(Arrival {
            at_ms: first.row.started_at.since_ms(from).max(0),
            service_id: service_id(name),
            class: row.class_no,
            priority: row.priority,
            talk_ms: sum(SegmentKind::Talk),
            after_call_work_ms: sum(SegmentKind::AfterCallWork),
            patience_ms,
        });
    }
    like_the_others(&mut arrivals);
    arrivals.sort_by_key(|arrival| arrival.at_ms);
    numbers.sort_unstable();
    numbers.dedup();
    let skills: HashMap<SkillId, String> = read
        .skills(ctx)?
        .into_iter()
        .map(|skill| (skill.id, skill.name))
        .collect();
    let classes = read.classes(ctx, &numbers)?.into_iter().map(|class| {
        let named =
            |skill: parlance_store::floor::FloorSkill| Some((skills.get(&skill.id)?.clone(), skill.level));
        (class.number, class.skills.into_iter().filter_map(named).collect())
    });
    Ok(Day {
        arrivals,
        classes: classes.collect(),
        times: times(read, ctx, from, until.min(now))?,
    })
}

/// Chats that nobody took would have taken as long as the others.
fn like_the_others(arrivals: &mut [Arrival]) {
    let had: Vec<i64> = arrivals
        .iter()
        .map(|arrival| arrival.talk_ms)
        .filter(|ms| *ms > 0)
        .collect();
    let count = i64::try_from(had.len()).unwrap_or(i64::MAX);
    let mean = had.iter().sum::<i64>().checked_div(count).unwrap_or(TALK_MS);
    for arrival in arrivals.iter_mut().filter(|arrival| arrival.talk_ms == 0) {
        arrival.talk_ms = mean;
    }
}

fn times(
    read: &dyn Read,
    ctx: &TenantCtx,
    from: Timestamp,
    until: Timestamp,
) -> Result<BTreeMap<String, Vec<(i64, i64)>>, Refusal> {
    let mut times = BTreeMap::new();
    for person in read.agent_people(ctx)? {
        let Some(user) = read.user(ctx, person.user_id)? else {
            continue;
        };
        let log = read.states_between(ctx, person.user_id, from, until)?;
        times.insert(user.username, at_work(&log, from, until));
    }
    Ok(times)
}

/// The stretches in which somebody was there and not in a pause, relative to the beginning.
fn at_work(log: &[StateLogRow], from: Timestamp, until: Timestamp) -> Vec<(i64, i64)> {
    let ends = log.iter().skip(1).map(|next| next.started_at).chain([until]);
    let mut times: Vec<(i64, i64)> = Vec::new();
    for (entry, end) in log.iter().zip(ends) {
        let away = matches!(
            entry.state,
            AgentState::LoggedOut | AgentState::NotReady | AgentState::Break
        );
        let stretch = (entry.started_at.since_ms(from).max(0), end.since_ms(from));
        if away || stretch.0 >= stretch.1 {
            continue;
        }
        match times.last_mut().filter(|last| last.1 == stretch.0) {
            Some(last) => last.1 = stretch.1,
            None => times.push(stretch),
        }
    }
    times
}
