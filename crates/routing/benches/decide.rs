//! How long routing takes: `cargo bench -p parlance-routing`. One line per floor, as a table.
#![allow(
    missing_docs,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation
)]

use std::{hint::black_box, time::Instant};

use parlance_core::{InteractionId, ServiceId, SkillId, TeamId, Timestamp, UserId};
use parlance_routing::{Agent, Readiness, RequiredSkill, Service, Snapshot, Waiting, decide};

const NOW: Timestamp = Timestamp::from_millis(10_000_000);

fn bytes(number: usize) -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&(number as u64).to_be_bytes());
    bytes
}

/// Agents in twenty teams with three of thirty skills each; every service asks for two of them in ten teams.
fn floor(agents: usize, services: usize, waiting: usize) -> Snapshot {
    let team = |number: usize| TeamId::new(NOW, bytes(number % 20));
    let skill = |number: usize| SkillId::new(NOW, bytes(number % 30));
    Snapshot {
        now: NOW,
        services: (0..services)
            .map(|service| Service {
                id: ServiceId::new(NOW, bytes(service)),
                teams: (0..10).map(|step| team(service + step * 2)).collect(),
                skills: vec![RequiredSkill {
                    id: skill(service),
                    name: format!("Skill {service}"),
                    level: 30,
                }],
                steps: Vec::new(),
            })
            .collect(),
        classes: Vec::new(),
        waiting: (0..waiting)
            .map(|number| Waiting {
                id: InteractionId::new(NOW, bytes(number)),
                service_id: ServiceId::new(NOW, bytes(number % services)),
                class: 0,
                priority: i32::try_from(number % 3).unwrap_or(0),
                queued_at: NOW.plus_ms(-((number * 7919 % 100_000) as i64)),
                reserved_for: None,
                reserved_until: None,
                passed_by: Vec::new(),
            })
            .collect(),
        agents: (0..agents)
            .map(|number| Agent {
                id: UserId::new(NOW, bytes(number)),
                readiness: Readiness::Ready,
                team: Some(team(number)),
                skills: (0..3)
                    .map(|step| (skill(number + step * 7), 40 + (number % 60) as u8))
                    .collect(),
                held: u32::try_from(number % 4).unwrap_or(0),
                room: 4,
                idle_since: NOW.plus_ms(-((number * 104_729 % 1_000_000) as i64)),
            })
            .collect(),
    }
}

fn main() {
    println!("| agents | services | waiting | decisions | median | per decision |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    for (agents, services, waiting) in [
        (10, 2, 1),
        (200, 10, 1),
        (200, 10, 100),
        (1_000, 20, 1_000),
        (10_000, 50, 1),
        (10_000, 50, 10_000),
        (10_000, 50, 100_000),
    ] {
        let floor = floor(agents, services, waiting);
        let mut times = Vec::new();
        let mut decisions = 0;
        for _ in 0..15 {
            let begun = Instant::now();
            decisions = black_box(decide(black_box(&floor))).len();
            times.push(begun.elapsed());
        }
        times.sort_unstable();
        let median = times[times.len() / 2];
        println!(
            "| {agents} | {services} | {waiting} | {decisions} | {:.1} µs | {:.2} µs |",
            median.as_secs_f64() * 1e6,
            median.as_secs_f64() * 1e6 / decisions.max(1) as f64
        );
    }
}
