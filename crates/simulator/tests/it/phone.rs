//! What customers do, as apps hear of it.

use serde_json::json;

use parlance_simulator::{Arrival, MessageState};

use crate::harness::World;

#[tokio::test]
async fn a_tapped_quick_reply_is_a_message_with_a_payload() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer_who_wrote().await;
    let replies = json!([{"content_type": "text", "title": "Refund", "payload": "REFUND"},
                         {"content_type": "text", "title": "New pole", "payload": "NEW_POLE"}]);
    let (_, sent) = world
        .send_message(&psid, json!({"text": "Which?", "quick_replies": replies}))
        .await;
    let mid = sent["message_id"].as_str().expect("a message id");
    assert!(
        world
            .simulator
            .tap_quick_reply(&psid, mid, "NOTHING")
            .await
            .is_err()
    );
    world
        .simulator
        .tap_quick_reply(&psid, mid, "NEW_POLE")
        .await
        .expect("tapped");
    receiver
        .until("the tap", |it| {
            it.events_with("message").iter().any(|e| {
                e["message"]["quick_reply"]["payload"] == "NEW_POLE" && e["message"]["text"] == "New pole"
            })
        })
        .await;
    assert!(
        world
            .simulator
            .tap_quick_reply(&psid, mid, "REFUND")
            .await
            .is_err(),
        "they are gone"
    );
    let chat = world.simulator.chat(&psid).expect("the chat");
    assert_eq!(chat.messages[1].tapped.as_deref(), Some("NEW_POLE"));
}

#[tokio::test]
async fn edits_reactions_and_taking_back_name_the_message() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer().await;
    let mid = world
        .simulator
        .say(&psid, "Do you ship to Iceland?")
        .await
        .expect("said");
    for text in ["to Greenland?", "to Greenland, please?"] {
        world.simulator.edit_last(&psid, text).await.expect("edited");
    }
    world
        .simulator
        .react(&psid, &mid, Some("❤️"))
        .await
        .expect("reacted");
    world.simulator.react(&psid, &mid, None).await.expect("removed");
    world.simulator.take_back_last(&psid).await.expect("taken back");
    receiver.until_with("message", 2).await;
    let edits = receiver.events_with("message_edit");
    assert_eq!(
        edits[1]["message_edit"],
        json!({"mid": mid, "text": "to Greenland, please?", "num_edit": 2})
    );
    let reactions = receiver.events_with("reaction");
    assert_eq!(
        reactions[0]["reaction"],
        json!({"reaction": "love", "emoji": "❤️", "action": "react", "mid": mid})
    );
    assert_eq!(reactions[1]["reaction"], json!({"action": "unreact", "mid": mid}));
    let gone = &receiver.events_with("message")[1]["message"];
    assert_eq!(*gone, json!({"mid": mid, "is_deleted": true}));
}

#[tokio::test]
async fn a_message_can_be_edited_five_times() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    for n in 1..=5 {
        world
            .simulator
            .edit_last(&psid, &format!("version {n}"))
            .await
            .expect("edited");
    }
    assert!(world.simulator.edit_last(&psid, "once more").await.is_err());
}

#[tokio::test]
async fn customers_come_by_ad_by_link_and_by_agreeing() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer().await;
    let link = Arrival::Link {
        r#ref: "poster_qr_12".into(),
    };
    assert!(
        world.simulator.arrive(&psid, link.clone()).await.is_err(),
        "a new chat needs Get Started"
    );
    let ad = Arrival::Ad {
        title: "Autumn tents".into(),
        r#ref: Some("autumn".into()),
        text: "Is this still available?".into(),
    };
    world.simulator.arrive(&psid, ad).await.expect("came");
    let message = &receiver.until_with("message", 1).await[0]["message"];
    assert_eq!(message["referral"]["source"], "ADS");
    assert_eq!(
        message["referral"]["ads_context_data"]["ad_title"],
        "Autumn tents"
    );
    world.simulator.arrive(&psid, link).await.expect("came");
    let referral = &receiver.until_with("referral", 1).await[0]["referral"];
    assert_eq!(
        *referral,
        json!({"ref": "poster_qr_12", "source": "SHORTLINK", "type": "OPEN_THREAD"})
    );
    world
        .simulator
        .arrive(
            &psid,
            Arrival::OptIn {
                r#ref: "order-17".into(),
            },
        )
        .await
        .expect("agreed");
    assert_eq!(
        receiver.until_with("optin", 1).await[0]["optin"]["ref"],
        "order-17"
    );
}

#[tokio::test]
async fn stickers_and_places_have_their_shapes() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer().await;
    world.simulator.send_sticker(&psid, "like").await.expect("sent");
    world
        .simulator
        .send_location(&psid, "Camp 7", 64.1466, -21.9426)
        .await
        .expect("sent");
    let events = receiver.until_with("message", 2).await;
    let sticker = &events[0]["message"]["attachments"];
    assert_eq!(
        sticker.as_array().map(Vec::len),
        Some(1),
        "since 2026-08-30 the sticker stands alone"
    );
    assert_eq!(sticker[0]["payload"]["sticker_id"], 369_239_263_222_822_u64);
    let place = &events[1]["message"]["attachments"][0];
    assert_eq!(place["type"], "location");
    assert_eq!(
        place["payload"]["coordinates"],
        json!({"lat": 64.1466, "long": -21.9426})
    );
    assert!(
        world
            .simulator
            .send_location(&psid, "nowhere", 99.0, 0.0)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn without_signal_nothing_arrives_and_nothing_leaves() {
    let (world, receiver) = World::connected().await;
    let (person, psid) = world.customer_who_wrote().await;
    receiver.until_with("message", 1).await;
    world.simulator.set_phone(person, true, true).await.expect("set");
    assert_eq!(world.send(&psid, "are you there?").await.0, 200);
    world
        .simulator
        .say(&psid, "written in a tunnel")
        .await
        .expect("said");
    let states = |simulator: &parlance_simulator::Simulator| -> Vec<MessageState> {
        simulator
            .chat(&psid)
            .expect("the chat")
            .messages
            .iter()
            .map(|message| message.state)
            .collect()
    };
    assert_eq!(
        states(&world.simulator)[1..],
        [MessageState::Sent, MessageState::Held]
    );
    assert!(receiver.events_with("delivery").is_empty());

    world.simulator.set_phone(person, true, false).await.expect("set");
    receiver.until_with("read", 1).await;
    receiver
        .until("the held message", |it| {
            it.events_with("message")
                .iter()
                .any(|event| event["message"]["text"] == "written in a tunnel")
        })
        .await;
    world
        .until("both through", |simulator| {
            states(simulator)[1..] == [MessageState::Seen, MessageState::Delivered]
        })
        .await;
}

#[tokio::test]
async fn answers_from_the_page_inbox_are_echoed_with_another_app() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer_who_wrote().await;
    world
        .simulator
        .inbox_reply(&psid, "typed in the inbox")
        .await
        .expect("answered");
    receiver
        .until("the echo", |it| {
            it.events_with("message").iter().any(|event| {
                event["message"]["is_echo"] == true && event["message"]["app_id"] == 263_902_037_430_900_u64
            })
        })
        .await;
    assert_eq!(
        world.simulator.chat(&psid).expect("the chat").messages[1]
            .by
            .as_deref(),
        Some("page inbox")
    );
}

#[tokio::test]
async fn timestamps_are_unique_and_rise() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer().await;
    for n in 0..30 {
        world.simulator.say(&psid, &format!("{n}")).await.expect("said");
    }
    let events = receiver.until_with("message", 30).await;
    let times: Vec<i64> = events
        .iter()
        .filter_map(|event| event["timestamp"].as_i64())
        .collect();
    assert!(times.windows(2).all(|pair| pair[0] < pair[1]), "{times:?}");
}
