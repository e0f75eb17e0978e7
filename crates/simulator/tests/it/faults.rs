//! Faults on demand, on both sides.

use serde_json::{Value, json};

use crate::harness::{World, code, signature_fits};

async fn order(world: &World, fault: Value) -> u64 {
    world.simulator.order_fault(fault).await.expect("a fault")
}

#[tokio::test]
async fn refusals_have_the_platforms_shape_and_end_after_their_count() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    let cases = [
        (json!({"kind": "throttle", "count": 1}), 429, (613, None)),
        (
            json!({"kind": "throttle", "code": 80006, "count": 1}),
            429,
            (80_006, None),
        ),
        (
            json!({"kind": "server_error", "status": 503, "count": 1}),
            503,
            (2, None),
        ),
        (
            json!({"kind": "token_expired", "count": 1}),
            401,
            (190, Some(463)),
        ),
        (
            json!({"kind": "token_revoked", "count": 1}),
            401,
            (190, Some(460)),
        ),
        (json!({"kind": "permission_lost", "count": 1}), 403, (10, None)),
        (
            json!({"kind": "error", "code": 368, "count": 1}),
            400,
            (368, None),
        ),
    ];
    for (fault, status, expected) in cases {
        order(&world, fault.clone()).await;
        let answer = world.send(&psid, "x").await;
        assert_eq!((answer.0, code(&answer)), (status, expected), "{fault}");
        assert_eq!(
            world.send(&psid, "x").await.0,
            200,
            "over after its count: {fault}"
        );
    }
}

#[tokio::test]
async fn a_cut_connection_loses_the_answer_but_not_the_message() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer_who_wrote().await;
    order(&world, json!({"kind": "cut_after_accept", "count": 1})).await;
    let url = format!("{}/v26.0/me/messages", world.url);
    let body = json!({"recipient": {"id": psid}, "message": {"text": "did it arrive?", "metadata": "key-1"}});
    let lost = world
        .http
        .post(&url)
        .bearer_auth(&world.token)
        .json(&body)
        .send()
        .await;
    assert!(lost.is_err(), "no answer at all");
    receiver
        .until("the echo settles it", |it| {
            it.events_with("message")
                .iter()
                .any(|event| event["message"]["metadata"] == "key-1")
        })
        .await;
    order(&world, json!({"kind": "unreachable", "count": 1})).await;
    let refused = world
        .http
        .post(&url)
        .bearer_auth(&world.token)
        .json(&body)
        .send()
        .await;
    assert!(refused.is_err());
    assert_eq!(
        world.simulator.chat(&psid).expect("the chat").messages.len(),
        2,
        "nothing happened this time"
    );
}

#[tokio::test]
async fn garbage_and_an_error_after_the_fact() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    order(&world, json!({"kind": "garbage", "count": 1})).await;
    let body = json!({"recipient": {"id": psid}, "message": {"text": "x"}});
    let url = format!("{}/v26.0/me/messages", world.url);
    let answer = world
        .http
        .post(&url)
        .bearer_auth(&world.token)
        .json(&body)
        .send()
        .await
        .expect("an answer");
    assert!(answer.text().await.expect("text").starts_with("<html>"));
    order(
        &world,
        json!({"kind": "server_error", "after_accept": true, "count": 1}),
    )
    .await;
    assert_eq!(code(&world.send(&psid, "y").await), (1, Some(1_357_046)));
    let texts: Vec<_> = world
        .simulator
        .chat(&psid)
        .expect("the chat")
        .messages
        .into_iter()
        .filter_map(|m| m.text)
        .collect();
    assert_eq!(texts, ["Hello", "y"], "refused before, accepted after");
}

#[tokio::test]
async fn the_seed_decides_what_strikes() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let world = World::start_with(|config| config.seed = 42).await;
        let (_, psid) = world.customer_who_wrote().await;
        order(&world, json!({"kind": "server_error", "probability": 0.5})).await;
        let mut outcome = Vec::new();
        for _ in 0..20 {
            outcome.push(world.send(&psid, "x").await.0);
        }
        runs.push(outcome);
    }
    assert_eq!(runs[0], runs[1]);
    assert!(runs[0].contains(&200) && runs[0].contains(&500));
}

#[tokio::test]
async fn a_fault_ends_with_its_time_and_keeps_to_its_page_and_path() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    let other = world
        .simulator
        .create_page("Fjell & Co", None)
        .await
        .expect("a page");
    order(&world, json!({"kind": "token_expired", "page_id": other})).await;
    order(&world, json!({"kind": "server_error", "path": "subscribed_apps"})).await;
    assert_eq!(world.send(&psid, "x").await.0, 200);
    assert_eq!(world.get("/v26.0/me/subscribed_apps").await.0, 500);
    order(&world, json!({"kind": "throttle", "seconds": 60})).await;
    assert_eq!(world.send(&psid, "x").await.0, 429);
    world.simulator.move_clock(61_000).await.expect("moved");
    assert_eq!(world.send(&psid, "x").await.0, 200);
    world.simulator.end_faults().await.expect("ended");
    assert_eq!(world.get("/v26.0/me/subscribed_apps").await.0, 200);
}

#[tokio::test]
async fn webhooks_are_doubled_lost_and_forged() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer().await;
    order(
        &world,
        json!({"kind": "webhook_duplicate", "concurrent": true, "count": 1}),
    )
    .await;
    world.simulator.say(&psid, "twice").await.expect("said");
    let twice = receiver.until_with("message", 2).await;
    assert_eq!(twice[0], twice[1]);

    order(&world, json!({"kind": "webhook_drop", "count": 1})).await;
    world.simulator.say(&psid, "lost once").await.expect("said");
    receiver.until_with("message", 3).await;
    assert!(
        world
            .simulator
            .log(None, 20)
            .iter()
            .any(|line| line.answer == "lost on the way (fault)")
    );

    order(&world, json!({"kind": "webhook_cut", "count": 1})).await;
    world.simulator.say(&psid, "answer not read").await.expect("said");
    receiver.until_with("message", 5).await;

    order(&world, json!({"kind": "webhook_bad_signature", "count": 1})).await;
    world.simulator.say(&psid, "forged").await.expect("said");
    receiver.until_with("message", 6).await;
    let requests = receiver.received();
    let fits: Vec<bool> = requests
        .iter()
        .map(|request| signature_fits(request, &world.secret))
        .collect();
    assert_eq!(fits, [true, true, true, true, true, false]);
}

#[tokio::test]
async fn shuffled_events_overtake_each_other_and_none_is_lost() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer().await;
    order(&world, json!({"kind": "webhook_shuffle", "probability": 0.5})).await;
    for n in 0..20 {
        world.simulator.say(&psid, &n.to_string()).await.expect("said");
    }
    let events = receiver.until_with("message", 20).await;
    let mut order: Vec<u32> = events
        .iter()
        .filter_map(|event| event["message"]["text"].as_str()?.parse().ok())
        .collect();
    assert!(
        order.windows(2).any(|pair| pair[0] > pair[1]),
        "some came late: {order:?}"
    );
    order.sort_unstable();
    assert_eq!(order, (0..20).collect::<Vec<_>>());
}

#[tokio::test]
async fn orders_that_make_no_sense_are_refused_in_words() {
    let world = World::start().await;
    for (fault, word) in [
        (json!({"kind": "earthquake"}), "earthquake"),
        (json!({"kind": "throttle", "probability": 2}), "between 0 and 1"),
        (json!({"kind": "server_error", "status": 404}), "404"),
        (json!({"kind": "throttle", "code": 5}), "rate-limit code"),
        (json!({"kind": "garbage", "count": 0}), "at least 1"),
    ] {
        let refused = world
            .simulator
            .order_fault(fault)
            .await
            .expect_err("refused")
            .to_string();
        assert!(refused.contains(word), "{refused}");
    }
}
