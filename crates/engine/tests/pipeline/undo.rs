//! Messages that wait a moment before they go out, and can be taken back meanwhile.

use parlance_api::config::TenantSettingsPatch;
use parlance_core::InteractionId;

use crate::world::World;

const HELD_MS: i64 = 5_000;

/// A chat of a tenant whose messages wait for a moment.
async fn held() -> (World, InteractionId) {
    let world = World::new().await;
    let patch = TenantSettingsPatch {
        undo_send_ms: Some(HELD_MS),
        ..TenantSettingsPatch::default()
    };
    let engine = &world.harness.engine;
    engine.change_settings(&world.tenant.admin, patch).await.unwrap();
    let chat = world.chat().await;
    (world, chat)
}

fn arrived(world: &World) -> Vec<String> {
    let arrived = world.harness.platform.arrived();
    arrived.into_iter().filter_map(|message| message.text).collect()
}

#[tokio::test]
async fn a_message_goes_out_when_its_moment_is_over_also_after_a_restart() {
    let (mut world, chat) = held().await;
    world.answer(chat, "We open at ten").await;
    world.harness.clock.advance(HELD_MS - 1);
    world.harness.send().await;
    assert!(arrived(&world).is_empty(), "it can still be taken back");
    world.harness.restart().await;
    world.harness.send().await;
    assert!(arrived(&world).is_empty(), "a restart does not hurry it");
    world.harness.clock.advance(1);
    world.harness.send().await;
    assert_eq!(arrived(&world), ["We open at ten"]);
}

#[tokio::test]
async fn a_message_that_is_taken_back_never_goes_out_and_the_customer_waits_again() {
    let (world, chat) = held().await;
    let before = world.interactions().await.remove(0);
    assert!(before.waiting_since.is_some());
    let message = world.answer(chat, "Dear John").await;
    let written = world.interactions().await.remove(0);
    assert_eq!(
        (written.waiting_since, written.last_line.as_str()),
        (None, "Dear John")
    );
    world.harness.clock.advance(HELD_MS - 1);
    let engine = &world.harness.engine;
    engine
        .delete_message(&world.tenant.ana, message.id)
        .await
        .unwrap();
    let after = world.interactions().await.remove(0);
    assert_eq!(after.waiting_since, before.waiting_since);
    assert_eq!(after.last_line, before.last_line);
    assert_eq!(after.first_answer_at, None, "nothing was answered");
    world.harness.clock.advance(10 * HELD_MS);
    world.harness.send().await;
    assert!(arrived(&world).is_empty());
}

#[tokio::test]
async fn what_was_written_after_a_message_that_is_taken_back_goes_out_in_its_own_time() {
    let (world, chat) = held().await;
    let first = world.answer(chat, "one").await;
    world.harness.clock.advance(1_000);
    world.answer(chat, "two").await;
    world.harness.clock.advance(1_000);
    let engine = &world.harness.engine;
    engine.delete_message(&world.tenant.ana, first.id).await.unwrap();
    let row = world.interactions().await.remove(0);
    assert_eq!(
        (row.waiting_since, row.last_line.as_str()),
        (None, "two"),
        "still answered"
    );
    world.harness.clock.advance(3_999);
    world.harness.send().await;
    assert!(arrived(&world).is_empty());
    world.harness.clock.advance(1);
    world.harness.send().await;
    assert_eq!(arrived(&world), ["two"]);
    let refused = engine.delete_message(&world.tenant.ana, first.id).await;
    assert!(refused.is_err(), "it is gone");
}

#[tokio::test]
async fn a_message_that_went_out_cannot_be_taken_back() {
    let (world, chat) = held().await;
    let message = world.answer(chat, "sent").await;
    world.harness.clock.advance(HELD_MS);
    world.harness.send().await;
    let engine = &world.harness.engine;
    let refused = engine.delete_message(&world.tenant.ana, message.id).await;
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("cannot be deleted any more")
    );
}
