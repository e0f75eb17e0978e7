//! Personas: made, shown above what goes out under them, taken away.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{World, code};

async fn make(world: &World, name: &str) -> (u16, Value) {
    world
        .post(&format!("/v26.0/{}/personas", world.page), json!({"name": name}))
        .await
}

async fn send_as(world: &World, psid: &str, persona: &str) -> (u16, Value) {
    let body = json!({"recipient": {"id": psid}, "messaging_type": "RESPONSE", "persona_id": persona,
        "message": {"text": "Hello"}});
    world.post(&format!("/v26.0/{}/messages", world.page), body).await
}

#[tokio::test]
async fn a_name_stands_above_what_goes_out_under_it_and_stays_there() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    let (status, made) = make(&world, "Ana").await;
    assert_eq!(status, 200);
    let id = made["id"].as_str().expect("an id").to_owned();
    assert_eq!(send_as(&world, &psid, &id).await.0, 200);
    let shown = |world: &World| {
        let chat = world.simulator.chat(&psid).expect("the chat");
        chat.messages
            .last()
            .and_then(|message| message.persona.clone())
            .map(|persona| persona.name)
    };
    assert_eq!(shown(&world).as_deref(), Some("Ana"));
    let typing = json!({"recipient": {"id": psid}, "sender_action": "typing_on", "persona_id": id});
    assert_eq!(
        world
            .post(&format!("/v26.0/{}/messages", world.page), typing)
            .await
            .0,
        200
    );
    let chat = world.simulator.chat(&psid).expect("the chat");
    assert_eq!(chat.page_typing_as.as_deref(), Some("Ana"));

    assert_eq!(world.get(&format!("/v26.0/{id}")).await.1["name"], "Ana");
    assert_eq!(
        world.call(Method::DELETE, &format!("/v26.0/{id}"), None).await.0,
        200
    );
    assert_eq!(code(&world.get(&format!("/v26.0/{id}")).await), (100, Some(33)));
    assert_eq!(code(&send_as(&world, &psid, &id).await), (100, None));
    assert_eq!(shown(&world).as_deref(), Some("Ana"), "what was sent keeps it");
}

#[tokio::test]
async fn a_name_has_its_limit() {
    let world = World::start().await;
    assert_eq!(make(&world, &"n".repeat(50)).await.0, 200);
    assert_eq!(code(&make(&world, &"n".repeat(51)).await), (100, None));
    assert_eq!(code(&make(&world, " ").await), (100, None));
}
