//! Simulated traffic: nothing is lost, the rules hold, and the waits are those that the theory of queues foretells.
#![allow(missing_docs, clippy::unwrap_used, clippy::cast_precision_loss)]

use parlance_core::{ServiceId, TeamId, Timestamp, UserId};
use parlance_routing::{
    Agent, Readiness, Service, Step,
    simulate::{Arrival, Fate, Figures, Played, Setting, Shift, Stream, generate, simulate},
};
use proptest::prelude::*;

const HOUR: i64 = 3_600_000;
const AT: Timestamp = Timestamp::from_millis(1);

fn bytes(number: u8) -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[9] = number;
    bytes
}

fn service_id(number: u8) -> ServiceId {
    ServiceId::new(AT, bytes(number))
}

fn team(number: u8) -> TeamId {
    TeamId::new(AT, bytes(number))
}

/// Service n gets the work of team n; after a minute of all teams.
fn setting(services: u8, rooms: &[u32], times: &[(i64, i64)]) -> Setting {
    let teams: Vec<TeamId> = (0..services).map(team).collect();
    Setting {
        services: (0..services)
            .map(|number| Service {
                id: service_id(number),
                teams: vec![team(number)],
                skills: Vec::new(),
                steps: vec![Step {
                    after_ms: 60_000,
                    teams: teams.clone(),
                    levels: Vec::new(),
                }],
            })
            .collect(),
        classes: Vec::new(),
        shifts: (0..)
            .zip(rooms)
            .map(|(number, room)| Shift {
                agent: Agent {
                    id: UserId::new(AT, bytes(number)),
                    readiness: Readiness::Ready,
                    team: Some(team(number % services)),
                    skills: Vec::new(),
                    held: 0,
                    room: *room,
                    idle_since: AT,
                },
                times: times.to_vec(),
            })
            .collect(),
        ring_ms: 0,
    }
}

fn stream(service: u8, per_hour: f64, talk_ms: i64) -> Stream {
    Stream {
        service_id: service_id(service),
        class: 0,
        priority: 0,
        per_hour,
        talk_ms,
        after_call_work_ms: 0,
        patience_ms: None,
    }
}

fn figures(setting: &Setting, played: &Played) -> Figures {
    Figures::of(setting, played, |_| 20_000)
}

/// Erlang C: the mean wait in a queue of `servers` at so many erlangs, in mean service times.
fn erlang_c_wait(servers: u32, erlangs: f64) -> f64 {
    let mut blocked = 1.0;
    for server in 1..=servers {
        blocked = erlangs * blocked / (f64::from(server) + erlangs * blocked);
    }
    let spare = f64::from(servers) - erlangs;
    let waits = f64::from(servers) * blocked / (spare + erlangs * blocked);
    waits / spare
}

#[test]
fn waits_are_those_of_erlangs_formula() {
    // 10 agents with room for one chat each, 8.5 erlangs: about 2 of 3 have to wait.
    let setting = setting(1, &[1; 10], &[(0, 4_000 * HOUR)]);
    let arrivals = generate(&[stream(0, 85.0, HOUR / 10)], 700 * HOUR, 7);
    let found = figures(&setting, &simulate(&setting, &arrivals));
    assert_eq!(found.total.answered, arrivals.len());
    let foretold = erlang_c_wait(10, 8.5) * HOUR as f64 / 10.0;
    let mean = found.total.waits.mean_ms as f64;
    assert!(
        (mean / foretold - 1.0).abs() < 0.1,
        "{mean} ms, foretold {foretold} ms"
    );
    let occupancy = found.groups[0].occupancy;
    let busy = found.groups[0].load;
    assert!(
        occupancy <= 100.0 && (occupancy - busy).abs() < 0.001,
        "one chat at a time"
    );
}

#[test]
fn the_same_seed_makes_the_same_day() {
    let day = |seed| {
        generate(
            &[stream(0, 60.0, 60_000), stream(1, 30.0, 60_000)],
            8 * HOUR,
            seed,
        )
    };
    assert_eq!(day(1), day(1));
    assert_ne!(day(1), day(2));
    let count = i64::try_from(day(3).len()).unwrap();
    assert!((count - 720).abs() < 110, "{count} of about 720");
}

#[test]
fn who_has_no_patience_leaves_and_a_step_lets_others_help() {
    let one = |service, at_ms, patience_ms| Arrival {
        at_ms,
        service_id: service_id(service),
        class: 0,
        priority: 0,
        talk_ms: HOUR,
        after_call_work_ms: 0,
        patience_ms,
    };
    // One agent, of team 0, with room for two.
    let mut setting = setting(2, &[2], &[(0, HOUR)]);
    setting.ring_ms = 5_000;
    let arrivals = [
        one(1, 0, None),
        one(1, 1_000, Some(30_000)),
        one(0, 2_000, None),
        one(0, 70_000, None),
    ];
    let fates: Vec<Fate> = simulate(&setting, &arrivals)
        .fates
        .into_iter()
        .map(|(_, fate)| fate)
        .collect();
    let agent_id = setting.shifts[0].agent.id;
    assert_eq!(
        fates[0],
        Fate::Answered {
            wait_ms: 65_000,
            agent_id
        }
    );
    assert_eq!(fates[1], Fate::Abandoned { wait_ms: 30_000 });
    assert_eq!(
        fates[2],
        Fate::Answered {
            wait_ms: 5_000,
            agent_id
        }
    );
    // Room comes free after their shift: nobody is there any more.
    assert!(matches!(fates[3], Fate::Left { .. }));
}

prop_compose! {
    fn some_arrivals()(
        arrivals in prop::collection::vec(
            (0..600_000_i64, 0..3_u8, 0..2, 1_000..400_000_i64, 0..60_000_i64, prop::option::of(1_000..200_000_i64)),
            1..120,
        ),
    ) -> Vec<Arrival> {
        let mut arrivals: Vec<Arrival> = arrivals
            .into_iter()
            .map(|(at_ms, service, priority, talk_ms, after_call_work_ms, patience_ms)| Arrival {
                at_ms, service_id: service_id(service), class: 0, priority, talk_ms, after_call_work_ms, patience_ms,
            })
            .collect();
        arrivals.sort_by_key(|arrival| arrival.at_ms);
        arrivals
    }
}

proptest! {
    #[test]
    fn everybody_has_a_fate_and_nobody_holds_too_much(
        arrivals in some_arrivals(),
        rooms in prop::collection::vec(1..4_u32, 1..7),
        ring_ms in 0..9_000_i64,
    ) {
        let setting = Setting { ring_ms, ..setting(3, &rooms, &[(0, 100 * HOUR)]) };
        let played = simulate(&setting, &arrivals);
        prop_assert_eq!(played.fates.len(), arrivals.len());
        let mut taken = 0;
        for ((_, fate), arrival) in played.fates.iter().zip(&arrivals) {
            match fate {
                Fate::Answered { wait_ms, .. } => {
                    taken += 1;
                    prop_assert!(*wait_ms >= ring_ms);
                    prop_assert!(arrival.patience_ms.is_none_or(|patience| *wait_ms <= patience));
                }
                Fate::Abandoned { wait_ms } => prop_assert_eq!(Some(*wait_ms), arrival.patience_ms),
                Fate::Left { .. } => prop_assert!(false, "somebody is always there, and after a minute for everybody"),
            }
        }
        prop_assert_eq!(played.agents.iter().map(|agent| agent.chats).sum::<u32>(), taken);
        for (agent, shift) in played.agents.iter().zip(&setting.shifts) {
            prop_assert!(agent.most_held <= shift.agent.room);
            prop_assert!(agent.busy_ms <= agent.present_ms);
            prop_assert!(agent.held_ms <= agent.busy_ms * i64::from(shift.agent.room));
        }
    }

    /// Of one service and priority the first to come is the first to be taken: nobody starves.
    #[test]
    fn the_oldest_comes_first(arrivals in some_arrivals(), rooms in prop::collection::vec(1..4_u32, 1..5)) {
        let arrivals: Vec<Arrival> = arrivals
            .into_iter()
            .map(|arrival| Arrival { patience_ms: None, service_id: service_id(0), ..arrival })
            .collect();
        let setting = setting(1, &rooms, &[(0, 100 * HOUR)]);
        let played = simulate(&setting, &arrivals);
        for priority in 0..2 {
            let taken: Vec<i64> = played
                .fates
                .iter()
                .zip(&arrivals)
                .filter(|(_, arrival)| arrival.priority == priority)
                .map(|((_, fate), arrival)| match fate {
                    Fate::Answered { wait_ms, .. } => arrival.at_ms + wait_ms,
                    other => panic!("{other:?}"),
                })
                .collect();
            prop_assert!(taken.is_sorted(), "{:?}", taken);
        }
    }
}
