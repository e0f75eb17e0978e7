//! What goes wrong in a run, and when: decided by the seed alone, before anything begins.

use std::fmt;

use serde_json::{Value, json};

use crate::random::Chance;

/// Something that goes wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// `kill -9`, and a new process after so many milliseconds.
    Kill {
        /// Nobody answers for so long.
        away_ms: u64,
    },
    /// The process stands still. With `lease`, the clock moves on beyond every lease meanwhile.
    Stop {
        /// For so long.
        ms: u64,
        /// Every lease ends meanwhile.
        lease: bool,
    },
    /// Every write to a file fails.
    DiskFull {
        /// For so long.
        ms: u64,
    },
    /// Another process holds the database's write lock; a database's server crashes and comes back.
    Locked {
        /// For so long.
        ms: u64,
    },
    /// The machine's clock is set, and set back after a while.
    Clock {
        /// By so much, back or forth.
        by_ms: i64,
        /// For so long.
        ms: u64,
    },
    /// The platform misbehaves: an order for the simulator.
    Platform(Value),
    /// Events that mean nothing, or break the reader.
    Poison {
        /// How many.
        count: u64,
    },
    /// A desktop that does not read what it is sent.
    SlowReader,
    /// Every desktop loses its connection at once.
    Storm,
    /// The process dies at a named point, at its so many-th passing.
    Point {
        /// The point.
        name: &'static str,
        /// Passings that go well before.
        after: u64,
    },
    /// Nothing goes wrong: a backup is taken in the midst of it.
    Backup,
    /// A named point takes its time.
    Wait {
        /// The point.
        name: &'static str,
        /// So long, each time.
        ms: u64,
    },
}

/// The named points where the process may die.
pub const POINTS: [&str; 20] = [
    "inbound-before-insert",
    "inbound-after-insert",
    "inbound-before-answer",
    "inbound-between-deliveries",
    "inbound-between-events",
    "inbound-between-units",
    "writer-before-commit",
    "writer-after-commit",
    "outbox-after-claim",
    "outbox-before-call",
    "outbox-after-call",
    "outbox-after-result",
    "routing-before-commit",
    "routing-after-commit",
    "reply-before-answer",
    "offer-before-answer",
    "media-before-write",
    "media-before-row",
    "job-after-claim",
    "job-before-end",
];

/// A fault with its moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// So long after the one before has ended.
    pub pause_ms: u64,
    /// What goes wrong.
    pub fault: Fault,
}

/// A run's faults.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The seed it came from.
    pub seed: u64,
    /// One after another.
    pub steps: Vec<Step>,
}

impl Plan {
    /// The faults of a seed; so many. Each plan kills the process at least once, and takes a backup.
    pub fn of(seed: u64, count: usize) -> Self {
        let mut chance = Chance::new(seed, "faults");
        let mut steps: Vec<Step> = (0..count)
            .map(|_| Step {
                pause_ms: chance.between(150, 900),
                fault: fault(&mut chance),
            })
            .collect();
        let dies = |step: &Step| matches!(step.fault, Fault::Kill { .. });
        if !steps.iter().any(dies)
            && let Some(step) = steps.last_mut()
        {
            step.fault = Fault::Kill {
                away_ms: chance.between(0, 1_500),
            };
        }
        let place = usize::try_from(chance.between(0, steps.len() as u64 + 1)).unwrap_or(0);
        steps.insert(
            place,
            Step {
                pause_ms: chance.between(300, 1_200),
                fault: Fault::Backup,
            },
        );
        Self { seed, steps }
    }
}

fn fault(chance: &mut Chance) -> Fault {
    match chance.between(0, 100) {
        0..18 => Fault::Kill {
            away_ms: chance.between(0, 1_500),
        },
        18..46 => Fault::Point {
            name: chance.pick::<&str>(&POINTS),
            after: chance.between(0, 12),
        },
        46..54 => Fault::Stop {
            ms: chance.between(300, 2_500),
            lease: chance.percent(60),
        },
        54..58 => Fault::DiskFull {
            ms: chance.between(300, 2_500),
        },
        58..62 => Fault::Locked {
            ms: chance.between(300, 6_000),
        },
        62..66 => Fault::Clock {
            by_ms: *chance.pick(&[-180_000, -20_000, 20_000, 70_000, 3_600_000]),
            ms: chance.between(500, 2_500),
        },
        66..86 => Fault::Platform(trouble(chance)),
        86..89 => Fault::Poison {
            count: chance.between(1, 6),
        },
        89..92 => Fault::SlowReader,
        92..96 => Fault::Storm,
        _ => Fault::Wait {
            name: chance.pick::<&str>(&POINTS),
            ms: chance.between(50, 600),
        },
    }
}

/// An order for the simulator. It lasts for some seconds, or for some calls.
fn trouble(chance: &mut Chance) -> Value {
    let kinds = [
        json!({ "kind": "delay", "ms": 700 }),
        json!({ "kind": "unreachable" }),
        json!({ "kind": "throttle" }),
        json!({ "kind": "server_error", "status": 503 }),
        json!({ "kind": "server_error", "status": 500, "after_accept": true }),
        json!({ "kind": "garbage" }),
        json!({ "kind": "garbage", "after_accept": true }),
        json!({ "kind": "cut_after_accept" }),
        json!({ "kind": "webhook_drop" }),
        json!({ "kind": "webhook_slow", "ms": 400 }),
        json!({ "kind": "webhook_duplicate", "concurrent": true }),
        json!({ "kind": "webhook_duplicate" }),
        json!({ "kind": "webhook_shuffle" }),
        json!({ "kind": "webhook_cut" }),
        json!({ "kind": "webhook_bad_signature", "count": 3 }),
    ];
    let mut order = chance.pick(&kinds).clone();
    order["seconds"] = chance.between(1, 5).into();
    order["probability"] = (*chance.pick(&[0.3, 0.7, 1.0])).into();
    order
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kill { away_ms } => write!(f, "kill -9, away {away_ms} ms"),
            Self::Stop { ms, lease: true } => write!(f, "stopped {ms} ms, leases end"),
            Self::Stop { ms, lease: false } => write!(f, "stopped {ms} ms"),
            Self::DiskFull { ms } => write!(f, "disk full {ms} ms"),
            Self::Locked { ms } => write!(f, "database away {ms} ms"),
            Self::Clock { by_ms, ms } => write!(f, "clock set by {by_ms} ms for {ms} ms"),
            Self::Platform(order) => write!(f, "platform {order}"),
            Self::Poison { count } => write!(f, "{count} poison events"),
            Self::SlowReader => write!(f, "a desktop does not read"),
            Self::Storm => write!(f, "all desktops reconnect"),
            Self::Backup => write!(f, "a backup"),
            Self::Point { name, after } => write!(f, "dies at {name} after {after}"),
            Self::Wait { name, ms } => write!(f, "{name} takes {ms} ms"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_seed_is_a_plan() {
        assert_eq!(Plan::of(7, 30), Plan::of(7, 30));
        assert_ne!(Plan::of(7, 30), Plan::of(8, 30));
    }

    #[test]
    fn every_plan_kills_and_many_plans_do_everything() {
        let plans: Vec<Plan> = (0..400).map(|seed| Plan::of(seed, 8)).collect();
        let faults: Vec<&Fault> = plans
            .iter()
            .flat_map(|plan| plan.steps.iter().map(|step| &step.fault))
            .collect();
        for plan in &plans {
            let kills = plan
                .steps
                .iter()
                .any(|step| matches!(step.fault, Fault::Kill { .. }));
            assert!(kills, "{}", plan.seed);
            let backups = plan.steps.iter().filter(|step| step.fault == Fault::Backup);
            assert_eq!(backups.count(), 1, "{}", plan.seed);
        }
        let kinds: HashSet<_> = faults
            .iter()
            .map(|fault| std::mem::discriminant(*fault))
            .collect();
        assert_eq!(kinds.len(), 12);
        for point in POINTS {
            let dies = |fault: &&&Fault| matches!(fault, Fault::Point { name, .. } if *name == point);
            assert!(faults.iter().find(dies).is_some(), "{point}");
        }
    }
}
