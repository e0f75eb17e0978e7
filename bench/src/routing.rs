//! A routing decision over a large floor, in this process: it is a pure function.

use std::time::Instant;

use parlance_core::{InteractionId, ServiceId, SkillId, TeamId, Timestamp, UserId};
use parlance_routing::{Agent, Readiness, RequiredSkill, Service, Snapshot, Waiting, decide};

use crate::{
    Bench, Failure,
    figures::{self, percentile, spread},
};

const AGENTS: usize = 10_000;
const WAITING: usize = 100_000;
const SERVICES: usize = 20;
const AT: Timestamp = Timestamp::from_millis(1_700_000_000_000);

/// The floor of a rush hour: 10,000 agents of whom some have become free, 100,000 waiting in 20 services.
fn floor(free: usize) -> Snapshot {
    let services: Vec<Service> = (0..SERVICES)
        .map(|number| Service {
            id: ServiceId::new(AT, bytes(number)),
            teams: vec![TeamId::new(AT, bytes(number % 5))],
            skills: vec![RequiredSkill {
                id: SkillId::new(AT, bytes(number % 7)),
                name: format!("Skill {}", number % 7),
                level: 30,
            }],
        })
        .collect();
    let agents = (0..AGENTS)
        .map(|number| Agent {
            id: UserId::new(AT, bytes(number)),
            readiness: Readiness::Ready,
            team: Some(TeamId::new(AT, bytes(number % 5))),
            skills: (0..7)
                .map(|skill| {
                    (
                        SkillId::new(AT, bytes(skill)),
                        1 + ((number * 31 + skill * 17) % 100) as u8,
                    )
                })
                .collect(),
            // Spread over the teams.
            held: if number * 7_919 % AGENTS < free { 3 } else { 4 },
            room: 4,
            idle_since: AT.plus_ms((number * 37 % 100_000) as i64),
        })
        .collect();
    let waiting = (0..WAITING)
        .map(|number| Waiting {
            id: InteractionId::new(AT, bytes(number)),
            service_id: services[number % SERVICES].id,
            priority: (number % 3) as i32,
            queued_at: AT.plus_ms((number * 13 % 600_000) as i64),
            reserved_for: None,
            passed_by: Vec::new(),
        })
        .collect();
    Snapshot {
        now: AT.plus_ms(700_000),
        services,
        waiting,
        agents,
    }
}

fn bytes(number: usize) -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&(number as u64).to_be_bytes());
    bytes
}

/// Time per decision: of a whole run over the whole floor, and of a run after which one agent became free.
pub fn measure(bench: &mut Bench) -> Result<(), Failure> {
    figures::goals("Routing: 10,000 agents, 100,000 waiting in 20 services");
    let rush = floor(AGENTS);
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
    let calm = floor(1);
    let mut runs: Vec<u64> = (0..200)
        .map(|_| {
            let begun = Instant::now();
            let decisions = decide(&calm);
            assert!(decisions.len() <= 1, "one agent is free");
            begun.elapsed().as_micros() as u64
        })
        .collect();
    runs.sort_unstable();
    figures::against_goal(
        "one agent became free: a run over the whole floor, p50 / p99",
        format!(
            "{} / {}",
            figures::ms(percentile(&runs, 0.5) as f64),
            figures::ms(percentile(&runs, 0.99) as f64)
        ),
        "p99 ≤ 1 ms",
    );
    Ok(())
}
