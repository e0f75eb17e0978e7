//! A power cut between any two steps loses nothing and doubles nothing.

use std::time::Duration;

use parlance_core::{delivery::Delivery, message::Direction};

use crate::{
    harness::START,
    platform::Meets,
    world::{World, customer},
};

#[tokio::test]
async fn what_was_accepted_is_applied_after_a_restart() {
    let mut world = World::new().await;
    for place in 0..20 {
        world
            .deliver(&[customer().text(START + place, &format!("m_{place}"), "hello")])
            .await;
    }
    world.harness.restart().await;
    world.harness.apply().await;
    world.harness.restart().await;
    world.harness.apply().await;
    let said = world
        .transcript()
        .await
        .into_iter()
        .filter(|m| m.direction == Direction::Inbound)
        .count();
    assert_eq!(said, 20);
    assert_eq!(world.interactions().await[0].unread, 20);
}

#[tokio::test]
async fn a_cut_while_deliveries_are_applied_leaves_each_whole() {
    for cut_after in 0..6 {
        let mut world = World::greeting("Welcome").await;
        for place in 0..100 {
            world
                .deliver(&[customer().text(START + place, &format!("m_{place}"), "hello")])
                .await;
        }
        // Some units are committed, one is cut in the middle of its life.
        for _ in 0..cut_after {
            let _ = tokio::time::timeout(
                Duration::from_micros(200),
                parlance_engine::inbound::apply_waiting(&world.harness.engine),
            )
            .await;
        }
        world.harness.restart().await;
        world.harness.apply().await;
        let transcript = world.transcript().await;
        let count = |direction| {
            transcript
                .iter()
                .filter(|message| message.direction == direction)
                .count()
        };
        assert_eq!((count(Direction::Inbound), count(Direction::Outbound)), (100, 1));
        assert_eq!(world.interactions().await[0].unread, 100);
        assert_eq!(world.interactions().await.len(), 1);
        world.harness.send().await;
        assert_eq!(world.harness.platform.texts(), ["Welcome"], "one greeting");
    }
}

#[tokio::test]
async fn a_cut_between_claim_and_result_ends_in_uncertain_and_then_in_the_truth() {
    for arrived in [true, false] {
        let mut world = World::new().await;
        let chat = world.chat().await;
        let message = world.answer(chat, "one").await;
        world.answer(chat, "two").await;
        world.harness.platform.plan([Meets::Silence]);
        let cut = tokio::time::timeout(Duration::from_millis(200), world.harness.send()).await;
        assert!(cut.is_err(), "the call never ends");
        assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Sending));
        world.harness.restart().await;
        assert_eq!(world.harness.send().await, 0, "the lease still holds");
        world.harness.clock.advance(15_000);
        assert_eq!(world.harness.send().await, 0);
        assert_eq!(
            world.message(message.id).await.delivery,
            Some(Delivery::Uncertain)
        );

        if arrived {
            let ctx = world.tenant.ctx;
            let key = world
                .harness
                .engine
                .read(move |read, _| Ok(read.outbox_of_message(&ctx, message.id)?[0].id.to_string()))
                .await
                .unwrap();
            world
                .happens(&[customer().echo(START + 3, "m_lost", Some(&key), "one")])
                .await;
        } else {
            world.harness.clock.advance(60_000);
        }
        world.harness.send().await;
        let settled = world.message(message.id).await;
        assert_eq!(settled.delivery, Some(Delivery::Sent));
        assert_eq!(settled.possible_duplicate, !arrived);
        let expected: &[&str] = if arrived { &["two"] } else { &["one", "two"] };
        assert_eq!(world.harness.platform.texts(), expected);
    }
}
