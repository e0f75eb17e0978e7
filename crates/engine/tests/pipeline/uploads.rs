//! A file goes to the platform once, and messages name it.

use parlance_core::{AttachmentId, InteractionId, delivery::Delivery};
use serde_json::json;

use crate::{
    platform::{Meets, PNG},
    world::{World, customer},
};

const PDF: &[u8] = b"%PDF-1.7 what everybody asks for";
const DAY_MS: i64 = 86_400_000;

async fn uploaded(world: &World, name: &str, bytes: &[u8]) -> AttachmentId {
    let engine = &world.harness.engine;
    let mut upload = engine.begin_upload(&world.tenant.ana, name).await.unwrap();
    upload.write(bytes).await.unwrap();
    upload.finish().await.unwrap().id
}

/// Sends a file and says how it went.
async fn sent(world: &World, chat: InteractionId, id: &str, file: AttachmentId) -> Option<Delivery> {
    let message = world.send(chat, id, "", vec![file]).await.unwrap();
    world.harness.send().await;
    world.message(message.id).await.delivery
}

fn uploads(world: &World) -> usize {
    world.harness.platform.uploads().len()
}

fn files(world: &World) -> Vec<Vec<u8>> {
    let arrived = world.harness.platform.arrived();
    arrived.into_iter().filter_map(|message| message.file).collect()
}

#[tokio::test]
async fn the_same_file_goes_to_the_platform_once() {
    let world = World::new().await;
    let chat = world.chat().await;
    for (number, name) in ["prices.pdf", "prices-again.pdf", "third.pdf"].iter().enumerate() {
        let file = uploaded(&world, name, PDF).await;
        assert_eq!(
            sent(&world, chat, &format!("c-{number}"), file).await,
            Some(Delivery::Sent)
        );
    }
    assert_eq!(uploads(&world), 1);
    assert_eq!(files(&world), [PDF, PDF, PDF]);

    let other = uploaded(&world, "prices.pdf", b"%PDF-1.7 new prices").await;
    sent(&world, chat, "c-9", other).await;
    assert_eq!(uploads(&world), 2, "other bytes, another file");
}

#[tokio::test]
async fn a_file_that_the_platform_forgot_is_uploaded_again_within_the_same_try() {
    let world = World::new().await;
    let chat = world.chat().await;
    let first = uploaded(&world, "a.pdf", PDF).await;
    sent(&world, chat, "c-1", first).await;
    world.harness.platform.forgets_uploads();
    let second = uploaded(&world, "b.pdf", PDF).await;
    assert_eq!(sent(&world, chat, "c-2", second).await, Some(Delivery::Sent));
    assert_eq!(
        (uploads(&world), files(&world).len()),
        (2, 2),
        "no message is doubled"
    );
    let third = uploaded(&world, "c.pdf", PDF).await;
    sent(&world, chat, "c-3", third).await;
    assert_eq!(
        (uploads(&world), files(&world).len()),
        (2, 3),
        "the new id is used from now on"
    );
}

#[tokio::test]
async fn an_id_is_used_for_so_long_as_the_platform_keeps_it() {
    let world = World::new().await;
    let chat = world.chat().await;
    let first = uploaded(&world, "a.pdf", PDF).await;
    sent(&world, chat, "c-1", first).await;
    for (days, expected) in [(88, 1), (2, 2)] {
        world.harness.clock.advance(days * DAY_MS);
        let now = world.harness.now();
        world
            .happens(
                &[customer().message(now, json!({ "mid": format!("m_{days}"), "text": "still there?" }))],
            )
            .await;
        let file = uploaded(&world, "a.pdf", PDF).await;
        let went = sent(&world, chat, &format!("c-{days}"), file).await;
        assert_eq!(
            (went, uploads(&world)),
            (Some(Delivery::Sent), expected),
            "after {days} more days"
        );
    }
}

#[tokio::test]
async fn an_upload_without_an_answer_is_tried_again_and_no_send_is_uncertain() {
    let world = World::new().await;
    let chat = world.chat().await;
    world
        .harness
        .platform
        .plan_uploads([Meets::Lost, Meets::NoConnection]);
    let file = uploaded(&world, "a.pdf", PDF).await;
    let message = world.send(chat, "c-1", "see below", vec![file]).await.unwrap();
    for _ in 0..4 {
        world.harness.send().await;
        world.harness.clock.advance(30_000);
    }
    let message = world.message(message.id).await;
    assert_eq!(
        (message.delivery, message.possible_duplicate),
        (Some(Delivery::Sent), false)
    );
    assert_eq!(world.harness.platform.texts(), ["see below"]);
    assert_eq!((uploads(&world), files(&world).len()), (1, 1));
}

#[tokio::test]
async fn a_file_that_the_platform_does_not_take_fails_with_its_reason_before_anything_is_sent() {
    let world = World::new().await;
    let chat = world.chat().await;
    world
        .harness
        .platform
        .plan_uploads([Meets::Refusal(100, 2_018_047)]);
    let file = uploaded(&world, "a.png", PNG).await;
    let message = world.send(chat, "c-1", "", vec![file]).await.unwrap();
    world.harness.send().await;
    let message = world.message(message.id).await;
    assert_eq!(message.delivery, Some(Delivery::Failed));
    assert!(message.problem.unwrap().platform.unwrap().contains("2018047"));
    assert!(world.harness.platform.arrived().is_empty());
}

#[tokio::test]
async fn a_platform_that_finds_no_upload_at_all_is_not_asked_for_ever() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.harness.platform.plan([Meets::Refusal(100, 2_018_074); 9]);
    let file = uploaded(&world, "a.pdf", PDF).await;
    let message = world.send(chat, "c-1", "", vec![file]).await.unwrap();
    for _ in 0..9 {
        world.harness.send().await;
        world.harness.clock.advance(60_000);
    }
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Failed));
    assert!(world.harness.platform.arrived().is_empty());
}

#[tokio::test]
async fn pictures_of_rich_messages_are_uploaded_once_as_well() {
    let world = World::new().await;
    let chat = world.chat().await;
    for number in 0..2 {
        let picture = uploaded(&world, "tent.png", PNG).await;
        let rich = json!({ "client_msg_id": format!("r-{number}"),
            "rich": { "rich": "media", "attachment_id": picture, "video": false, "buttons": [] } });
        let new = serde_json::from_value(rich).unwrap();
        let engine = &world.harness.engine;
        engine.send_message(&world.tenant.ana, chat, new).await.unwrap();
        world.harness.send().await;
    }
    let plain = uploaded(&world, "tent.png", PNG).await;
    sent(&world, chat, "c-1", plain).await;
    assert_eq!(
        world.harness.platform.uploads(),
        [("image".to_owned(), PNG.to_vec())]
    );
    assert_eq!(files(&world), [PNG, PNG, PNG]);
}
