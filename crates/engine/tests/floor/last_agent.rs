//! Customers who come back are kept for the agent who had them last.

use parlance_api::interaction::WrapUp;
use parlance_core::{InteractionId, agent::Availability};

use crate::world::{ANA, BEN, CLEO, ORDERS, RETURNS, World};

const DAY_MS: i64 = 24 * 3_600_000;

/// Orders wait 20 s for the agent who had the customer in the last seven days; Ana had the first one.
async fn ana_had_them() -> World {
    let world = World::new().await;
    for service in [ORDERS, RETURNS] {
        world
            .change_service(service, |service| {
                service.last_agent_wait_ms = 20_000;
                service.last_agent_days = 7;
            })
            .await;
    }
    world.ready(ANA).await;
    world.message(1, ORDERS, "first").await;
    let id = world.accept(ANA).await;
    end(&world, id).await;
    world.ready(BEN).await;
    world
}

async fn end(world: &World, id: InteractionId) {
    let engine = &world.harness.engine;
    let ana = &world.cast.agents[ANA];
    engine.end_interaction(ana, id).await.unwrap();
    let done = WrapUp {
        disposition_id: Some(world.cast.solved),
        finish: true,
        ..WrapUp::default()
    };
    engine.wrap_up(ana, id, done).await.unwrap();
    world.harness.settle().await;
}

/// Gives Ana as many chats as she can hold.
async fn fill(world: &World) -> Vec<InteractionId> {
    world
        .set(BEN, Availability::NotReady, Some(world.cast.lunch))
        .await
        .unwrap();
    let mut held = Vec::new();
    for customer in 11..15 {
        world.message(customer, ORDERS, "hi").await;
        held.push(world.accept(ANA).await);
    }
    world.ready(BEN).await;
    held
}

#[tokio::test]
async fn who_had_the_customer_gets_them_although_another_one_is_idle_for_longer() {
    let world = ana_had_them().await;
    world.message(2, ORDERS, "somebody else").await;
    world.accept(ANA).await;
    world.message(1, ORDERS, "me again").await;
    let offer = &world.rings(ANA).await[0];
    assert_eq!(offer.reason.decided_by, "last_agent");
    assert_eq!(
        offer.reason.sentence,
        "had this customer last, 1 of 4 chats, idle 0 s"
    );
}

#[tokio::test]
async fn the_chat_waits_for_their_room_but_no_longer_than_the_service_says() {
    let world = ana_had_them().await;
    let held = fill(&world).await;
    let id = world.message(1, ORDERS, "me again").await;
    assert_eq!(world.rings(BEN).await, []);
    world.pass_time(10_000).await;
    end(&world, held[0]).await;
    assert_eq!(world.rings(ANA).await[0].interaction.id, id);
    world.accept(ANA).await;
    end(&world, id).await;

    world
        .set(BEN, Availability::NotReady, Some(world.cast.lunch))
        .await
        .unwrap();
    world.message(15, ORDERS, "hi").await;
    world.accept(ANA).await;
    world.ready(BEN).await;
    let id = world.message(1, ORDERS, "and again").await;
    world.pass_time(19_999).await;
    assert_eq!(world.rings(BEN).await, []);
    world.pass_time(1).await;
    let offer = &world.rings(BEN).await[0];
    assert_eq!(offer.interaction.id, id);
    assert_eq!(offer.reason.decided_by, "only_candidate");
}

#[tokio::test]
async fn a_chat_is_everybodys_when_the_agent_goes() {
    let world = ana_had_them().await;
    fill(&world).await;
    let id = world.message(1, ORDERS, "me again").await;
    assert_eq!(world.rings(BEN).await, []);
    world
        .set(ANA, Availability::NotReady, Some(world.cast.lunch))
        .await
        .unwrap();
    world.harness.settle().await;
    assert_eq!(world.rings(BEN).await[0].interaction.id, id);
}

#[tokio::test]
async fn who_is_not_there_is_not_waited_for_nor_who_is_not_good_enough_nor_who_had_them_long_ago() {
    let world = ana_had_them().await;
    world
        .set(ANA, Availability::NotReady, Some(world.cast.lunch))
        .await
        .unwrap();
    let id = world.message(1, ORDERS, "me again").await;
    assert_eq!(world.rings(BEN).await[0].interaction.id, id);

    let world = ana_had_them().await;
    world.ready(CLEO).await;
    let id = world.message(1, RETURNS, "devolver").await;
    assert_eq!(
        world.rings(CLEO).await[0].interaction.id,
        id,
        "Ana is not of Returns"
    );

    let world = ana_had_them().await;
    world.message(2, ORDERS, "so that Ana holds more").await;
    world.accept(ANA).await;
    world.harness.clock.advance(7 * DAY_MS + 1);
    let id = world.message(1, ORDERS, "a week later").await;
    assert_eq!(world.rings(BEN).await[0].interaction.id, id);
}

#[tokio::test]
async fn a_restart_counts_as_a_lost_connection_so_nobody_is_waited_for() {
    let mut world = ana_had_them().await;
    fill(&world).await;
    let id = world.message(1, ORDERS, "me again").await;
    world.harness.restart().await;
    world.ready(BEN).await;
    assert_eq!(world.rings(BEN).await[0].interaction.id, id);
}
