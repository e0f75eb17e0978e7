//! The written rules, one example each (docs/guide/routing.md).
#![allow(missing_docs, clippy::unwrap_used)]

use parlance_core::{InteractionId, ServiceId, SkillId, TeamId, Timestamp, UserId, wait_reason::WaitReason};
use parlance_routing::{
    Agent, Class, Readiness, RequiredSkill, Service, Snapshot, Step, Waiting, decide, room_for_chats,
    why_waiting,
};

const MIN: i64 = 60_000;
const NOW: Timestamp = Timestamp::from_millis(100 * MIN);

fn team() -> TeamId {
    TeamId::new(NOW, [1; 10])
}
fn spanish() -> SkillId {
    SkillId::new(NOW, [2; 10])
}
fn orders() -> ServiceId {
    ServiceId::new(NOW, [3; 10])
}
fn user(number: u8) -> UserId {
    UserId::new(NOW, [number; 10])
}
fn chat(number: u8) -> InteractionId {
    InteractionId::new(NOW, [number; 10])
}

fn agent(number: u8) -> Agent {
    Agent {
        id: user(number),
        readiness: Readiness::Ready,
        team: Some(team()),
        skills: vec![(spanish(), 80)],
        held: 0,
        room: 4,
        idle_since: NOW.plus_ms(-3 * MIN),
    }
}

fn waiting(number: u8) -> Waiting {
    Waiting {
        id: chat(number),
        service_id: orders(),
        class: 0,
        priority: 0,
        queued_at: NOW.plus_ms(-MIN),
        reserved_for: None,
        reserved_until: None,
        passed_by: Vec::new(),
    }
}

fn floor(agents: Vec<Agent>, waiting: Vec<Waiting>) -> Snapshot {
    Snapshot {
        now: NOW,
        services: vec![Service {
            id: orders(),
            teams: vec![team()],
            skills: vec![RequiredSkill {
                id: spanish(),
                name: "Spanish".into(),
                level: 50,
            }],
            steps: Vec::new(),
        }],
        classes: Vec::new(),
        waiting,
        agents,
    }
}

/// Who gets a single waiting chat, and by which rule.
fn chosen(agents: Vec<Agent>) -> (UserId, String) {
    let decisions = decide(&floor(agents, vec![waiting(1)]));
    assert_eq!(decisions.len(), 1);
    (decisions[0].agent_id, decisions[0].reason.decided_by.clone())
}

#[test]
fn the_reason_reads_as_a_sentence() {
    let busy = Agent { held: 2, ..agent(1) };
    let decisions = decide(&floor(vec![busy], vec![waiting(1)]));
    let reason = &decisions[0].reason;
    assert_eq!(reason.sentence, "skill Spanish 80 ≥ 50, 2 of 4 chats, idle 3 min");
    assert_eq!(
        (reason.position, reason.candidates, reason.waited_ms),
        (1, 1, MIN)
    );
}

#[test]
fn the_least_loaded_agent_is_first_measured_by_their_own_room() {
    let half = Agent {
        held: 1,
        room: 2,
        ..agent(1)
    };
    let quarter = Agent {
        held: 2,
        room: 8,
        ..agent(2)
    };
    assert_eq!(chosen(vec![half, quarter]), (user(2), "least_loaded".into()));
}

#[test]
fn then_the_longest_idle() {
    let long = Agent {
        idle_since: NOW.plus_ms(-9 * MIN),
        ..agent(2)
    };
    assert_eq!(chosen(vec![agent(1), long]), (user(2), "longest_idle".into()));
}

#[test]
fn then_the_better_skills_then_the_smaller_id() {
    let better = Agent {
        skills: vec![(spanish(), 90)],
        ..agent(2)
    };
    assert_eq!(chosen(vec![agent(1), better]), (user(2), "best_fit".into()));
    assert_eq!(chosen(vec![agent(2), agent(1)]), (user(1), "tie_break".into()));
}

#[test]
fn priority_comes_before_waiting_time() {
    let urgent = Waiting {
        priority: 5,
        queued_at: NOW,
        ..waiting(2)
    };
    let one_place = Agent { room: 1, ..agent(1) };
    let decisions = decide(&floor(vec![one_place], vec![waiting(1), urgent]));
    assert_eq!(decisions.len(), 1);
    assert_eq!(decisions[0].interaction_id, chat(2));
}

#[test]
fn chats_spread_over_agents_before_anyone_gets_a_second() {
    let decisions = decide(&floor(
        vec![agent(1), agent(2), agent(3)],
        (1..=6).map(waiting).collect(),
    ));
    let order: Vec<_> = decisions.iter().map(|decision| decision.agent_id).collect();
    assert_eq!(order, [user(1), user(2), user(3), user(1), user(2), user(3)]);
}

#[test]
fn a_handed_over_chat_goes_to_its_agent_or_to_nobody() {
    let other_team = Agent {
        team: None,
        skills: Vec::new(),
        ..agent(9)
    };
    let handed = Waiting {
        reserved_for: Some(user(9)),
        ..waiting(1)
    };
    let decisions = decide(&floor(vec![agent(1), other_team.clone()], vec![handed.clone()]));
    assert_eq!(decisions[0].agent_id, user(9));
    assert_eq!(decisions[0].reason.decided_by, "transfer");
    let kept = Waiting {
        reserved_until: Some(NOW.plus_ms(1)),
        ..handed.clone()
    };
    let decisions = decide(&floor(vec![agent(1), other_team.clone()], vec![kept]));
    assert_eq!(
        decisions[0].reason.sentence,
        "had this customer last, 0 of 4 chats, idle 3 min"
    );
    let full = Agent {
        held: 4,
        ..other_team
    };
    assert_eq!(decide(&floor(vec![agent(1), full], vec![handed])), []);
}

#[test]
fn what_waits_names_the_first_obstacle() {
    let why = |agents: Vec<Agent>, waiting: Waiting| {
        let floor = floor(agents, vec![waiting]);
        let waits = why_waiting(&floor, &floor.waiting[0]);
        (waits.reason, waits.sentence)
    };
    let out = Agent {
        readiness: Readiness::LoggedOut,
        ..agent(1)
    };
    let lunch = Agent {
        readiness: Readiness::NotReady,
        ..agent(1)
    };
    let monolingual = Agent {
        skills: vec![(spanish(), 40)],
        ..agent(1)
    };
    let full = Agent { held: 4, ..agent(1) };
    assert_eq!(why(vec![], waiting(1)).0, WaitReason::NoAgents);
    assert_eq!(
        why(vec![out], waiting(1)).0,
        WaitReason::NobodySignedIn { agents: 1 }
    );
    assert_eq!(
        why(vec![monolingual], waiting(1)).1,
        "Nobody logged in holds skill Spanish at 50 or more."
    );
    assert_eq!(
        why(vec![lunch], waiting(1)).1,
        "The only agent who could take it is not Ready."
    );
    let six = (1..=6)
        .map(|number| Agent {
            held: 4,
            ..agent(number)
        })
        .collect();
    assert_eq!(
        why(six, waiting(1)).1,
        "All 6 agents who are Ready are full: they hold 24 of 24."
    );
    assert_eq!(
        why(vec![full], waiting(1)).0,
        WaitReason::AllFull {
            agents: 1,
            held: 4,
            room: 4
        }
    );
    let passed = Waiting {
        passed_by: vec![user(1)],
        ..waiting(1)
    };
    assert_eq!(
        why(vec![agent(1)], passed).0,
        WaitReason::JustPassed { agents: 1 }
    );
    assert_eq!(why(vec![agent(1)], waiting(1)).0, WaitReason::Next);
}

#[test]
fn room_follows_from_the_share_or_the_agents_own_limit() {
    assert_eq!(room_for_chats(None, 25), 4);
    assert_eq!(room_for_chats(None, 30), 3);
    assert_eq!(room_for_chats(None, 100), 1);
    assert_eq!(room_for_chats(Some(7), 25), 7);
}

fn other_team() -> TeamId {
    TeamId::new(NOW, [4; 10])
}
fn tents() -> SkillId {
    SkillId::new(NOW, [5; 10])
}

/// Spanish at 80; after 30 s 50 is enough, after 60 s the other team helps, after 90 s Spanish is not asked for.
fn widening(agents: Vec<Agent>, waiting: Vec<Waiting>) -> Snapshot {
    let mut floor = floor(agents, waiting);
    floor.services[0].skills[0].level = 80;
    let step = |after_ms, teams: &[TeamId], levels: &[(SkillId, u8)]| Step {
        after_ms,
        teams: teams.to_vec(),
        levels: levels.to_vec(),
    };
    floor.services[0].steps = vec![
        step(30_000, &[], &[(spanish(), 50)]),
        step(60_000, &[other_team()], &[]),
        step(90_000, &[], &[(spanish(), 0)]),
    ];
    floor
}

fn waited(number: u8, seconds: i64) -> Waiting {
    Waiting {
        queued_at: NOW.plus_ms(-seconds * 1000),
        ..waiting(number)
    }
}

#[test]
fn from_a_waiting_time_on_less_is_enough() {
    let some_spanish = Agent {
        skills: vec![(spanish(), 60)],
        ..agent(1)
    };
    let helper = Agent {
        team: Some(other_team()),
        skills: vec![(spanish(), 60)],
        ..agent(2)
    };
    let monolingual = Agent {
        skills: Vec::new(),
        ..agent(3)
    };
    let why = |agent: &Agent, seconds| {
        let decisions = decide(&widening(vec![agent.clone()], vec![waited(1, seconds)]));
        decisions.first().map(|decision| decision.reason.sentence.clone())
    };
    assert_eq!(why(&some_spanish, 29), None);
    assert_eq!(
        why(&some_spanish, 30).unwrap(),
        "after 30 s Spanish 50 is enough and 60 is there, 0 of 4 chats, idle 3 min"
    );
    assert_eq!(why(&helper, 59), None);
    assert_eq!(
        why(&helper, 60).unwrap(),
        "after 1 min this team helps and Spanish 50 is enough and 60 is there, 0 of 4 chats, idle 3 min"
    );
    assert_eq!(why(&monolingual, 89), None);
    assert_eq!(
        why(&monolingual, 500).unwrap(),
        "after 1 min Spanish is no longer asked for, 0 of 4 chats, idle 3 min"
    );
    assert_eq!(
        why(&agent(4), 500).unwrap(),
        "skill Spanish 80 ≥ 80, 0 of 4 chats, idle 3 min",
        "good enough from the beginning"
    );
}

#[test]
fn what_waits_says_when_less_will_be_enough() {
    let monolingual = Agent {
        skills: Vec::new(),
        ..agent(1)
    };
    let next = |seconds| {
        let floor = widening(vec![monolingual.clone()], vec![waited(1, seconds)]);
        let at = why_waiting(&floor, &floor.waiting[0]).next_step_at;
        at.map(|at| at.since_ms(NOW))
    };
    assert_eq!(next(0), Some(30_000));
    assert_eq!(next(29), Some(1_000));
    assert_eq!(next(30), Some(30_000));
    assert_eq!(next(89), Some(1_000));
    assert_eq!(next(90), None);
}

#[test]
fn one_that_has_waited_less_does_not_get_in_the_way_of_a_step() {
    let some_spanish = Agent {
        skills: vec![(spanish(), 60)],
        room: 1,
        ..agent(1)
    };
    let urgent = Waiting {
        priority: 5,
        ..waited(2, 10)
    };
    let decisions = decide(&widening(vec![some_spanish], vec![urgent, waited(1, 40)]));
    assert_eq!(decisions.len(), 1);
    assert_eq!(decisions[0].interaction_id, chat(1));
}

#[test]
fn a_chat_can_ask_for_more_than_its_service() {
    let asks = Waiting {
        class: 7,
        ..waiting(1)
    };
    let mut floor = floor(vec![agent(1)], vec![asks]);
    assert_eq!(decide(&floor), [], "what an unknown class asks is not known");
    floor.classes = vec![Class {
        number: 7,
        skills: vec![RequiredSkill {
            id: tents(),
            name: "Tents".into(),
            level: 40,
        }],
    }];
    assert_eq!(decide(&floor), []);
    assert_eq!(
        why_waiting(&floor, &floor.waiting[0]).sentence,
        "Nobody logged in holds skill Tents at 40 or more."
    );
    floor.agents[0].skills.push((tents(), 70));
    assert_eq!(
        decide(&floor)[0].reason.sentence,
        "skill Spanish 80 ≥ 50, skill Tents 70 ≥ 40, 0 of 4 chats, idle 3 min"
    );
}
