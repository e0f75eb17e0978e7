//! The written rules, one example each (docs/guide/routing.md).
#![allow(missing_docs, clippy::unwrap_used)]

use parlance_core::{InteractionId, ServiceId, SkillId, TeamId, Timestamp, UserId};
use parlance_routing::{
    Agent, Readiness, RequiredSkill, Service, Snapshot, WaitReason, Waiting, decide, room_for_chats,
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
        priority: 0,
        queued_at: NOW.plus_ms(-MIN),
        reserved_for: None,
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
        }],
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
    assert_eq!(why(vec![out], waiting(1)).0, WaitReason::NobodyLoggedIn);
    assert_eq!(
        why(vec![monolingual], waiting(1)).1,
        "Nobody logged in holds skill Spanish at 50 or more."
    );
    assert_eq!(
        why(vec![lunch], waiting(1)).1,
        "The only agent who could take it is not Ready."
    );
    assert_eq!(why(vec![full], waiting(1)).0, WaitReason::AllFull);
    let passed = Waiting {
        passed_by: vec![user(1)],
        ..waiting(1)
    };
    assert_eq!(why(vec![agent(1)], passed).0, WaitReason::JustPassed);
    assert_eq!(why(vec![agent(1)], waiting(1)).0, WaitReason::Next);
}

#[test]
fn room_follows_from_the_share_or_the_agents_own_limit() {
    assert_eq!(room_for_chats(None, 25), 4);
    assert_eq!(room_for_chats(None, 30), 3);
    assert_eq!(room_for_chats(None, 100), 1);
    assert_eq!(room_for_chats(Some(7), 25), 7);
}
