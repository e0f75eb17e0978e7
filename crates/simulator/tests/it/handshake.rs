//! *Verify and Save*, by the dashboard and by the API.

use crate::harness::{Receiver, VERIFY_TOKEN, World, code};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn a_callback_that_echoes_the_challenge_is_saved() {
    let world = World::start().await;
    let receiver = Receiver::start().await;
    let saved = world
        .simulator
        .verify_callback(&world.app, &receiver.url, VERIFY_TOKEN)
        .await
        .expect("verified");
    assert!(
        saved.challenge.parse::<u64>().is_ok(),
        "the challenge is a number"
    );
    let app = &world.simulator.overview().apps[0];
    assert_eq!(
        app.webhook.as_ref().map(|webhook| webhook.callback_url.as_str()),
        Some(&*receiver.url)
    );
}

#[tokio::test]
async fn a_wrong_token_says_the_status_and_keeps_the_old_callback() {
    let world = World::start().await;
    let receiver = Receiver::start().await;
    world
        .simulator
        .verify_callback(&world.app, &receiver.url, VERIFY_TOKEN)
        .await
        .expect("verified");
    let other = Receiver::start().await;
    let refused = world
        .simulator
        .verify_callback(&world.app, &other.url, "wrong")
        .await
        .expect_err("refused");
    let words = refused.to_string();
    assert!(words.contains("The URL couldn't be validated"), "{words}");
    assert!(words.contains("403"), "{words}");
    let app = &world.simulator.overview().apps[0];
    assert_eq!(
        app.webhook.as_ref().map(|webhook| webhook.callback_url.as_str()),
        Some(&*receiver.url)
    );
}

#[tokio::test]
async fn nobody_there_and_a_wrong_body_are_told_apart() {
    let world = World::start().await;
    let nobody = world
        .simulator
        .verify_callback(&world.app, "http://127.0.0.1:1/hook", "x")
        .await;
    assert!(nobody.expect_err("refused").to_string().contains("No answer"));
    // The simulator's own media folder answers, but not with the challenge.
    let address = format!("{}/simulator/api/overview", world.url);
    let wrong = world.simulator.verify_callback(&world.app, &address, "x").await;
    assert!(
        wrong
            .expect_err("refused")
            .to_string()
            .contains("does not match the challenge")
    );
    let bad = world
        .simulator
        .verify_callback(&world.app, "ftp://example.com/", "x")
        .await;
    assert!(
        bad.expect_err("refused")
            .to_string()
            .contains("not an http or https address")
    );
}

#[tokio::test]
async fn the_api_verifies_too_and_lists_what_it_saved() {
    let world = World::start().await;
    let receiver = Receiver::start().await;
    let path = format!("/v26.0/{}/subscriptions", world.app);
    let order = |token: &str| {
        json!({"object": "page", "callback_url": receiver.url, "verify_token": token,
               "fields": "messages,message_reads", "include_values": "true"})
    };
    let refused = world
        .call_as(&world.app_token(), Method::POST, &path, Some(order("wrong")))
        .await;
    assert_eq!(code(&refused).0, 2200);
    let saved = world
        .call_as(&world.app_token(), Method::POST, &path, Some(order(VERIFY_TOKEN)))
        .await;
    assert_eq!(saved, (200, json!({"success": true})));
    let (_, listed) = world.call_as(&world.app_token(), Method::GET, &path, None).await;
    assert_eq!(listed["data"][0]["object"], "page");
    assert_eq!(listed["data"][0]["callback_url"], receiver.url.as_str());
    assert_eq!(listed["data"][0]["active"], true);
    assert_eq!(listed["data"][0]["fields"].as_array().map(Vec::len), Some(2));
    // A page token is not an app token.
    assert_eq!(code(&world.get(&path).await).0, 15);
}
