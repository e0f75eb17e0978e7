//! Rich messages: one part, filled and checked before it is stored, settled by its echo like any other.

use parlance_api::message::{MessageView, NewMessage};
use parlance_core::{InteractionId, delivery::Delivery, message::Part, rich::Rich};
use parlance_engine::{Refusal, UseCaseError};
use parlance_store::WorkError;
use serde_json::{Value, json};

use crate::{
    platform::Meets,
    world::{World, customer},
};

fn new(id: &str, rich: Value) -> NewMessage {
    serde_json::from_value(json!({"client_msg_id": id, "rich": rich})).unwrap()
}

async fn send(
    world: &World,
    chat: InteractionId,
    id: &str,
    rich: Value,
) -> Result<MessageView, UseCaseError> {
    let engine = &world.harness.engine;
    engine.send_message(&world.tenant.ana, chat, new(id, rich)).await
}

/// Field and code of every fault.
fn faults(refused: Result<MessageView, UseCaseError>) -> Vec<(String, String)> {
    match refused {
        Err(WorkError::Refused(Refusal::Invalid(fields))) => fields
            .into_iter()
            .map(|fault| (fault.field, fault.code))
            .collect(),
        other => panic!("faults were expected: {other:?}"),
    }
}

fn fault(field: &str, code: &str) -> (String, String) {
    (field.into(), code.into())
}

#[tokio::test]
async fn a_carousel_is_one_message_and_its_tap_comes_back() {
    let world = World::new().await;
    let chat = world.chat().await;
    let cards = json!([{"title": "Ridgeline 2", "subtitle": "329 €", "buttons": [{"title": "Order", "does": "postback"}]}]);
    let message = send(&world, chat, "c-1", json!({"rich": "carousel", "cards": cards}))
        .await
        .unwrap();
    assert!(matches!(&message.parts[..], [Part::Rich(Rich::Carousel { cards })] if cards.len() == 1));
    assert_eq!(world.interactions().await[0].last_line, "Ridgeline 2");
    world.harness.platform.plan([Meets::YesUnheard]);
    world.harness.send().await;
    let arrived = world.harness.platform.arrived();
    assert_eq!(arrived[0].template["template_type"], "generic");
    assert_eq!(
        arrived[0].template["elements"][0]["buttons"][0]["payload"],
        "Ridgeline 2: Order"
    );

    // The answer was lost: the echo, which brings the template and no text, settles it without a second message.
    let echo = customer().echo(
        world.harness.now(),
        &arrived[0].mid,
        Some(&arrived[0].metadata),
        "",
    );
    world.happens(&[echo]).await;
    let tap = customer().other(
        world.harness.now(),
        "postback",
        json!({"mid": "m_tap", "title": "Order", "payload": "Ridgeline 2: Order"}),
    );
    world.happens(&[tap]).await;
    let shown = world.transcript().await;
    let rich = shown
        .iter()
        .filter(|shown| matches!(shown.parts[..], [Part::Rich(_)]));
    assert_eq!(
        rich.map(|shown| shown.delivery).collect::<Vec<_>>(),
        [Some(Delivery::Sent)]
    );
    assert_eq!(
        shown.last().unwrap().parts,
        [Part::Postback {
            title: "Order".into(),
            payload: Some("Ridgeline 2: Order".into())
        }]
    );
}

#[tokio::test]
async fn variables_are_filled_when_it_is_sent() {
    let world = World::new().await;
    let chat = world.chat().await;
    let text =
        "Hello {{contact.first_name | default: \"there\"}}, {{agent.first_name}} of {{service.name}} here";
    let choices = |text: &str| json!({"rich": "choices", "text": text, "replies": [{"title": "Green"}]});
    send(&world, chat, "c-1", choices(text)).await.unwrap();
    world.harness.send().await;
    let arrived = world.harness.platform.arrived();
    let words = arrived[0].text.clone().unwrap();
    assert!(
        words.starts_with("Hello there, Ana of ") && words.ends_with(" here"),
        "{words}"
    );
    assert_eq!(
        arrived[0].quick_replies,
        json!([{"content_type": "text", "title": "Green", "payload": "Green"}])
    );
    // Nobody knows this customer's name: without a default that is said, and nothing goes out.
    let refused = send(&world, chat, "c-2", choices("Hello {{contact.first_name}}")).await;
    assert_eq!(faults(refused), [fault("rich.text", "missing")]);
    let refused = send(&world, chat, "c-3", choices("Hello {{customer}}")).await;
    assert_eq!(faults(refused), [fault("rich.text", "unknown")]);
    assert_eq!(world.harness.send().await, 0);
}

#[tokio::test]
async fn what_the_channel_does_not_take_is_refused_by_its_field() {
    let world = World::new().await;
    let chat = world.chat().await;
    let buttons = |title: &str| json!({"rich": "buttons", "text": "?", "buttons": [{"title": title, "does": "postback"}]});
    let refused = send(&world, chat, "c-1", buttons(&"t".repeat(21))).await;
    assert_eq!(faults(refused), [fault("rich.buttons[0].title", "too_long")]);
    let mut both = new("c-2", buttons("Yes"));
    both.text = "and a text".into();
    let engine = &world.harness.engine;
    let refused = engine.send_message(&world.tenant.ana, chat, both).await;
    assert_eq!(faults(refused), [fault("rich", "unknown")]);
    let mut note = new("c-3", buttons("Yes"));
    note.note = true;
    let refused = engine.send_message(&world.tenant.ana, chat, note).await;
    assert_eq!(faults(refused), [fault("rich", "unknown")]);
    assert_eq!(world.harness.send().await, 0);
}
