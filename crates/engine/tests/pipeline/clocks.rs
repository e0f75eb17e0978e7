//! The platform's clock and ours: a moment that has not come yet cannot have been told.

use parlance_core::delivery::Delivery;

use crate::world::{World, customer};

const HOUR: i64 = 3_600_000;
/// The year 5138, in milliseconds: the last moment that is taken for one.
const NEVER_YET: i64 = 99_999_999_999_999;

#[tokio::test]
async fn a_message_from_the_future_opens_the_window_for_no_longer_than_any_other() {
    let world = World::new().await;
    let now = world.harness.now();
    world
        .happens(&[customer().text(NEVER_YET, "m_future", "hello from far away")])
        .await;
    let thread = world.thread().await.unwrap();
    assert_eq!(thread.last_customer_at.unwrap().as_millis(), now);
    world
        .happens(&[customer().text(now + 2_000, "m_next", "and now from here")])
        .await;
    let said: Vec<String> = world
        .transcript()
        .await
        .iter()
        .filter_map(|message| {
            message
                .parts
                .first()
                .and_then(parlance_core::message::Part::preview)
        })
        .collect();
    assert_eq!(said, ["hello from far away", "and now from here"]);
}

#[tokio::test]
async fn a_clock_that_is_a_little_ahead_is_believed() {
    let world = World::new().await;
    let now = world.harness.now();
    world
        .happens(&[customer().text(now + 90_000, "m_ahead", "a minute early")])
        .await;
    let thread = world.thread().await.unwrap();
    assert_eq!(thread.last_customer_at.unwrap().as_millis(), now + 90_000);
}

#[tokio::test]
async fn a_watermark_of_the_future_reads_nothing_that_is_still_to_be_written() {
    let world = World::new().await;
    let chat = world.chat().await;
    let first = world.answer(chat, "one").await;
    world.harness.send().await;
    world.happens(&[world.echo_of("one")]).await;
    world.harness.clock.advance(1_000);
    let now = world.harness.now();
    world
        .happens(&[
            customer().read(now, NEVER_YET),
            customer().delivery(now, &[], NEVER_YET),
        ])
        .await;
    assert_eq!(world.message(first.id).await.delivery, Some(Delivery::Read));
    world.harness.clock.advance(HOUR);
    let second = world.answer(chat, "two").await;
    world.harness.send().await;
    world.happens(&[world.echo_of("two")]).await;
    assert_eq!(world.message(second.id).await.delivery, Some(Delivery::Sent));
}
