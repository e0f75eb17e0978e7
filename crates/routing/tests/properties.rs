//! What must hold for every floor.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::{HashMap, HashSet};

use parlance_core::{InteractionId, ServiceId, SkillId, TeamId, Timestamp, UserId, wait_reason::WaitReason};
use parlance_routing::{
    Agent, Class, Decision, Needs, Readiness, RequiredSkill, Service, Snapshot, Step, Waiting, cuts, decide,
    first_step, why_waiting,
};
use proptest::prelude::*;

fn bytes(number: usize) -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[8..].copy_from_slice(&u16::try_from(number).unwrap().to_be_bytes());
    bytes
}
const AT: Timestamp = Timestamp::from_millis(1);
fn user(number: usize) -> UserId {
    UserId::new(AT, bytes(number))
}
fn service_id(number: usize) -> ServiceId {
    ServiceId::new(AT, bytes(number))
}
fn team(number: usize) -> TeamId {
    TeamId::new(AT, bytes(number))
}
fn skill(number: usize) -> SkillId {
    SkillId::new(AT, bytes(number))
}
fn interaction(number: usize) -> InteractionId {
    InteractionId::new(AT, bytes(number))
}

prop_compose! {
    fn some_steps()(
        steps in prop::collection::btree_map(
            1..9_i64,
            (
                prop::collection::vec(0..3_usize, 0..2),
                prop::collection::btree_map(0..3_usize, 0..100_u8, 0..3),
            ),
            0..4,
        ),
    ) -> Vec<Step> {
        let step = |(seconds, (teams, levels)): (i64, (Vec<usize>, std::collections::BTreeMap<usize, u8>))| Step {
            after_ms: seconds * 1000,
            teams: teams.into_iter().map(team).collect(),
            levels: levels.into_iter().map(|(id, level)| (skill(id), level)).collect(),
        };
        steps.into_iter().map(step).collect()
    }
}

prop_compose! {
    fn a_class(number: u32)(
        skills in prop::collection::btree_map(0..3_usize, 1..100_u8, 0..3),
    ) -> Class {
        let skill = |(id, level)| RequiredSkill { id: skill(id), name: format!("S{id}"), level };
        Class { number, skills: skills.into_iter().map(skill).collect() }
    }
}

prop_compose! {
    fn a_service(number: usize)(
        steps in some_steps(),
        teams in prop::collection::vec(0..3_usize, 0..3),
        skills in prop::collection::btree_map(0..3_usize, 1..100_u8, 0..3),
    ) -> Service {
        Service {
            id: service_id(number),
            teams: teams.into_iter().map(team).collect(),
            skills: skills
                .into_iter()
                .map(|(id, level)| RequiredSkill { id: skill(id), name: format!("S{id}"), level })
                .collect(),
            steps,
        }
    }
}

prop_compose! {
    fn an_agent(number: usize)(
        readiness in prop_oneof![
            6 => Just(Readiness::Ready),
            1 => Just(Readiness::NotReady),
            1 => Just(Readiness::Disconnected),
            1 => Just(Readiness::LoggedOut),
        ],
        team_number in prop::option::weighted(0.9, 0..3_usize),
        skills in prop::collection::btree_map(0..3_usize, 1..=100_u8, 0..4),
        held in 0..4_u32,
        room in 1..5_u32,
        idle in 0..5_i64,
    ) -> Agent {
        Agent {
            id: user(number),
            readiness,
            team: team_number.map(team),
            skills: skills.into_iter().map(|(id, level)| (skill(id), level)).collect(),
            held,
            room,
            idle_since: Timestamp::from_millis(idle * 1000),
        }
    }
}

prop_compose! {
    fn a_waiting(number: usize)(
        service in 0..4_usize,
        // The third class is missing on purpose, too.
        class in prop_oneof![3 => Just(0), 2 => Just(1), 2 => Just(2), 1 => Just(3)],
        priority in 0..3_i32,
        queued in 0..10_i64,
        reserved in prop::option::weighted(0.1, 0..8_usize),
        passed in prop::collection::vec(0..8_usize, 0..2),
    ) -> Waiting {
        Waiting {
            id: interaction(number),
            service_id: service_id(service),
            class,
            priority,
            queued_at: Timestamp::from_millis(queued * 1000),
            reserved_for: reserved.map(user),
            reserved_until: None,
            passed_by: passed.into_iter().map(user).collect(),
        }
    }
}

prop_compose! {
    fn a_floor()(agents in 0..9_usize, waiting in 0..24_usize)(
        // The fourth service is missing on purpose: its interactions can only wait.
        services in (a_service(0), a_service(1), a_service(2)),
        classes in (a_class(1), a_class(2)),
        agents in (0..agents).map(an_agent).collect::<Vec<_>>(),
        waiting in (0..waiting).map(a_waiting).collect::<Vec<_>>(),
    ) -> Snapshot {
        Snapshot {
            now: Timestamp::from_millis(10_000),
            services: vec![services.0, services.1, services.2],
            classes: vec![classes.0, classes.1],
            waiting,
            agents,
        }
    }
}

fn find<'s>(floor: &'s Snapshot, decision: &Decision) -> (&'s Waiting, &'s Agent) {
    let waiting = floor
        .waiting
        .iter()
        .find(|waiting| waiting.id == decision.interaction_id)
        .unwrap();
    (
        waiting,
        floor
            .agents
            .iter()
            .find(|agent| agent.id == decision.agent_id)
            .unwrap(),
    )
}

/// What each agent holds after the decisions.
fn loads(floor: &Snapshot, decisions: &[Decision]) -> HashMap<UserId, u32> {
    let mut held: HashMap<UserId, u32> = floor.agents.iter().map(|agent| (agent.id, agent.held)).collect();
    for decision in decisions {
        *held.get_mut(&decision.agent_id).unwrap() += 1;
    }
    held
}

/// What a waiting chat asks now.
fn asked(floor: &Snapshot, waiting: &Waiting) -> Option<Needs> {
    let service = floor
        .services
        .iter()
        .find(|service| service.id == waiting.service_id)?;
    let come = service
        .steps
        .iter()
        .filter(|step| step.after_ms <= floor.now.since_ms(waiting.queued_at))
        .count();
    Some(service.needs(floor.class(waiting.class)?, come))
}

fn could_take(floor: &Snapshot, agent: &Agent, waiting: &Waiting, held: u32) -> bool {
    let fits = match waiting.reserved_for {
        Some(reserved) => reserved == agent.id,
        None => asked(floor, waiting).is_some_and(|needs| needs.are_met_by(agent)),
    };
    fits && agent.readiness == Readiness::Ready && held < agent.room && !waiting.passed_by.contains(&agent.id)
}

/// The rules written down once more, slowly: one decision at a time, every agent compared with every other.
fn slowly(floor: &Snapshot) -> Vec<(InteractionId, UserId)> {
    let mut held: HashMap<UserId, u32> = loads(floor, &[]);
    let mut line: Vec<&Waiting> = floor.waiting.iter().collect();
    line.sort_by(|a, b| {
        b.priority
            .cmp(&a.priority)
            .then(a.queued_at.cmp(&b.queued_at))
            .then(a.id.cmp(&b.id))
    });
    let mut decisions = Vec::new();
    for waiting in line {
        let needs = asked(floor, waiting);
        let fit = |agent: &Agent| -> u32 {
            let skills = needs.iter().flat_map(|needs| &needs.skills);
            skills.map(|skill| u32::from(agent.level(skill.id))).sum()
        };
        let best = floor
            .agents
            .iter()
            .filter(|agent| could_take(floor, agent, waiting, held[&agent.id]))
            .min_by(|a, b| {
                let load = |agent: &Agent| f64::from(held[&agent.id]) / f64::from(agent.room);
                load(a)
                    .total_cmp(&load(b))
                    .then(a.idle_since.cmp(&b.idle_since))
                    .then(fit(b).cmp(&fit(a)))
                    .then(a.id.cmp(&b.id))
            });
        if let Some(agent) = best {
            *held.get_mut(&agent.id).unwrap() += 1;
            decisions.push((waiting.id, agent.id));
        }
    }
    decisions
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn nobody_gets_more_than_fits_and_nothing_goes_to_two(floor in a_floor()) {
        let decisions = decide(&floor);
        let mut seen = HashSet::new();
        for decision in &decisions {
            prop_assert!(seen.insert(decision.interaction_id), "offered twice");
        }
        let held = loads(&floor, &decisions);
        for agent in &floor.agents {
            prop_assert!(held[&agent.id] <= agent.room.max(agent.held));
        }
    }

    #[test]
    fn only_those_get_it_who_may(floor in a_floor()) {
        for decision in decide(&floor) {
            let (waiting, agent) = find(&floor, &decision);
            prop_assert_eq!(agent.readiness, Readiness::Ready);
            prop_assert!(!waiting.passed_by.contains(&agent.id));
            match waiting.reserved_for {
                Some(reserved) => prop_assert_eq!(agent.id, reserved),
                None => prop_assert!(asked(&floor, waiting).unwrap().are_met_by(agent)),
            }
        }
    }

    #[test]
    fn nothing_waits_while_somebody_who_may_has_room(floor in a_floor()) {
        let decisions = decide(&floor);
        let held = loads(&floor, &decisions);
        let given: HashSet<_> = decisions.iter().map(|decision| decision.interaction_id).collect();
        for waiting in floor.waiting.iter().filter(|waiting| !given.contains(&waiting.id)) {
            for agent in &floor.agents {
                prop_assert!(!could_take(&floor, agent, waiting, held[&agent.id]));
            }
        }
    }

    #[test]
    fn who_is_first_in_line_is_served_first(floor in a_floor()) {
        let decisions = decide(&floor);
        let given: HashSet<_> = decisions.iter().map(|decision| decision.interaction_id).collect();
        let key = |waiting: &Waiting| (std::cmp::Reverse(waiting.priority), waiting.queued_at, waiting.id);
        for decision in &decisions {
            let (later, agent) = find(&floor, decision);
            for earlier in floor.waiting.iter().filter(|waiting| !given.contains(&waiting.id)) {
                // Of the same queue, and as far in its steps: it asks for nothing that the later one does not ask for.
                let same = earlier.service_id == later.service_id
                    && earlier.class == later.class
                    && earlier.reserved_for == later.reserved_for
                    && earlier.queued_at <= later.queued_at;
                if same && key(earlier) < key(later) {
                    prop_assert!(earlier.passed_by.contains(&agent.id));
                }
            }
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(floor in a_floor(), seed in any::<u64>()) {
        let mut shuffled = floor.clone();
        let mut state = seed | 1;
        let mut next = move |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 33).unwrap() % below
        };
        for place in (1..shuffled.agents.len()).rev() {
            shuffled.agents.swap(place, next(place + 1));
        }
        for place in (1..shuffled.waiting.len()).rev() {
            shuffled.waiting.swap(place, next(place + 1));
        }
        shuffled.services.reverse();
        prop_assert_eq!(decide(&floor), decide(&shuffled));
    }

    #[test]
    fn the_fast_way_decides_as_the_slow_one(floor in a_floor()) {
        let fast: Vec<_> = decide(&floor)
            .into_iter()
            .map(|decision| (decision.interaction_id, decision.agent_id))
            .collect();
        prop_assert_eq!(fast, slowly(&floor));
    }

    #[test]
    fn one_at_a_time_ends_like_all_at_once(floor in a_floor()) {
        let at_once = decide(&floor);
        let mut step = floor.clone();
        let mut one_by_one = Vec::new();
        while let Some(decision) = decide(&step).into_iter().next() {
            step.waiting.retain(|waiting| waiting.id != decision.interaction_id);
            let agent = step.agents.iter_mut().find(|agent| agent.id == decision.agent_id).unwrap();
            agent.held += 1;
            one_by_one.push((decision.interaction_id, decision.agent_id));
        }
        let at_once: Vec<_> = at_once
            .iter()
            .map(|decision| (decision.interaction_id, decision.agent_id))
            .collect();
        prop_assert_eq!(at_once, one_by_one);
    }

    #[test]
    fn what_waits_says_why(floor in a_floor()) {
        let decisions = decide(&floor);
        let mut after = floor.clone();
        let held = loads(&floor, &decisions);
        for agent in &mut after.agents {
            agent.held = held[&agent.id];
        }
        let given: HashSet<_> = decisions.iter().map(|decision| decision.interaction_id).collect();
        for waiting in after.waiting.iter().filter(|waiting| !given.contains(&waiting.id)) {
            let waits = why_waiting(&after, waiting);
            prop_assert_ne!(waits.reason, WaitReason::Next);
            prop_assert!(waits.sentence.ends_with('.'));
        }
    }

    #[test]
    fn reasons_tell_the_truth(floor in a_floor()) {
        let decisions = decide(&floor);
        let mut held = loads(&floor, &[]);
        for decision in &decisions {
            let (waiting, agent) = find(&floor, decision);
            let reason = &decision.reason;
            prop_assert_eq!(reason.chats_held, held[&agent.id]);
            prop_assert_eq!(reason.chats_room, agent.room);
            prop_assert_eq!(reason.priority, waiting.priority);
            prop_assert_eq!(reason.waited_ms, floor.now.since_ms(waiting.queued_at));
            let candidates = floor
                .agents
                .iter()
                .filter(|agent| could_take(&floor, agent, waiting, held[&agent.id]))
                .count();
            prop_assert_eq!(usize::try_from(reason.candidates).unwrap(), candidates);
            if waiting.reserved_for.is_none() {
                prop_assert_eq!(reason.decided_by == "only_candidate", candidates == 1);
                prop_assert!(reason.skills.iter().all(|fit| fit.held >= fit.required));
            }
            *held.get_mut(&agent.id).unwrap() += 1;
        }
    }
}

/// The part of a floor that can matter now: agents with room, the services they can serve, what is reserved for them,
/// and of each queue as much as they have room for, with what somebody passed on beyond.
fn what_can_matter(floor: &Snapshot) -> Snapshot {
    let agents: Vec<Agent> = floor
        .agents
        .iter()
        .filter(|agent| agent.readiness == Readiness::Ready && agent.has_room())
        .cloned()
        .collect();
    let is_free = |id: UserId| agents.iter().any(|agent| agent.id == id);
    let mut waiting: Vec<Waiting> = floor
        .waiting
        .iter()
        .filter(|waiting| waiting.reserved_for.is_some_and(is_free))
        .cloned()
        .collect();
    let services: Vec<Service> = floor
        .services
        .iter()
        .filter(|service| {
            let teams = service
                .steps
                .iter()
                .flat_map(|step| &step.teams)
                .chain(&service.teams);
            let teams: HashSet<_> = teams.collect();
            let served = agents
                .iter()
                .any(|agent| agent.team.is_some_and(|team| teams.contains(&team)));
            served || waiting.iter().any(|waiting| waiting.service_id == service.id)
        })
        .cloned()
        .collect();
    let classes: Vec<(ServiceId, Class)> = services
        .iter()
        .flat_map(|service| floor.classes.iter().map(|class| (service.id, class.clone())))
        .collect();
    let passed = |service: ServiceId| {
        let passed = floor
            .waiting
            .iter()
            .filter(|waiting| waiting.service_id == service && !waiting.passed_by.is_empty());
        u64::try_from(passed.count()).unwrap()
    };
    for cut in cuts(&services, &classes, &agents, passed) {
        let mut queue: Vec<&Waiting> = floor
            .waiting
            .iter()
            .filter(|waiting| waiting.service_id == cut.service_id && waiting.class == cut.class)
            .filter(|waiting| waiting.reserved_for.is_none())
            .filter(|waiting| waiting.waited_ms(floor.now) >= cut.waited_ms)
            .collect();
        queue.sort_by_key(|waiting| (std::cmp::Reverse(waiting.priority), waiting.queued_at, waiting.id));
        waiting.extend(
            queue
                .into_iter()
                .take(usize::try_from(cut.limit).unwrap())
                .cloned(),
        );
    }
    let mut seen = HashSet::new();
    waiting.retain(|waiting| seen.insert(waiting.id));
    Snapshot {
        now: floor.now,
        services,
        classes: floor.classes.clone(),
        waiting,
        agents,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn steps_only_ever_widen(service in a_service(0), class in a_class(1), agent in an_agent(0)) {
        let needs = service.all_needs(&class.skills);
        let first = first_step(&needs, &agent);
        for (step, needs) in needs.iter().enumerate() {
            prop_assert_eq!(needs.are_met_by(&agent), first.is_some_and(|first| first <= step));
        }
        for waited in 0..10_000_i64 / 500 {
            let waited = waited * 500;
            prop_assert!(service.step_after(waited) <= service.step_after(waited + 500));
        }
    }

    #[test]
    fn nothing_starves_while_agents_go_on_working(floor in a_floor()) {
        let mut floor = floor;
        let rounds = floor.waiting.len() + 20;
        for _ in 0..rounds {
            floor.now = floor.now.plus_ms(1_000);
            let decisions = decide(&floor);
            let held = loads(&floor, &decisions);
            let given: HashSet<_> = decisions.iter().map(|decision| decision.interaction_id).collect();
            floor.waiting.retain(|waiting| !given.contains(&waiting.id));
            for agent in &mut floor.agents {
                prop_assert!(held[&agent.id] <= agent.room.max(agent.held), "nobody is over capacity");
                // Everybody finishes one of their chats in a round.
                agent.held = held[&agent.id].saturating_sub(1);
            }
        }
        for waiting in &floor.waiting {
            for agent in &floor.agents {
                prop_assert!(!could_take(&floor, agent, waiting, 0), "still waits, and somebody could take it");
            }
        }
    }

    #[test]
    fn what_comes_with_time_comes_when_the_next_step_is_due(floor in a_floor()) {
        // Nothing happens on the floor: the steps of what waits are all that changes with time.
        let steps: HashSet<i64> = floor
            .waiting
            .iter()
            .flat_map(|waiting| {
                let service = floor.services.iter().find(move |service| service.id == waiting.service_id);
                let steps = service.into_iter().flat_map(|service| &service.steps);
                steps.map(|step| waiting.queued_at.plus_ms(step.after_ms).as_millis())
            })
            .collect();
        let what = |at: i64| {
            let then = Snapshot { now: Timestamp::from_millis(at), ..floor.clone() };
            decide(&then)
                .into_iter()
                .map(|decision| (decision.interaction_id, decision.agent_id))
                .collect::<Vec<_>>()
        };
        for at in (10_000..20_000).step_by(500) {
            if !steps.iter().any(|step| (at - 500..at).contains(&(step - 1))) {
                prop_assert_eq!(what(at), what(at - 500));
            }
        }
    }

    #[test]
    fn the_part_that_can_matter_decides_as_the_whole_floor(floor in a_floor()) {
        prop_assert_eq!(decide(&what_can_matter(&floor)), decide(&floor));
    }
}

proptest! {
    /// What is foretold is never negative and bounded, no shorter further back, and no longer when more is free.
    #[test]
    fn expected_waits_fit_together(
        (taken, within_ms, handling_ms) in (0_u32..5_000, 0_i64..7_200_000, proptest::option::of(-5_i64..100_000_000)),
        (room, free, place) in (0_u32..20_000, 0_u32..20_000, 1_u32..200_000),
    ) {
        let pace = parlance_routing::Pace { taken, within_ms, handling_ms, room, free };
        let wait = |pace, place| parlance_routing::expected_wait_ms(&pace, place);
        let expected = wait(pace, place);
        prop_assert_eq!(expected.is_none(), room == 0);
        if let Some(ms) = expected {
            prop_assert!((0..=parlance_routing::LONGEST_MS).contains(&ms));
            prop_assert!(wait(pace, place + 1) >= Some(ms));
            let freer = parlance_routing::Pace { free: free + 1, ..pace };
            prop_assert!(wait(freer, place) <= Some(ms));
        }
    }
}
