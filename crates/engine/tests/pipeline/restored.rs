//! After a backup was put back nothing old goes out by itself.

use parlance_core::{Timestamp, delivery::Delivery};
use parlance_engine::{Refusal, outbound::hold_back_restored};
use parlance_store::{outbox::OutboxState, restores::RestoreRow};

use crate::{
    harness::START,
    world::{World, customer},
};

const MINUTE: i64 = 60_000;

/// As the command does it.
async fn put_back(world: &World) {
    let restored = RestoreRow {
        restored_at: Timestamp::from_millis(world.harness.now()),
        settled: false,
    };
    let noted = world
        .harness
        .engine
        .write(move |tx, _| Ok(tx.set_restored(&restored)?));
    noted.await.unwrap();
}

#[tokio::test]
async fn what_waited_is_left_to_agents() {
    let world = World::new().await;
    let chat = world.chat().await;
    let under_way = world.answer(chat, "under way").await;
    let first = world.answer(chat, "first").await;
    let second = world.answer(chat, "second").await;
    let ctx = world.tenant.ctx;
    let begun = world.harness.engine.write(move |tx, env| {
        let mut part = tx.open_outbox(&ctx, 0, 1)?.remove(0);
        let fence = part.fence;
        part.state = OutboxState::Sending;
        part.due_at = env.now.plus_ms(15_000);
        tx.save_outbox(&ctx, &part, fence)?;
        Ok::<_, Refusal>(())
    });
    begun.await.unwrap();
    put_back(&world).await;

    assert_eq!(hold_back_restored(&world.harness.engine).await.unwrap(), Some(3));
    let shown = world.message(under_way.id).await;
    assert_eq!(shown.delivery, Some(Delivery::Uncertain), "it may have arrived");
    for held in [&first, &second] {
        let shown = world.message(held.id).await;
        assert_eq!(shown.delivery, Some(Delivery::Failed));
        assert!(shown.possible_duplicate);
        let problem = shown.problem.unwrap();
        assert!(
            problem.retry && problem.sentence.contains("restored from a backup"),
            "{problem:?}"
        );
    }
    assert_eq!(world.interactions().await[0].failed_messages, 2);
    assert_eq!(world.harness.send().await, 0, "nothing goes out by itself");
    world.harness.clock.advance(2 * MINUTE);
    assert_eq!(world.harness.send().await, 0, "nor later");
    let left = world.message(under_way.id).await;
    assert_eq!(left.delivery, Some(Delivery::Failed), "a person decides");
    assert!(world.harness.platform.texts().is_empty());

    // The platform had the first one; the second is sent again by an agent.
    let (ctx, id) = (world.tenant.ctx, first.id);
    let parts = world
        .harness
        .engine
        .read(move |read, _| Ok(read.outbox_of_message(&ctx, id)?));
    let metadata = parts.await.unwrap()[0].id.to_string();
    let echo = customer().echo(world.harness.now(), "m_had", Some(&metadata), "first");
    world.happens(&[echo]).await;
    assert_eq!(world.message(first.id).await.delivery, Some(Delivery::Sent));
    let ana = &world.tenant.ana;
    world.harness.engine.retry_message(ana, second.id).await.unwrap();
    world.harness.send().await;
    assert_eq!(world.message(second.id).await.delivery, Some(Delivery::Sent));
    assert_eq!(world.harness.platform.texts(), ["second"]);
    assert_eq!(
        hold_back_restored(&world.harness.engine).await.unwrap(),
        None,
        "once"
    );
}

#[tokio::test]
async fn what_is_written_afterwards_goes_out_as_always() {
    let world = World::new().await;
    let chat = world.chat().await;
    put_back(&world).await;
    hold_back_restored(&world.harness.engine).await.unwrap();
    let new = world.answer(chat, "new").await;
    world.harness.send().await;
    assert_eq!(world.message(new.id).await.delivery, Some(Delivery::Sent));
}

#[tokio::test]
async fn nobody_is_greeted_again_for_what_they_wrote_before() {
    let world = World::greeting("Welcome").await;
    world.harness.clock.advance(MINUTE);
    put_back(&world).await;
    world.happens(&[customer().text(START, "m_1", "Before")]).await;
    world.harness.send().await;
    assert!(world.harness.platform.texts().is_empty());
    assert_eq!(world.interactions().await.len(), 1, "but they are answered");
}
