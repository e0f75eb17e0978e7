//! The 24-hour window and HUMAN_AGENT, tried with the movable clock.

use serde_json::json;

use crate::harness::{HOUR_MS, World, code};

const CLOSED: (u64, Option<u64>) = (10, Some(2_018_278));
const MINUTE_MS: i64 = 60_000;

#[tokio::test]
async fn answers_are_allowed_for_24_hours_and_with_the_tag_for_seven_days() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    let tagged = json!({"recipient": {"id": psid}, "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT",
                        "message": {"text": "still here"}});
    let path = format!("/v26.0/{}/messages", world.page);

    world
        .simulator
        .move_clock(24 * HOUR_MS - MINUTE_MS)
        .await
        .expect("moved");
    assert_eq!(world.send(&psid, "in time").await.0, 200);
    world.simulator.move_clock(2 * MINUTE_MS).await.expect("moved");
    assert_eq!(code(&world.send(&psid, "too late").await), CLOSED);
    assert_eq!(world.post(&path, tagged.clone()).await.0, 200);
    world.simulator.move_clock(6 * 24 * HOUR_MS).await.expect("moved");
    assert_eq!(code(&world.post(&path, tagged.clone()).await), CLOSED);

    // Writing opens it again; so does the clock set back.
    world.simulator.say(&psid, "hello again").await.expect("said");
    assert_eq!(world.send(&psid, "welcome back").await.0, 200);
    world.simulator.set_clock_offset(0).await.expect("set");
    assert_eq!(world.send(&psid, "now").await.0, 200);
}

#[tokio::test]
async fn a_reaction_opens_the_window_and_reading_does_not() {
    let world = World::start().await;
    let (person, psid) = world.customer_who_wrote().await;
    world
        .simulator
        .set_phone(person, false, false)
        .await
        .expect("set");
    let (_, sent) = world.send(&psid, "take your time").await;
    world
        .until("delivered", |simulator| {
            let chat = simulator.chat(&psid).expect("the chat");
            chat.messages
                .last()
                .is_some_and(|m| m.state == parlance_simulator::MessageState::Delivered)
        })
        .await;
    world.simulator.move_clock(25 * HOUR_MS).await.expect("moved");
    world.simulator.look_at(&psid).await.expect("looked");
    assert_eq!(code(&world.send(&psid, "?").await), CLOSED);
    let mid = sent["message_id"].as_str().expect("a message id");
    world
        .simulator
        .react(&psid, mid, Some("❤️"))
        .await
        .expect("reacted");
    assert_eq!(world.send(&psid, "!").await.0, 200);
}

#[tokio::test]
async fn nobody_is_written_to_first() {
    let world = World::start().await;
    let (_, psid) = world.customer().await;
    assert_eq!(code(&world.send(&psid, "hello?").await), CLOSED);
}
