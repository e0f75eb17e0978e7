//! What a simulated day comes to: waits, service level, occupancy.
#![allow(clippy::cast_precision_loss)] // times and counts of a simulation are small

use parlance_core::{ServiceId, TeamId};

use super::{Fate, Played, Setting};

/// How long customers waited who were answered, milliseconds; all 0 when nobody was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waits {
    /// Mean.
    pub mean_ms: i64,
    /// Half of them waited no longer.
    pub p50_ms: i64,
    /// Nine of ten waited no longer.
    pub p90_ms: i64,
    /// The longest.
    pub longest_ms: i64,
}

/// Of one service, or of all.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ServiceFigures {
    /// Customers who wrote.
    pub arrived: usize,
    /// Taken by an agent.
    pub answered: usize,
    /// Left before.
    pub abandoned: usize,
    /// Still waited at the end.
    pub left: usize,
    /// Waits of the answered.
    pub waits: Waits,
    /// Answered within the target, of those answered, abandoned after it, or left over; per cent. `None`: there are none.
    pub service_level: Option<f64>,
}

/// Of the agents of a team.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupFigures {
    /// The team.
    pub team: Option<TeamId>,
    /// How many worked.
    pub agents: u32,
    /// Chats that they took.
    pub chats: u32,
    /// Share of their time in which they held at least one chat, per cent.
    pub occupancy: f64,
    /// Share of their room that was in use, per cent.
    pub load: f64,
}

/// All of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// All services together.
    pub total: ServiceFigures,
    /// Each service, in the order of the setting.
    pub services: Vec<(ServiceId, ServiceFigures)>,
    /// Each team, in the order in which agents have them.
    pub groups: Vec<GroupFigures>,
    /// Waits of all who were answered, sorted.
    pub answered_ms: Vec<i64>,
}

impl Figures {
    /// Adds up what was played; `target_ms` says within what time a service's customers are to be answered.
    #[must_use]
    pub fn of(setting: &Setting, played: &Played, target_ms: impl Fn(ServiceId) -> i64) -> Self {
        let all: Vec<(Fate, i64)> = played
            .fates
            .iter()
            .map(|(service, fate)| (*fate, target_ms(*service)))
            .collect();
        let services = setting.services.iter().map(|service| {
            let own = played.fates.iter().filter(|(of, _)| *of == service.id);
            let own: Vec<(Fate, i64)> = own.map(|(of, fate)| (*fate, target_ms(*of))).collect();
            (service.id, service_figures(&own))
        });
        Self {
            total: service_figures(&all),
            services: services.collect(),
            groups: groups(setting, played),
            answered_ms: answered(&all),
        }
    }
}

/// Waits of those who were answered, sorted.
fn answered(fates: &[(Fate, i64)]) -> Vec<i64> {
    let wait = |(fate, _): &(Fate, i64)| match fate {
        Fate::Answered { wait_ms, .. } => Some(*wait_ms),
        Fate::Abandoned { .. } | Fate::Left { .. } => None,
    };
    let mut waits: Vec<i64> = fates.iter().filter_map(wait).collect();
    waits.sort_unstable();
    waits
}

fn service_figures(fates: &[(Fate, i64)]) -> ServiceFigures {
    let waits = answered(fates);
    let count =
        |which: fn(&Fate, i64) -> bool| fates.iter().filter(|(fate, target)| which(fate, *target)).count();
    let in_time = count(|fate, target| matches!(fate, Fate::Answered { wait_ms, .. } if *wait_ms <= target));
    let lost = count(|fate, target| match fate {
        Fate::Abandoned { wait_ms } | Fate::Left { wait_ms } => *wait_ms > target,
        Fate::Answered { .. } => false,
    });
    ServiceFigures {
        arrived: fates.len(),
        answered: waits.len(),
        abandoned: count(|fate, _| matches!(fate, Fate::Abandoned { .. })),
        left: count(|fate, _| matches!(fate, Fate::Left { .. })),
        waits: Waits::of(&waits),
        service_level: percent(in_time as f64, (waits.len() + lost) as f64),
    }
}

impl Waits {
    fn of(sorted: &[i64]) -> Self {
        let Some(longest_ms) = sorted.last().copied() else {
            return Self::default();
        };
        // The smallest wait that so many hundredths do not exceed.
        let hundredth = |share: usize| sorted[(sorted.len() * share).div_ceil(100).max(1) - 1];
        let count = i64::try_from(sorted.len()).unwrap_or(i64::MAX);
        Self {
            mean_ms: sorted.iter().sum::<i64>() / count,
            p50_ms: hundredth(50),
            p90_ms: hundredth(90),
            longest_ms,
        }
    }
}

fn percent(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole * 100.0)
}

fn groups(setting: &Setting, played: &Played) -> Vec<GroupFigures> {
    let mut teams: Vec<Option<TeamId>> = Vec::new();
    for shift in &setting.shifts {
        if !teams.contains(&shift.agent.team) {
            teams.push(shift.agent.team);
        }
    }
    let group = |team| {
        let own = || {
            let all = setting.shifts.iter().zip(&played.agents);
            all.filter(move |(shift, _)| shift.agent.team == team)
        };
        let sum = |of: fn(&super::Shift, &super::AgentPlayed) -> i64| {
            own().map(|(shift, did)| of(shift, did)).sum::<i64>() as f64
        };
        let present = sum(|_, did| did.present_ms);
        let room = sum(|shift, did| did.present_ms * i64::from(shift.agent.room));
        GroupFigures {
            team,
            agents: u32::try_from(own().count()).unwrap_or(u32::MAX),
            chats: own().map(|(_, did)| did.chats).sum(),
            occupancy: percent(sum(|_, did| did.busy_ms), present).unwrap_or(0.0),
            load: percent(sum(|_, did| did.held_ms), room).unwrap_or(0.0),
        }
    };
    teams.into_iter().map(group).collect()
}
