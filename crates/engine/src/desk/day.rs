//! An agent's day, from the log of their states and their stretches in interactions.

use std::collections::HashMap;

use parlance_api::day::{AgentDay, AgentDays, DayPeriod, DayStretch, StateSum};
use parlance_core::{
    InteractionId, ReasonId, TenantCtx, Timestamp, UserId,
    agent::AgentState,
    interaction::SegmentKind,
    permission::{Right, can},
};
use parlance_store::{
    Read,
    agents::StateLogRow,
    segments::{AgentSegment, Outcome},
};

use crate::{Engine, Env, Refusal, UseCaseError, identity::Person};

const DAY_MS: i64 = 24 * 3_600_000;
/// Longest time that is counted at once: with daylight saving a day is longer than 24 hours.
const LONGEST_MS: i64 = 2 * DAY_MS;

impl Engine {
    /// One's own day.
    pub async fn own_day(&self, who: &Person, day: DayPeriod) -> Result<AgentDay, UseCaseError> {
        let who = who.clone();
        self.read(move |read, env| {
            let period = period(env, day.from, day.until)?;
            let names = reason_names(read, &who.ctx)?;
            agent_day(read, env, &who.ctx, (who.user_id, &who.name), period, &names)
        })
        .await
    }

    /// The days of all agents, or of a team's, by name.
    pub async fn agent_days(&self, ctx: TenantCtx, of: AgentDays) -> Result<Vec<AgentDay>, UseCaseError> {
        self.read(move |read, env| {
            let period = period(env, of.from, of.until)?;
            let names = reason_names(read, &ctx)?;
            let people = read.agent_people(&ctx)?;
            people
                .iter()
                .filter(|person| can(&person.roles, Right::HandleInteractions))
                .filter(|person| of.team_id.is_none() || person.team_id == of.team_id)
                .map(|person| agent_day(read, env, &ctx, (person.user_id, &person.name), period, &names))
                .collect()
        })
        .await
    }
}

/// From and until; the latter is not yet cut to now.
type Period = (Timestamp, Timestamp);
type Names = HashMap<ReasonId, String>;

fn period(env: &Env<'_>, from: Option<Timestamp>, until: Option<Timestamp>) -> Result<Period, Refusal> {
    let now = env.now.as_millis();
    let from = from.unwrap_or(Timestamp::from_millis(now - now.rem_euclid(DAY_MS)));
    let until = until.unwrap_or(env.now.max(from.plus_ms(1)));
    let length = until.since_ms(from);
    if (1..=LONGEST_MS).contains(&length) {
        return Ok((from, until));
    }
    Err(Refusal::field(
        "until",
        "out_of_range",
        "The end must be after the beginning, by two days at most.",
    ))
}

fn reason_names(read: &dyn Read, ctx: &TenantCtx) -> Result<Names, Refusal> {
    let reasons = read.reasons(ctx)?;
    Ok(reasons
        .into_iter()
        .map(|reason| (reason.id, reason.name))
        .collect())
}

fn agent_day(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    (user_id, name): (UserId, &str),
    (from, until): Period,
    names: &Names,
) -> Result<AgentDay, Refusal> {
    // A clock that was set back leaves entries of a time still to come.
    let until = until.min(env.now).max(from);
    let stretches = stretches(&read.states_between(ctx, user_id, from, until)?, from, until);
    let segments = read.segments_of_agent(ctx, user_id, from, until)?;
    let work = Work::of(&segments, until);
    let name_of = |reason: Option<ReasonId>| reason.and_then(|id| names.get(&id).cloned());
    Ok(AgentDay {
        user_id,
        name: name.into(),
        from,
        until,
        sums: sums(&stretches)
            .into_iter()
            .map(|(state, reason_id, ms)| StateSum {
                state,
                reason_id,
                reason: name_of(reason_id),
                ms,
            })
            .collect(),
        signed_in_ms: stretches
            .iter()
            .filter(|stretch| stretch.state != AgentState::LoggedOut)
            .map(Stretch::ms)
            .sum(),
        stretches: stretches
            .into_iter()
            .map(|stretch| DayStretch {
                state: stretch.state,
                reason: name_of(stretch.reason),
                from: stretch.from,
                until: stretch.until,
            })
            .collect(),
        offered: work.offered,
        handled: work.handled,
        missed: work.missed,
        declined: work.declined,
        handling_ms: work.handling_ms,
        first_answer_ms: work.first_answer_ms,
    })
}

/// A time in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    state: AgentState,
    reason: Option<ReasonId>,
    from: Timestamp,
    until: Timestamp,
}

impl Stretch {
    fn ms(&self) -> i64 {
        self.until.since_ms(self.from)
    }
}

/// The log as stretches that join, cut to a period. What lasted no time is left out.
fn stretches(log: &[StateLogRow], from: Timestamp, until: Timestamp) -> Vec<Stretch> {
    let ends = log
        .iter()
        .skip(1)
        .map(|next| next.started_at)
        .chain(std::iter::once(until));
    log.iter()
        .zip(ends)
        .map(|(entry, end)| Stretch {
            state: entry.state,
            reason: entry.reason_id,
            from: entry.started_at.max(from),
            until: end,
        })
        .filter(|stretch| stretch.ms() > 0)
        .collect()
}

/// How long in each state and for each reason, the longest first.
fn sums(stretches: &[Stretch]) -> Vec<(AgentState, Option<ReasonId>, i64)> {
    let mut sums: Vec<(AgentState, Option<ReasonId>, i64)> = Vec::new();
    for stretch in stretches {
        let same = |sum: &&mut (AgentState, Option<ReasonId>, i64)| {
            (sum.0, sum.1) == (stretch.state, stretch.reason)
        };
        match sums.iter_mut().find(same) {
            Some(sum) => sum.2 += stretch.ms(),
            None => sums.push((stretch.state, stretch.reason, stretch.ms())),
        }
    }
    sums.sort_by_key(|sum| std::cmp::Reverse(sum.2));
    sums
}

/// What somebody did with what rang at them.
#[derive(Debug, Default)]
struct Work {
    offered: u32,
    handled: u32,
    missed: u32,
    declined: u32,
    handling_ms: Option<i64>,
    first_answer_ms: Option<i64>,
}

impl Work {
    fn of(segments: &[AgentSegment], until: Timestamp) -> Self {
        let mut work = Self::default();
        // Handling time of each interaction, and whether it is over for this agent.
        let mut handling: HashMap<InteractionId, (i64, bool)> = HashMap::new();
        let mut answers = Vec::new();
        for segment in segments {
            if segment.kind == SegmentKind::Offer {
                work.offered += 1;
                work.missed += u32::from(segment.outcome == Some(Outcome::NoAnswer));
                work.declined += u32::from(segment.outcome == Some(Outcome::Rejected));
                continue;
            }
            let end = segment.ended_at.unwrap_or(until);
            let talks = segment.kind == SegmentKind::Talk;
            if talks {
                handling.entry(segment.interaction_id).or_insert((0, true));
            }
            // After-call work of a chat that was taken the day before belongs to that day.
            if let Some((ms, over)) = handling.get_mut(&segment.interaction_id) {
                *ms += end.since_ms(segment.started_at).max(0);
                *over &= segment.ended_at.is_some();
            }
            let answered = segment
                .first_answer_at
                .filter(|at| talks && (segment.started_at..=end).contains(at));
            answers.extend(answered.map(|at| at.since_ms(segment.started_at)));
        }
        work.handled = u32::try_from(handling.len()).unwrap_or(u32::MAX);
        let over = handling.values().filter(|(_, over)| *over);
        work.handling_ms = mean(over.map(|(ms, _)| *ms));
        work.first_answer_ms = mean(answers.into_iter());
        work
    }
}

fn mean(values: impl Iterator<Item = i64>) -> Option<i64> {
    let (sum, count) = values.fold((0, 0), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    fn entry(seconds: i64, state: AgentState) -> StateLogRow {
        StateLogRow {
            started_at: at(seconds),
            state,
            reason_id: None,
        }
    }

    #[test]
    fn stretches_join_and_are_cut_to_the_day() {
        let log = [
            entry(5, AgentState::Ready),
            entry(20, AgentState::Ringing),
            entry(20, AgentState::Busy),
            entry(50, AgentState::Ready),
        ];
        let day = stretches(&log, at(10), at(60));
        let told: Vec<_> = day
            .iter()
            .map(|stretch| (stretch.state, stretch.from, stretch.until))
            .collect();
        assert_eq!(
            told,
            [
                (AgentState::Ready, at(10), at(20)),
                (AgentState::Busy, at(20), at(50)),
                (AgentState::Ready, at(50), at(60)),
            ]
        );
        assert_eq!(
            sums(&day),
            [
                (AgentState::Busy, None, 30_000),
                (AgentState::Ready, None, 20_000)
            ]
        );
    }

    #[test]
    fn who_never_signed_in_has_an_empty_day() {
        assert_eq!(stretches(&[], at(0), at(9)), []);
        assert_eq!(mean(std::iter::empty()), None);
    }
}
