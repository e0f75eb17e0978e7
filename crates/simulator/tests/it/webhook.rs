//! Delivery: signatures on the exact bytes, tries, deadline, order, batches, duplicates, the hour.

use serde_json::json;

use parlance_simulator::{
    AppChange, MessageState, Repeat, Subscription, hmac_sha256_hex, signature_1, signature_256,
};

use crate::harness::{HOUR_MS, Receiver, World, strings};

const MINUTE_MS: i64 = 60_000;

#[tokio::test]
async fn a_message_arrives_signed_escaped_and_in_the_documented_shape() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer().await;
    let mid = world
        .simulator
        .say(&psid, "grüß dich 👋 https://example.com/a")
        .await
        .expect("said");
    receiver.until_with("message", 1).await;
    let request = receiver.received().remove(0);
    let raw = std::str::from_utf8(&request.body).expect("text");
    assert!(
        raw.contains(r"gr\u00fc\u00df dich \ud83d\udc4b https:\/\/example.com\/a"),
        "{raw}"
    );
    assert!(raw.starts_with(r#"{"object":"page","entry":[{"id":""#), "{raw}");
    let header = |name: &str| request.headers[name].to_str().expect("text").to_owned();
    assert_eq!(
        header("x-hub-signature-256"),
        signature_256(&world.secret, &request.body)
    );
    assert_eq!(
        header("x-hub-signature"),
        signature_1(&world.secret, &request.body)
    );
    assert_eq!(header("user-agent"), "facebookexternalua");
    assert_eq!(header("content-type"), "application/json");
    assert!(header("x-hub-signature-256").ends_with(&hmac_sha256_hex(&world.secret, &request.body)));
    let event = request.events().remove(0);
    assert_eq!(event["sender"]["id"], psid.as_str());
    assert_eq!(event["recipient"]["id"], world.page.as_str());
    assert_eq!(event["message"]["mid"], mid.as_str());
    assert!(
        event["timestamp"]
            .as_i64()
            .is_some_and(|at| at > 1_600_000_000_000)
    );
    world
        .until("the second tick", |simulator| {
            simulator.chat(&psid).expect("the chat").messages[0].state == MessageState::Delivered
        })
        .await;
}

#[tokio::test]
async fn a_failed_event_is_tried_again_and_keeps_the_order_of_its_thread() {
    let (world, receiver) = World::connected().await;
    receiver.answer_next(&[500, 503]);
    let (_, psid) = world.customer().await;
    for text in ["one", "two", "three"] {
        world.simulator.say(&psid, text).await.expect("said");
    }
    let events = receiver.until_with("message", 5).await;
    let texts: Vec<_> = events
        .iter()
        .map(|event| event["message"]["text"].as_str().expect("text"))
        .collect();
    assert_eq!(texts, ["one", "one", "one", "two", "three"]);
    let bodies = receiver.received();
    assert_eq!(
        bodies[0].events(),
        bodies[1].events(),
        "the event itself is the same on every try"
    );
    assert!(
        world
            .simulator
            .log(None, 50)
            .iter()
            .any(|line| line.what == "1 event, 3rd try" && line.ok)
    );
}

#[tokio::test]
async fn a_receiver_that_is_too_slow_has_failed() {
    let (world, receiver) = World::connected().await;
    receiver.answer_next(&[0]);
    let (_, psid) = world.customer().await;
    world.simulator.say(&psid, "are you there?").await.expect("said");
    receiver.until_with("message", 2).await;
    world
        .until("the first try in the log", |simulator| {
            simulator
                .log(None, 50)
                .iter()
                .any(|line| line.topic == "delivery" && line.answer == "no answer in time")
        })
        .await;
}

#[tokio::test]
async fn a_quarter_of_an_hour_alerts_and_an_hour_unsubscribes_the_page() {
    let (world, receiver) = World::connected().await;
    receiver.answer_always(Some(500));
    let (_, psid) = world.customer().await;
    world.simulator.say(&psid, "hello?").await.expect("said");
    receiver.until_with("message", 3).await;
    let alert = |simulator: &parlance_simulator::Simulator| simulator.overview().apps[0].alert.clone();

    world.simulator.move_clock(16 * MINUTE_MS).await.expect("moved");
    world
        .until("the alert", |simulator| {
            alert(simulator).is_some_and(|text| text.contains("15 minutes"))
        })
        .await;
    world.simulator.move_clock(HOUR_MS).await.expect("moved");
    world
        .until("the end", |simulator| {
            alert(simulator).is_some_and(|text| text.contains("Disabled"))
        })
        .await;

    let page = world.simulator.page(&world.page).expect("the page");
    assert!(page.subscriptions.is_empty() && page.disabled.contains_key(&world.app));
    assert_eq!(
        world.simulator.overview().events_waiting,
        0,
        "what waited is given up"
    );
    receiver.answer_always(None);
    let before = receiver.received().len();
    world
        .simulator
        .say(&psid, "nobody hears this")
        .await
        .expect("said");
    assert_eq!(
        world.simulator.log(Some(&psid), 1)[0].answer,
        "not sent: the app was unsubscribed from the page"
    );

    // By hand, as the administrator must, and events flow again.
    let path = format!("/v26.0/{}/subscribed_apps?subscribed_fields=messages", world.page);
    assert_eq!(world.post(&path, json!({})).await.0, 200);
    world.simulator.say(&psid, "back again").await.expect("said");
    receiver
        .until("the next message", |it| it.received().len() > before)
        .await;
    assert_eq!(
        receiver.received()[before].events()[0]["message"]["text"],
        "back again"
    );
}

#[tokio::test]
async fn deliveries_reads_and_echoes_follow_a_send() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer_who_wrote().await;
    let message = json!({"text": "Yes, 10 to 16 on Sunday.", "metadata": "desk:out:8f2c"});
    let (_, sent) = world.send_message(&psid, message).await;
    let mid = sent["message_id"].as_str().expect("a message id");
    receiver.until_with("read", 1).await;
    let echo = receiver
        .events_with("message")
        .into_iter()
        .find(|event| event["message"]["is_echo"] == true);
    let echo = echo.expect("an echo");
    assert_eq!(echo["sender"]["id"], world.page.as_str());
    assert_eq!(echo["recipient"]["id"], psid.as_str());
    assert_eq!(echo["message"]["mid"], mid);
    assert_eq!(echo["message"]["metadata"], "desk:out:8f2c");
    assert_eq!(
        echo["message"]["app_id"].as_u64().map(|id| id.to_string()),
        Some(world.app.clone())
    );
    let delivery = &receiver.events_with("delivery")[0]["delivery"];
    assert_eq!(delivery["mids"], json!([mid]));
    let read = &receiver.events_with("read")[0]["read"];
    assert_eq!(
        read["watermark"], echo["timestamp"],
        "watermarks are the platform's times"
    );
    let chat = world.simulator.chat(&psid).expect("the chat");
    assert_eq!(chat.messages[1].state, MessageState::Seen);
}

#[tokio::test]
async fn an_echo_can_come_before_the_answer() {
    let (world, receiver) = World::connected().await;
    let change = AppChange {
        echo_before_answer: Some(true),
        ..AppChange::default()
    };
    world
        .simulator
        .change_app(&world.app, change)
        .await
        .expect("changed");
    let (_, psid) = world.customer_who_wrote().await;
    let (_, sent) = world.send(&psid, "quick").await;
    let echoes = receiver.events_with("message");
    assert!(
        echoes
            .iter()
            .any(|event| event["message"]["mid"] == sent["message_id"]),
        "it was here first"
    );
}

#[tokio::test]
async fn several_pages_and_threads_share_a_request_on_demand() {
    let (world, receiver) = World::connected().await;
    let other = world
        .simulator
        .create_page("Fjell & Co", None)
        .await
        .expect("a page");
    let wanted = Subscription {
        app_id: world.app.clone(),
        fields: strings(&["messages"]),
    };
    world
        .simulator
        .subscribe_page(&other, wanted)
        .await
        .expect("subscribed");
    let change = AppChange {
        batch_max: Some(10),
        batch_pack: Some(true),
        ..AppChange::default()
    };
    world
        .simulator
        .change_app(&world.app, change)
        .await
        .expect("changed");
    let (first, psid) = world.customer().await;
    let theirs = world.simulator.open_chat(first, &other).await.expect("a chat");
    let (_, second) = world.customer().await;
    for psid in [&psid, &theirs, &second] {
        world.simulator.say(psid, "one").await.expect("said");
        world.simulator.say(psid, "two").await.expect("said");
    }
    receiver.until_with("message", 6).await;
    let largest = receiver
        .received()
        .iter()
        .map(|request| request.events().len())
        .max();
    assert!(largest >= Some(2), "some were sent together");
    for psid in [&psid, &theirs, &second] {
        let of = |event: &&serde_json::Value| event["sender"]["id"] == psid.as_str();
        let events = receiver.events_with("message");
        let texts: Vec<_> = events
            .iter()
            .filter(of)
            .map(|event| event["message"]["text"].clone())
            .collect();
        assert_eq!(texts, ["one", "two"], "each thread keeps its order");
    }
}

#[tokio::test]
async fn the_same_event_can_come_again_even_at_once() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer_who_wrote().await;
    receiver.until_with("message", 1).await;
    world
        .simulator
        .repeat_last(
            &psid,
            Repeat {
                copies: 1,
                concurrent: false,
            },
        )
        .await
        .expect("repeated");
    receiver.until_with("message", 2).await;
    // Held open, the copies can only arrive together if they are sent on connections of their own.
    receiver.answer_always(Some(0));
    world
        .simulator
        .repeat_last(
            &psid,
            Repeat {
                copies: 4,
                concurrent: true,
            },
        )
        .await
        .expect("repeated");
    receiver.until_with("message", 6).await;
    receiver.answer_always(None);
    let events = receiver.events_with("message");
    assert!(
        events.iter().all(|event| event == &events[0]),
        "byte for byte the same event"
    );
}

#[tokio::test]
async fn the_test_button_sends_the_other_shape() {
    let (world, receiver) = World::connected().await;
    let answer = world
        .simulator
        .send_test_event(&world.app, "messages")
        .await
        .expect("sent");
    assert_eq!(answer, "200");
    let body = receiver.received()[0].json();
    assert_eq!(body["entry"][0]["id"], "0");
    assert_eq!(body["entry"][0]["changes"][0]["field"], "messages");
    assert!(
        body["entry"][0]["time"]
            .as_i64()
            .is_some_and(|time| time < 100_000_000_000),
        "seconds"
    );
}

#[tokio::test]
async fn two_apps_hear_of_the_same_page() {
    let (world, receiver) = World::connected().await;
    let bot = world.simulator.create_app("Greeter bot").await.expect("an app");
    let bots = Receiver::start().await;
    let verified = world
        .simulator
        .verify_callback(&bot, &bots.url, crate::harness::VERIFY_TOKEN)
        .await;
    verified.expect("verified");
    world
        .simulator
        .choose_fields(&bot, strings(&["messages", "message_echoes"]))
        .await
        .expect("chosen");
    let wanted = Subscription {
        app_id: bot.clone(),
        fields: strings(&["messages", "message_echoes"]),
    };
    world
        .simulator
        .subscribe_page(&world.page, wanted)
        .await
        .expect("subscribed");
    let (_, psid) = world.customer_who_wrote().await;
    world.send(&psid, "from the desk").await;
    let theirs = bots.until_with("message", 2).await;
    assert_eq!(
        theirs[1]["message"]["app_id"].as_u64().map(|id| id.to_string()),
        Some(world.app.clone())
    );
    receiver.until_with("message", 2).await;
}

#[tokio::test]
async fn any_event_can_be_sent_by_hand_and_comes_with_its_field() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer().await;
    let value = |value: serde_json::Value| value.as_object().expect("an object").clone();
    let empty = world.simulator.send_raw(&psid, value(json!({}))).await;
    assert!(empty.is_err(), "an event says something");
    let taken = world
        .simulator
        .send_raw(&psid, value(json!({"sender": {}, "order": {}})))
        .await;
    assert!(taken.expect_err("refused").to_string().contains("'sender'"));
    world
        .simulator
        .send_raw(&psid, value(json!({"a_key_of_tomorrow": {"x": 1}})))
        .await
        .expect("sent");
    receiver.until_with("a_key_of_tomorrow", 1).await;
    let event = receiver.received().remove(0).events().remove(0);
    assert_eq!(event["a_key_of_tomorrow"]["x"], 1);
    assert_eq!(event["sender"]["id"], psid.as_str());
}
