//! Being notified by a token, and tags that end.

use serde_json::{Value, json};

use crate::harness::{HOUR_MS, World, code};

const DAY_MS: i64 = 24 * HOUR_MS;

async fn send(world: &World, body: Value) -> (u16, Value) {
    world.post(&format!("/v26.0/{}/messages", world.page), body).await
}

async fn ask(world: &World, psid: &str, title: &str) -> (u16, Value) {
    let payload = json!({"template_type": "notification_messages", "title": title, "payload": "KETTLES",
        "notification_messages_cta_text": "GET_UPDATES"});
    let message = json!({"attachment": {"type": "template", "payload": payload}});
    send(world, json!({"recipient": {"id": psid}, "message": message})).await
}

async fn notify(world: &World, token: &str) -> (u16, Value) {
    send(
        world,
        json!({"recipient": {"notification_messages_token": token}, "message": {"text": "News"}}),
    )
    .await
}

#[tokio::test]
async fn a_token_lets_a_message_out_every_48_hours_until_it_is_stopped() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer_who_wrote().await;
    let (status, asked) = ask(&world, &psid, "Weekly kettles").await;
    assert_eq!(status, 200);
    let mid = asked["message_id"].as_str().expect("a message id");
    let token = world
        .simulator
        .agree_to_notifications(&psid, mid)
        .await
        .expect("agreed");
    receiver
        .until("the opt-in", |receiver| !receiver.events_with("optin").is_empty())
        .await;
    let told = &receiver.events_with("optin")[0]["optin"];
    assert_eq!(
        (
            &told["type"],
            &told["title"],
            &told["payload"],
            &told["notification_messages_token"]
        ),
        (
            &json!("notification_messages"),
            &json!("Weekly kettles"),
            &json!("KETTLES"),
            &json!(token)
        )
    );

    world.simulator.move_clock(25 * HOUR_MS).await.expect("moved");
    assert_eq!(code(&world.send(&psid, "closed").await), (10, Some(2_018_278)));
    let (status, sent) = notify(&world, &token).await;
    assert_eq!((status, &sent["recipient_id"]), (200, &json!(psid)));
    assert_eq!(code(&notify(&world, &token).await), (613, Some(1_893_016)));
    world.simulator.move_clock(2 * DAY_MS).await.expect("moved");
    assert_eq!(notify(&world, &token).await.0, 200);

    world.simulator.move_clock(3 * DAY_MS).await.expect("moved");
    world
        .simulator
        .stop_notifications(&psid, &token, true)
        .await
        .expect("stopped");
    assert_eq!(code(&notify(&world, &token).await), (10, Some(1_893_015)));
    world
        .simulator
        .stop_notifications(&psid, &token, false)
        .await
        .expect("resumed");
    assert_eq!(notify(&world, &token).await.0, 200);
    world.simulator.move_clock(366 * DAY_MS).await.expect("moved");
    assert_eq!(code(&notify(&world, &token).await), (100, None));
    assert_eq!(code(&notify(&world, "734").await), (100, None));
}

#[tokio::test]
async fn a_topic_is_asked_for_once_a_week_and_within_its_limits() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    assert_eq!(code(&ask(&world, &psid, &"t".repeat(66)).await), (100, None));
    assert_eq!(ask(&world, &psid, "Weekly kettles").await.0, 200);
    assert_eq!(
        code(&ask(&world, &psid, "Weekly kettles").await),
        (9, Some(2_018_352))
    );
    assert_eq!(ask(&world, &psid, "Daily kettles").await.0, 200);
    world.simulator.move_clock(25 * HOUR_MS).await.expect("moved");
    assert_eq!(code(&ask(&world, &psid, "Kettles").await), (10, Some(2_018_278)));
}

#[tokio::test]
async fn a_tag_is_taken_until_its_end() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    world.simulator.move_clock(25 * HOUR_MS).await.expect("moved");
    let tagged = || {
        send(
            &world,
            json!({"recipient": {"id": psid}, "messaging_type": "MESSAGE_TAG", "tag": "ACCOUNT_UPDATE",
            "message": {"text": "Your account"}}),
        )
    };
    assert_eq!(
        code(&tagged().await),
        (100, Some(1_893_061)),
        "ended in April 2026"
    );
    let tomorrow = world.simulator.now_ms() + DAY_MS;
    world
        .simulator
        .end_tag("ACCOUNT_UPDATE", tomorrow)
        .await
        .expect("set");
    assert_eq!(tagged().await.0, 200);
    world.simulator.move_clock(DAY_MS).await.expect("moved");
    assert_eq!(code(&tagged().await), (100, Some(1_893_061)));
    assert!(
        world.simulator.end_tag("NEWS", 0).await.is_err(),
        "there never was one"
    );
}
