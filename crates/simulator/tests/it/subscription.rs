//! Both levels of subscription are needed.

use reqwest::Method;
use serde_json::json;

use crate::harness::{Receiver, VERIFY_TOKEN, World, code, strings};

#[tokio::test]
async fn an_event_needs_its_field_at_the_app_and_at_the_page() {
    let world = World::start().await;
    let receiver = Receiver::start().await;
    world
        .simulator
        .verify_callback(&world.app, &receiver.url, VERIFY_TOKEN)
        .await
        .expect("verified");
    let (_, psid) = world.customer().await;
    let why = |world: &World| world.simulator.log(Some(&psid), 1)[0].answer.clone();

    world
        .simulator
        .say(&psid, "nobody hears this")
        .await
        .expect("said");
    assert_eq!(why(&world), "not sent: the page is not subscribed");

    let path = format!("/v26.0/{}/subscribed_apps", world.page);
    let done = world
        .post(
            &format!("{path}?subscribed_fields=messages,message_reads"),
            json!({}),
        )
        .await;
    assert_eq!(done, (200, json!({"success": true})));
    world.simulator.say(&psid, "nor this").await.expect("said");
    assert_eq!(why(&world), "not sent: messages is not chosen at the app");

    world
        .simulator
        .choose_fields(&world.app, strings(&["messages"]))
        .await
        .expect("chosen");
    world.simulator.say(&psid, "but this").await.expect("said");
    let heard = receiver.until_with("message", 1).await;
    assert_eq!(heard[0]["message"]["text"], "but this");

    let (_, listed) = world.get(&path).await;
    assert_eq!(listed["data"][0]["id"], world.app.as_str());
    assert_eq!(
        listed["data"][0]["subscribed_fields"],
        json!(["message_reads", "messages"])
    );

    let gone = world.call(Method::DELETE, &path, None).await;
    assert_eq!(gone, (200, json!({"success": true})));
    assert_eq!(world.get(&path).await.1, json!({"data": []}));
    world.simulator.say(&psid, "silence again").await.expect("said");
    assert_eq!(why(&world), "not sent: the page is not subscribed");
}

#[tokio::test]
async fn unknown_fields_and_missing_permissions_are_refused() {
    let world = World::start().await;
    let path = format!("/v26.0/{}/subscribed_apps", world.page);
    assert_eq!(
        code(
            &world
                .post(&path, json!({"subscribed_fields": "messages,telepathy"}))
                .await
        )
        .0,
        100
    );
    assert_eq!(code(&world.post(&path, json!({})).await).0, 100);
    let id = world.simulator.token_id(&world.token).expect("known");
    world
        .simulator
        .set_token_scopes(id, strings(&["pages_messaging"]))
        .await
        .expect("set");
    assert_eq!(code(&world.get(&path).await).0, 200);
}

#[tokio::test]
async fn an_app_in_development_hears_only_of_people_with_a_role() {
    let (world, receiver) = World::connected().await;
    let change = parlance_simulator::AppChange {
        development: Some(true),
        ..Default::default()
    };
    world
        .simulator
        .change_app(&world.app, change)
        .await
        .expect("changed");
    let (stranger, psid) = world.customer_who_wrote().await;
    assert!(
        world.simulator.log(Some(&psid), 1)[0]
            .answer
            .contains("development mode")
    );
    assert_eq!(code(&world.send(&psid, "hi").await), (200, Some(2_018_028)));

    let change = world
        .http
        .patch(format!("{}/simulator/api/customers/{stranger}", world.url));
    let answer = change
        .json(&json!({"has_role": true}))
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_success());
    world.simulator.say(&psid, "now you hear me").await.expect("said");
    assert_eq!(
        receiver.until_with("message", 1).await[0]["message"]["text"],
        "now you hear me"
    );
    assert_eq!(world.send(&psid, "hi").await.0, 200);
}
