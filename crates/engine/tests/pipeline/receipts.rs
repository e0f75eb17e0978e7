//! Ticks: they come late, twice and out of order, and only move forward.

use parlance_core::delivery::Delivery;

use crate::{
    harness::START,
    world::{World, customer},
};

#[tokio::test]
async fn receipts_move_forward_by_id_and_by_watermark() {
    let world = World::new().await;
    let chat = world.chat().await;
    let answer = world.answer(chat, "Yes, 10 to 16 on Sunday.").await;
    assert_eq!(answer.delivery, Some(Delivery::Queued));
    world.harness.send().await;
    assert_eq!(world.message(answer.id).await.delivery, Some(Delivery::Sent));

    world
        .happens(&[customer().delivery(START + 10, &["m_out-1"], START + 9)])
        .await;
    assert_eq!(world.message(answer.id).await.delivery, Some(Delivery::Delivered));
    world.happens(&[customer().read(START + 20, START + 19)]).await;
    assert_eq!(world.message(answer.id).await.delivery, Some(Delivery::Read));
    world
        .happens(&[customer().delivery(START + 30, &["m_out-1"], START + 29)])
        .await;
    assert_eq!(
        world.message(answer.id).await.delivery,
        Some(Delivery::Read),
        "never back"
    );
}

#[tokio::test]
async fn a_watermark_counts_by_the_platforms_clock() {
    let world = World::new().await;
    let chat = world.chat().await;
    let first = world.answer(chat, "one").await;
    let second = world.answer(chat, "two").await;
    world.harness.send().await;
    // The platform's clock is an hour behind ours: only its echo tells its time of a message.
    let behind = START - 3_600_000;
    let arrived = world.harness.platform.arrived();
    for (place, at) in [(0, behind), (1, behind + 60_000)] {
        let it = &arrived[place];
        let echo = customer().echo(at, &it.mid, Some(&it.metadata), it.text.as_deref().unwrap());
        world.happens(&[echo]).await;
    }
    world
        .happens(&[customer().read(behind + 30_000, behind + 30_000)])
        .await;
    assert_eq!(world.message(first.id).await.delivery, Some(Delivery::Read));
    assert_eq!(world.message(second.id).await.delivery, Some(Delivery::Sent));
}

#[tokio::test]
async fn a_receipt_may_come_before_the_echo_it_is_about() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.harness.platform.plan([crate::platform::Meets::YesUnheard]);
    let answer = world.answer(chat, "one").await;
    world.harness.send().await;
    assert_eq!(world.message(answer.id).await.delivery, Some(Delivery::Uncertain));
    world.happens(&[customer().read(START + 50, START + 40)]).await;
    assert_eq!(world.message(answer.id).await.delivery, Some(Delivery::Uncertain));
    world.happens(&[world.echo_of("one")]).await;
    assert_eq!(world.message(answer.id).await.delivery, Some(Delivery::Read));
}

#[tokio::test]
async fn messages_written_elsewhere_get_ticks_too() {
    let world = World::new().await;
    world.chat().await;
    world
        .happens(&[customer().echo(START + 5, "m_inbox", None, "hello")])
        .await;
    world.happens(&[customer().read(START + 9, START + 8)]).await;
    let transcript = world.transcript().await;
    assert_eq!(transcript.last().unwrap().delivery, Some(Delivery::Read));
}

#[tokio::test]
async fn a_message_seen_by_its_id_means_those_before_it_too() {
    let world = World::new().await;
    let chat = world.chat().await;
    let first = world.answer(chat, "one").await;
    world.harness.send().await;
    world.harness.clock.advance(1_000);
    // 2,000 characters are one message at the platform: this one goes out in two.
    let second = world.answer(chat, &"x ".repeat(1_500)).await;
    world.harness.send().await;
    world.harness.clock.advance(1_000);
    let third = world.answer(chat, "three").await;
    world.harness.send().await;
    let arrived = world.harness.platform.arrived();
    assert_eq!(arrived.len(), 4, "one, two pieces, three");

    world
        .happens(&[customer().seen(START + 9_000, &arrived[1].mid)])
        .await;
    assert_eq!(world.message(first.id).await.delivery, Some(Delivery::Read));
    assert_eq!(
        world.message(third.id).await.delivery,
        Some(Delivery::Sent),
        "what stands below has not been seen"
    );
    world
        .happens(&[customer().seen(START + 9_500, &arrived[2].mid)])
        .await;
    assert_eq!(world.message(second.id).await.delivery, Some(Delivery::Read));
    assert_eq!(world.message(third.id).await.delivery, Some(Delivery::Sent));
}

#[tokio::test]
async fn a_message_may_be_seen_before_its_id_is_known() {
    let world = World::new().await;
    let chat = world.chat().await;
    let first = world.answer(chat, "one").await;
    world.harness.send().await;
    world.harness.platform.plan([crate::platform::Meets::YesUnheard]);
    let second = world.answer(chat, "two").await;
    world.harness.send().await;
    let mid = world.harness.platform.arrived()[1].mid.clone();
    world.happens(&[customer().seen(START + 50, &mid)]).await;
    assert_eq!(world.message(first.id).await.delivery, Some(Delivery::Read));
    assert_eq!(world.message(second.id).await.delivery, Some(Delivery::Uncertain));
    world.happens(&[world.echo_of("two")]).await;
    assert_eq!(world.message(second.id).await.delivery, Some(Delivery::Read));
}

#[tokio::test]
async fn what_was_written_elsewhere_is_seen_by_its_id() {
    let world = World::new().await;
    world.chat().await;
    world
        .happens(&[
            customer().echo(START + 5, "m_inbox-1", None, "hello"),
            customer().echo(START + 6, "m_inbox-2", None, "again"),
            customer().echo(START + 7, "m_inbox-3", None, "and again"),
        ])
        .await;
    world.happens(&[customer().seen(START + 9, "m_inbox-2")]).await;
    let deliveries: Vec<_> = world
        .transcript()
        .await
        .iter()
        .filter_map(|message| message.delivery)
        .collect();
    assert_eq!(deliveries, [Delivery::Read, Delivery::Read, Delivery::Sent]);
}
