//! Crowds: everybody writes as much as ordered, waits for answers if told to, and can be sent home.

use std::collections::{HashMap, HashSet};

use parlance_simulator::{CrowdParams, CrowdState, run_crowd};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::harness::World;

#[tokio::test]
async fn a_crowd_writes_exactly_what_was_ordered() {
    let (world, receiver) = World::connected().await;
    let params = CrowdParams {
        customers: 25,
        rate: 2_000.0,
        messages: 4,
        wait_for_answer: false,
        ..CrowdParams::default()
    };
    let id = world.simulator.start_crowd(params).expect("started");
    receiver.until_with("message", 100).await;
    world
        .until("the end", |simulator| {
            let progress = simulator.crowd(id).expect("the crowd");
            progress.state == CrowdState::Done && progress.delivered == 100
        })
        .await;
    let progress = world.simulator.crowd(id).expect("the crowd");
    assert_eq!(
        (progress.planned, progress.sent, progress.finished),
        (100, 100, 25)
    );
    let mut by_sender: HashMap<String, usize> = HashMap::new();
    let mut mids = HashSet::new();
    for event in receiver.events_with("message") {
        *by_sender
            .entry(event["sender"]["id"].as_str().expect("a sender").to_owned())
            .or_default() += 1;
        assert!(mids.insert(event["message"]["mid"].as_str().expect("an id").to_owned()));
    }
    assert_eq!(by_sender.len(), 25);
    assert!(by_sender.values().all(|count| *count == 4));
}

#[tokio::test]
async fn a_patient_crowd_writes_on_only_after_answers() {
    let (world, receiver) = World::connected().await;
    let params = CrowdParams {
        customers: 3,
        rate: 2_000.0,
        messages: 2,
        think_ms: 0,
        ..CrowdParams::default()
    };
    let id = world.simulator.start_crowd(params).expect("started");
    receiver.until_with("message", 3).await;
    world
        .until("everybody waits", |simulator| {
            simulator.crowd(id).expect("the crowd").waiting == 3
        })
        .await;
    assert_eq!(receiver.events_with("message").len(), 3);
    for round in 1..=2 {
        for person in world.simulator.customers(None) {
            let replies = json!([{"content_type": "text", "title": "Yes", "payload": "YES"}]);
            let message = json!({"text": "Is that right?", "quick_replies": replies});
            assert_eq!(world.send_message(&person.chats[0].psid, message).await.0, 200);
        }
        if round == 1 {
            receiver
                .until("their second messages", |it| {
                    it.events_with("message")
                        .iter()
                        .filter(|e| e["message"]["quick_reply"]["payload"] == "YES")
                        .count()
                        == 3
                })
                .await;
        }
    }
    world
        .until("the end", |simulator| {
            simulator.crowd(id).expect("the crowd").state == CrowdState::Done
        })
        .await;
    let progress = world.simulator.crowd(id).expect("the crowd");
    assert_eq!((progress.sent, progress.answers, progress.gave_up), (6, 6, 0));
}

#[tokio::test]
async fn a_crowd_is_ordered_and_sent_home_over_http() {
    let world = World::start().await;
    let params = CrowdParams {
        customers: 5,
        rate: 1_000.0,
        messages: 3,
        ..CrowdParams::default()
    };
    let stop = CancellationToken::new();
    let mut seen = Vec::new();
    let ended = run_crowd(&world.url, &params, stop.clone(), |progress| {
        seen.push(progress.sent);
        if progress.waiting == 5 {
            stop.cancel();
        }
    })
    .await
    .expect("followed");
    assert_eq!(ended.state, CrowdState::Stopped);
    assert_eq!(ended.sent, 5, "each waits for an answer that never comes");
    assert!(!seen.is_empty());
    let bad = CrowdParams {
        customers: 0,
        ..CrowdParams::default()
    };
    let refused = run_crowd(&world.url, &bad, CancellationToken::new(), |_| {})
        .await
        .expect_err("refused");
    assert!(refused.to_string().contains("1 to 5000 customers"), "{refused}");
    let nobody = run_crowd("http://127.0.0.1:1", &params, CancellationToken::new(), |_| {}).await;
    assert!(
        nobody
            .expect_err("refused")
            .to_string()
            .contains("no simulator answers")
    );
}

#[tokio::test]
async fn impatient_customers_give_up() {
    let world = World::start().await;
    let params = CrowdParams {
        customers: 4,
        rate: 1_000.0,
        messages: 3,
        patience_s: 0,
        ..CrowdParams::default()
    };
    let id = world.simulator.start_crowd(params).expect("started");
    world
        .until("the end", |simulator| {
            simulator.crowd(id).expect("the crowd").state == CrowdState::Done
        })
        .await;
    assert_eq!(world.simulator.crowd(id).expect("the crowd").gave_up, 4);
}
