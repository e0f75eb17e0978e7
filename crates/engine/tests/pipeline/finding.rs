//! Finding words in a long transcript, and paging through it.

use parlance_api::found::{FoundMessages, TranscriptOf};
use parlance_core::InteractionId;
use parlance_engine::{UseCaseError, identity::Caller};
use serde_json::Value;

use crate::world::{World, customer};

/// More than is read at once.
const LONG: i64 = 1_300;

/// A chat of a customer who has much to say: every hundredth message is about parcels.
async fn long_chat(world: &World) -> InteractionId {
    let chat = world.chat().await;
    let now = world.harness.now();
    let told: Vec<Value> = (1..=LONG)
        .map(|number| {
            let text = if number % 100 == 0 {
                format!("Both PARCELS of order {number} are late")
            } else {
                format!("Line {number}")
            };
            customer().text(now + number, &format!("m_{number}"), &text)
        })
        .collect();
    for some in told.chunks(100) {
        world.happens(some).await;
    }
    chat
}

async fn find(world: &World, chat: InteractionId, asked: &str) -> Result<FoundMessages, UseCaseError> {
    let caller = Caller::Person(world.tenant.ana.clone());
    let engine = &world.harness.engine;
    engine
        .find_in_transcript(&caller, chat, TranscriptOf::Conversation, asked.into())
        .await
}

#[tokio::test]
async fn every_message_of_a_long_chat_is_found_in_order_with_its_words() {
    let world = World::new().await;
    let chat = long_chat(&world).await;
    let found = find(&world, chat, "parcel late").await.unwrap();
    assert_eq!((found.total, found.looked_to), (13, None));
    assert!(
        found.items.windows(2).all(|two| two[0].at < two[1].at),
        "oldest first"
    );
    assert_eq!(
        found.items[0].words,
        ["PARCELS", "late"],
        "as the customer wrote them"
    );
    assert_eq!(find(&world, chat, "\"order 700\"").await.unwrap().total, 1);
    assert_eq!(find(&world, chat, "submarine").await.unwrap().total, 0);
}

#[tokio::test]
async fn what_was_said_in_an_earlier_chat_is_found_and_can_be_left_out() {
    let world = World::new().await;
    let first = world.chat().await;
    world.answer(first, "We open at ten").await;
    world.harness.send().await;
    let engine = &world.harness.engine;
    engine.end_interaction(&world.tenant.ana, first).await.unwrap();
    world
        .happens(&[customer().text(
            world.harness.now() + 9,
            "m_again",
            "And when do you open on Monday?",
        )])
        .await;
    let second = world.take(crate::world::CUSTOMER).await;
    assert_ne!(first, second);
    let caller = Caller::Person(world.tenant.ana.clone());
    for (of, total) in [(TranscriptOf::Conversation, 3), (TranscriptOf::Interaction, 1)] {
        let found = engine.find_in_transcript(&caller, second, of, "open".into());
        assert_eq!(found.await.unwrap().total, total, "{of:?}");
    }
}

#[tokio::test]
async fn who_may_not_read_a_chat_finds_nothing_in_it() {
    let world = World::new().await;
    let chat = world.chat().await;
    let mut stranger = world.tenant.ana.clone();
    stranger.user_id = parlance_core::UserId::new(parlance_core::Timestamp::from_millis(5), [77; 10]);
    let engine = &world.harness.engine;
    let refused = engine
        .find_in_transcript(
            &Caller::Person(stranger),
            chat,
            TranscriptOf::Conversation,
            "shop".into(),
        )
        .await;
    assert!(matches!(refused, Err(UseCaseError::Refused(_))));
    assert!(
        find(&world, chat, "-shop").await.is_err(),
        "nothing that must occur"
    );
}

#[tokio::test]
async fn pages_of_a_long_chat_join_without_a_gap() {
    let world = World::new().await;
    let chat = long_chat(&world).await;
    let caller = Caller::Person(world.tenant.ana.clone());
    let engine = &world.harness.engine;
    let (mut before, mut places) = (None, Vec::new());
    loop {
        let page = engine
            .transcript(&caller, chat, TranscriptOf::Interaction, before, 500)
            .await
            .unwrap();
        places.splice(0..0, page.items.iter().map(|message| (message.at, message.id)));
        before = page.next_cursor;
        if before.is_none() {
            break;
        }
    }
    assert!(
        places.windows(2).all(|two| two[0] < two[1]),
        "in order, none twice"
    );
    let record = engine.record(&caller, chat).await.unwrap();
    assert!(
        record.earlier_cursor.is_some(),
        "a record begins with its newest messages"
    );
    assert_eq!(
        record.messages.last().map(|message| message.id),
        places.last().map(|place| place.1)
    );
    assert!(places.len() as i64 > LONG);
}
