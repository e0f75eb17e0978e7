//! Answers that quote a message.

use parlance_api::message::{MessageView, NewMessage};
use parlance_core::{InteractionId, MessageId};
use parlance_engine::UseCaseError;

use crate::{
    platform::Meets,
    world::{World, customer},
};

async fn quoting(
    world: &World,
    chat: InteractionId,
    text: &str,
    quoted: MessageId,
) -> Result<MessageView, UseCaseError> {
    let new = NewMessage {
        client_msg_id: format!("c-{}", text.len()),
        text: text.into(),
        reply_to: Some(quoted),
        ..serde_json::from_value(serde_json::json!({ "client_msg_id": "x" })).unwrap()
    };
    world
        .harness
        .engine
        .send_message(&world.tenant.ana, chat, new)
        .await
}

#[tokio::test]
async fn an_answer_quotes_the_customers_message() {
    let world = World::new().await;
    let chat = world.chat().await;
    let first = world.transcript().await.remove(0);
    let now = world.harness.now() + 1;
    world
        .happens(&[customer().text(now, "m_second", "and on Monday?")])
        .await;
    let answer = quoting(&world, chat, "Yes, from ten", first.id).await.unwrap();
    let quoted = answer.reply_to.unwrap();
    assert_eq!(
        (quoted.id, quoted.preview.as_str()),
        (Some(first.id), "Hi, is the shop open on Sunday?")
    );
    world.harness.send().await;
    let arrived = world.harness.platform.arrived();
    assert_eq!(arrived[0].reply_to.as_deref(), Some("m_first-24891234567890123"));
}

#[tokio::test]
async fn a_long_answer_quotes_once() {
    let world = World::new().await;
    let chat = world.chat().await;
    let first = world.transcript().await.remove(0);
    let long = "word ".repeat(600);
    quoting(&world, chat, &long, first.id).await.unwrap();
    world.harness.send().await;
    let quotes: Vec<bool> = world
        .harness
        .platform
        .arrived()
        .iter()
        .map(|arrived| arrived.reply_to.is_some())
        .collect();
    assert_eq!(quotes, [true, false]);
}

#[tokio::test]
async fn our_own_message_can_be_quoted_once_the_platform_has_it() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.harness.platform.plan([Meets::NoConnection]);
    let own = world.answer(chat, "It is open").await;
    world.harness.send().await;
    let refused = quoting(&world, chat, "As I said", own.id).await.unwrap_err();
    assert!(refused.to_string().contains("quot"), "{refused}");
    world.harness.clock.advance(300_000);
    world.harness.send().await;
    quoting(&world, chat, "As I said", own.id).await.unwrap();
    world.harness.send().await;
    assert_eq!(
        world.harness.platform.arrived()[1].reply_to.as_deref(),
        Some("m_out-1")
    );
}

#[tokio::test]
async fn only_messages_of_the_conversation_can_be_quoted() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.chat_with("24891234567890999").await;
    let other = world.transcript_of("24891234567890999").await.remove(0);
    let refused = quoting(&world, chat, "no", other.id).await.unwrap_err();
    assert!(
        refused.to_string().contains("not part of this conversation"),
        "{refused}"
    );
}
