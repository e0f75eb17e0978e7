//! Ways to write although nobody may answer: by a customer's permission to be notified.

use parlance_api::{
    contact::PermissionView,
    message::{MessageView, NewMessage},
};
use parlance_core::{
    InteractionId,
    delivery::Delivery,
    message::{Part, SystemLine},
};
use parlance_engine::{Refusal, UseCaseError};
use parlance_store::WorkError;
use serde_json::{Value, json};

use crate::{
    platform::Meets,
    world::{CUSTOMER, World, customer},
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const MARGIN: i64 = 2 * MINUTE;
const TOKEN: &str = "7342198765432109876";

/// The customer agrees to weekly notices, or stops them.
fn agrees(world: &World, status: Option<&str>) -> Value {
    let now = world.harness.now();
    let mut opt_in = json!({ "type": "notification_messages", "payload": "KETTLES", "title": "Weekly kettles",
        "notification_messages_token": TOKEN, "notification_messages_frequency": "WEEKLY",
        "token_expiry_timestamp": (now + 90 * DAY).to_string() });
    if let Some(status) = status {
        opt_in["notification_messages_status"] = json!(status);
    }
    customer().other(now, "optin", opt_in)
}

async fn permission(world: &World) -> PermissionView {
    let id = world.thread().await.unwrap().contact_id;
    let engine = &world.harness.engine;
    let contact = engine.contact(world.tenant.ctx, id).await.unwrap();
    contact.may_be_notified.into_iter().next().unwrap()
}

/// A chat whose customer agreed, and whose time to answer is over.
async fn closed() -> (World, InteractionId) {
    let world = World::new().await;
    let chat = world.chat().await;
    world.happens(&[agrees(&world, None)]).await;
    world.harness.clock.advance(DAY);
    (world, chat)
}

async fn notify(
    world: &World,
    chat: InteractionId,
    id: &str,
    text: &str,
) -> Result<MessageView, UseCaseError> {
    let permission = permission(world).await.id;
    let new: NewMessage =
        serde_json::from_value(json!({ "client_msg_id": id, "text": text, "notify": permission })).unwrap();
    world
        .harness
        .engine
        .send_message(&world.tenant.ana, chat, new)
        .await
}

fn sentence(refused: Result<MessageView, UseCaseError>) -> String {
    match refused {
        Err(WorkError::Refused(Refusal::Conflict { code, message, .. })) => {
            assert_eq!(code, "notification", "{message}");
            message
        }
        other => panic!("a refusal was expected: {other:?}"),
    }
}

#[tokio::test]
async fn with_a_closed_window_a_permission_lets_one_message_out() {
    let (world, chat) = closed().await;
    assert!(
        world.try_answer(chat, "hello").await.is_err(),
        "no answer is possible"
    );
    let message = notify(&world, chat, "n-1", "The kettles are here").await.unwrap();
    world.harness.send().await;
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Sent));
    let arrived = world.harness.platform.arrived();
    assert_eq!(arrived[0].to, TOKEN, "by the token, not to the customer's id");
    assert_eq!(arrived[0].sent_as, ("UPDATE".into(), None));
    let told = world.transcript().await.into_iter().any(|line| {
        matches!(&line.parts[..], [Part::System(SystemLine::Notified { agent, topic })]
            if agent == "Ana" && topic == "Weekly kettles")
    });
    assert!(told, "the transcript says by which way");

    // The next one has its turn a week later, and not a moment before.
    let refused = notify(&world, chat, "n-2", "and more").await;
    assert!(sentence(refused).contains("lately"));
    let used = permission(&world).await.used_at.unwrap().as_millis();
    world
        .harness
        .clock
        .advance(used + 7 * DAY + MARGIN - 1 - world.harness.now());
    sentence(notify(&world, chat, "n-3", "and more").await);
    world.harness.clock.advance(1);
    notify(&world, chat, "n-4", "and more").await.unwrap();
}

#[tokio::test]
async fn a_stopped_or_ended_permission_is_refused_with_its_reason() {
    let (world, chat) = closed().await;
    world.happens(&[agrees(&world, Some("STOP NOTIFICATIONS"))]).await;
    assert!(sentence(notify(&world, chat, "n-1", "x").await).contains("does not want"));
    world
        .happens(&[agrees(&world, Some("RESUME NOTIFICATIONS"))])
        .await;
    world.harness.clock.advance(90 * DAY - MARGIN);
    assert!(sentence(notify(&world, chat, "n-2", "x").await).contains("has ended"));
}

#[tokio::test]
async fn a_permission_is_kept_while_one_may_answer() {
    let (world, chat) = closed().await;
    world.harness.platform.plan([Meets::NoConnection]);
    let message = notify(&world, chat, "n-1", "The kettles are here").await.unwrap();
    world.harness.send().await;
    assert!(permission(&world).await.used_at.is_some(), "its turn is taken");
    // Before it leaves, the customer writes.
    world
        .happens(&[customer().text(world.harness.now(), "m_again", "Hello?")])
        .await;
    world.harness.clock.advance(HOUR);
    world.harness.send().await;
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Sent));
    let arrived = world.harness.platform.arrived();
    assert_eq!(
        (arrived[0].to.as_str(), arrived[0].sent_as.0.as_str()),
        (CUSTOMER, "RESPONSE")
    );
    assert_eq!(permission(&world).await.used_at, None, "and given back");
}

#[tokio::test]
async fn what_was_not_sent_gives_its_turn_back_and_can_be_tried_again() {
    let (world, chat) = closed().await;
    world.harness.platform.plan([Meets::Refusal(10, 1_893_015)]);
    let message = notify(&world, chat, "n-1", "The kettles are here").await.unwrap();
    world.harness.send().await;
    let failed = world.message(message.id).await;
    assert_eq!(failed.delivery, Some(Delivery::Failed));
    assert_eq!(permission(&world).await.used_at, None);
    let engine = &world.harness.engine;
    engine.retry_message(&world.tenant.ana, message.id).await.unwrap();
    world.harness.send().await;
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Sent));
    assert_eq!(world.harness.platform.arrived()[0].to, TOKEN);
    assert!(permission(&world).await.used_at.is_some());

    world.harness.clock.advance(8 * DAY);
    let second = notify(&world, chat, "n-2", "unsaid").await.unwrap();
    engine.delete_message(&world.tenant.ana, second.id).await.unwrap();
    notify(&world, chat, "n-3", "said").await.unwrap();
}

#[tokio::test]
async fn two_messages_never_take_the_same_turn() {
    let (world, chat) = closed().await;
    let [one, two] = ["n-1", "n-2"].map(|id| notify(&world, chat, id, "The kettles are here"));
    let (one, two) = tokio::join!(one, two);
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|sent| **sent).count(), 1);
    world.harness.send().await;
    assert_eq!(world.harness.platform.arrived().len(), 1);
}

#[tokio::test]
async fn one_permission_is_one_message() {
    let (world, chat) = closed().await;
    let refused = notify(&world, chat, "n-1", &"long ".repeat(900)).await;
    let Err(WorkError::Refused(Refusal::Invalid(fields))) = refused else {
        panic!("too long for one message: {refused:?}");
    };
    assert_eq!(
        (fields[0].field.as_str(), fields[0].code.as_str()),
        ("notify", "too_many")
    );
    assert_eq!(permission(&world).await.used_at, None);
}

#[tokio::test]
async fn asking_to_notify_is_a_message_inside_the_window() {
    let world = World::new().await;
    let chat = world.chat().await;
    let ask = json!({ "client_msg_id": "a-1", "rich": { "rich": "notify", "title": "Weekly kettles" } });
    let new: NewMessage = serde_json::from_value(ask).unwrap();
    let engine = &world.harness.engine;
    engine.send_message(&world.tenant.ana, chat, new).await.unwrap();
    world.harness.send().await;
    let template = &world.harness.platform.arrived()[0].template;
    assert_eq!(
        (
            &template["template_type"],
            &template["title"],
            &template["payload"]
        ),
        (
            &json!("notification_messages"),
            &json!("Weekly kettles"),
            &json!("Weekly kettles")
        )
    );
    // What the customer answers opens no window.
    world.harness.clock.advance(DAY);
    world.happens(&[agrees(&world, None)]).await;
    assert!(world.try_answer(chat, "hello").await.is_err());
}
