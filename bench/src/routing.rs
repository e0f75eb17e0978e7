//! A routing decision over a large floor, in this process: what is read of a database, what is decided, what is offered.

use std::{future::Future, time::Instant};

use parlance_core::{InteractionId, ServiceId, SkillId, TeamId, Timestamp, UserId};
use parlance_engine::dispatch::{Among, decided, dispatch};
use parlance_routing::{Agent, Decision, Readiness, RequiredSkill, Service, Snapshot, Waiting, decide};

use crate::{
    Bench, Failure,
    figures::{self, percentile, spread},
    rush::{AGENTS, ROOM, Rush, SERVICES, SKILLS, TEAMS, WAITING, level},
};

/// Agents who become free, one after another.
const ROUNDS: usize = 400;
/// Before them, unmeasured.
const WARM_UP: usize = 20;
/// Every so often the whole floor is decided over, too.
const WHOLE_EVERY: usize = 10;
const AT: Timestamp = Timestamp::from_millis(1_700_000_000_000);

/// The floor of a rush hour of which everybody has become free.
fn floor() -> Snapshot {
    let services: Vec<Service> = (0..SERVICES)
        .map(|number| Service {
            id: ServiceId::new(AT, bytes(number)),
            teams: vec![TeamId::new(AT, bytes(number % TEAMS))],
            skills: vec![RequiredSkill {
                id: SkillId::new(AT, bytes(number % SKILLS)),
                name: format!("Skill {}", number % SKILLS),
                level: 30,
            }],
            steps: Vec::new(),
        })
        .collect();
    let agents = (0..AGENTS)
        .map(|number| Agent {
            id: UserId::new(AT, bytes(number)),
            readiness: Readiness::Ready,
            team: Some(TeamId::new(AT, bytes(number % TEAMS))),
            skills: (0..SKILLS)
                .map(|skill| (SkillId::new(AT, bytes(skill)), level(number, skill)))
                .collect(),
            held: ROOM as u32 - 1,
            room: ROOM as u32,
            idle_since: AT.plus_ms((number * 37 % 100_000) as i64),
        })
        .collect();
    let waiting = (0..WAITING)
        .map(|number| Waiting {
            id: InteractionId::new(AT, bytes(number)),
            service_id: services[number % SERVICES].id,
            class: 0,
            priority: (number % 3) as i32,
            queued_at: AT.plus_ms((number * 13 % 600_000) as i64),
            reserved_for: None,
            reserved_until: None,
            passed_by: Vec::new(),
        })
        .collect();
    Snapshot {
        now: AT.plus_ms(700_000),
        services,
        classes: Vec::new(),
        waiting,
        agents,
    }
}

fn bytes(number: usize) -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&(number as u64).to_be_bytes());
    bytes
}

/// Times taken, microseconds.
#[derive(Default)]
struct Times(Vec<u64>);

impl Times {
    async fn take<T>(&mut self, work: impl Future<Output = T>) -> T {
        let begun = Instant::now();
        let done = work.await;
        self.0.push(begun.elapsed().as_micros() as u64);
        done
    }

    fn shown(mut self) -> String {
        self.0.sort_unstable();
        let at = |share| figures::ms(percentile(&self.0, share) as f64);
        format!("{} / {}", at(0.5), at(0.99))
    }
}

/// Time per decision: of a whole run over the whole floor, and of runs over a database after which one agent each
/// became free.
pub async fn measure(bench: &mut Bench) -> Result<(), Failure> {
    figures::goals("Routing: 10,000 agents, 100,000 waiting in 20 services");
    let rush = floor();
    let (mut whole, mut each) = (Vec::new(), Vec::new());
    for _ in 0..bench.extent.rounds.max(5) {
        let begun = Instant::now();
        let decisions = decide(&rush);
        let took = begun.elapsed().as_secs_f64() * 1e6;
        if decisions.is_empty() {
            return Err("nobody got anything".into());
        }
        whole.push(took);
        each.push(took / decisions.len() as f64);
    }
    figures::against_goal(
        "everybody became free: one decision of the run",
        spread(each).shown(|us| format!("{us:.1} µs")),
        "p99 ≤ 1 ms",
    );
    figures::against_goal(
        "the whole run, about 10,000 decisions",
        spread(whole).shown(figures::ms),
        "",
    );
    one_by_one().await
}

/// What is decided; the moment, which is part of the reason, aside.
fn what(decisions: &[Decision]) -> Vec<(InteractionId, UserId)> {
    decisions
        .iter()
        .map(|decision| (decision.interaction_id, decision.agent_id))
        .collect()
}

/// One agent after another has room for one chat.
async fn one_by_one() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let rush = Rush::open(&folder.path().join("rush.db"))?;
    let (mut full, mut decision, mut whole, mut offer) = (
        Times::default(),
        Times::default(),
        Times::default(),
        Times::default(),
    );
    for round in 0..ROUNDS + WARM_UP {
        if round == WARM_UP {
            (full, decision, whole, offer) = Default::default();
        }
        let nothing = full
            .take(decided(&rush.engine, rush.ctx, Among::WithRoom))
            .await?;
        if !nothing.is_empty() {
            return Err("somebody had room before".into());
        }
        // Spread over the teams.
        rush.free(round * 7_919 % AGENTS).await?;
        let one = decision
            .take(decided(&rush.engine, rush.ctx, Among::WithRoom))
            .await?;
        if round % WHOLE_EVERY == 0 {
            let same = whole.take(decided(&rush.engine, rush.ctx, Among::Ready)).await?;
            if what(&one) != what(&same) {
                return Err("the small floor does not decide as the whole one".into());
            }
        }
        if one.len() != 1 {
            return Err("the agent who became free got nothing".into());
        }
        let made = offer.take(dispatch(&rush.engine, rush.ctx)).await?;
        if made.offers != 1 {
            return Err("the offer was not made".into());
        }
    }
    for (what, times, goal) in [
        (
            "one agent became free: read and decided, p50 / p99",
            decision,
            "p99 ≤ 1 ms",
        ),
        ("… and the offer committed, p50 / p99", offer, ""),
        ("nobody became free, p50 / p99", full, ""),
        ("the same decision with everybody counted, p50 / p99", whole, ""),
    ] {
        figures::against_goal(what, times.shown(), goal);
    }
    Ok(())
}
