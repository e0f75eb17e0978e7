//! Forms: drawn by templates, sent back by customers.

use serde_json::{Value, json};

use crate::harness::{HOUR_MS, Receiver, World};

fn feedback(scale: &str) -> Value {
    json!({"template_type": "customer_feedback", "title": "How did we do?", "button_title": "Answer",
        "feedback_screens": [{"questions": [{"id": "q_1", "type": scale, "title": "How satisfied are you?",
            "follow_up": {"type": "free_form"}}]}],
        "business_privacy": {"url": "https://shop.example/privacy"}, "expires_in_days": 2})
}

async fn listening() -> (World, Receiver) {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    let fields = ["messages", "messaging_feedback", "messaging_customer_information"];
    world.connect(&receiver, &fields).await;
    (world, receiver)
}

async fn sent(world: &World, psid: &str, payload: Value) -> String {
    let message = json!({"attachment": {"type": "template", "payload": payload}});
    let (status, answer) = world.send_message(psid, message).await;
    assert_eq!(status, 200, "{answer}");
    answer["message_id"].as_str().expect("a message id").to_owned()
}

#[tokio::test]
async fn feedback_comes_back_once_on_its_scale_and_in_time() {
    let (world, receiver) = listening().await;
    let (_, psid) = world.customer_who_wrote().await;
    let mid = sent(&world, &psid, feedback("csat")).await;
    let simulator = &world.simulator;
    assert!(
        simulator.give_feedback(&psid, &mid, "6", None).await.is_err(),
        "five stars at most"
    );
    simulator
        .give_feedback(&psid, &mid, "5", Some("Fast answer!"))
        .await
        .expect("given");
    receiver
        .until("the feedback", |receiver| {
            !receiver.events_with("messaging_feedback").is_empty()
        })
        .await;
    assert_eq!(
        receiver.events_with("messaging_feedback")[0]["messaging_feedback"],
        json!({"feedback_screens": [{"screen_id": 0, "questions": {"q_1": {"type": "csat", "payload": "5",
            "follow_up": {"type": "free_form", "payload": "Fast answer!"}}}}]})
    );
    assert!(
        simulator.give_feedback(&psid, &mid, "4", None).await.is_err(),
        "once"
    );
    let late = sent(&world, &psid, feedback("nps")).await;
    simulator.move_clock(48 * HOUR_MS).await.expect("moved");
    assert!(
        simulator.give_feedback(&psid, &late, "10", None).await.is_err(),
        "its two days are over"
    );
}

#[tokio::test]
async fn an_address_comes_back_by_its_keys() {
    let (world, receiver) = listening().await;
    let (_, psid) = world.customer_who_wrote().await;
    let payload = json!({"template_type": "customer_information", "title": "Where to?"});
    let mid = sent(&world, &psid, payload).await;
    let answers = vec![
        ("country".to_owned(), "IS".to_owned()),
        ("phone".to_owned(), String::new()),
    ];
    world
        .simulator
        .give_address(&psid, &mid, answers)
        .await
        .expect("given");
    let key = "messaging_customer_information";
    receiver
        .until("the address", |receiver| !receiver.events_with(key).is_empty())
        .await;
    assert_eq!(
        receiver.events_with(key)[0][key],
        json!({"screens": [{"screen_id": "Where to?", "responses": [{"key": "country", "value": "IS"}]}]})
    );
}
