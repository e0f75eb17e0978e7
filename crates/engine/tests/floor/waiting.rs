//! What waits, seen and moved by people.

use parlance_api::routing::{Assign, WaitingFilter, WaitingList};
use parlance_core::{InteractionId, interaction::InteractionState, wait_reason::WaitReason};
use parlance_engine::identity::Person;

use crate::telling::*;
use crate::world::{ANA, BEN, CLEO, DEV, ORDERS, RETURNS, World};

async fn list(world: &World, who: &Person) -> WaitingList {
    let engine = &world.harness.engine;
    engine.waiting_list(who, WaitingFilter::default()).await.unwrap()
}

fn ids(list: &WaitingList) -> Vec<InteractionId> {
    list.rows.iter().map(|row| row.interaction.id).collect()
}

fn to(world: &World, agent: usize) -> Assign {
    Assign {
        agent_id: world.cast.agents[agent].user_id,
    }
}

#[tokio::test]
async fn the_list_stands_in_order_and_says_why_each_waits() {
    let world = World::new().await;
    let boss = world.cast.boss.clone();
    let first = world.message(1, ORDERS, "first").await;
    world.pass_time(1_000).await;
    let second = world.message(2, ORDERS, "second").await;
    // Entries of Returns begin with priority 1.
    let urgent = world.message(3, RETURNS, "devolver").await;
    let seen = list(&world, &boss).await;
    assert_eq!((ids(&seen), seen.total), (vec![urgent, first, second], 3));
    let places: Vec<_> = seen.rows.iter().map(|row| row.position).collect();
    assert_eq!(places, [Some(1), Some(1), Some(2)], "each in its service's queue");
    assert_eq!(
        seen.rows[0].waits.reason,
        WaitReason::NobodySignedIn { agents: 2 },
        "Cleo and Dev"
    );

    world.ready(CLEO).await;
    world.accept(CLEO).await;
    world.message(4, RETURNS, "otra").await;
    let seen = list(&world, &boss).await;
    let full = WaitReason::AllFull {
        agents: 1,
        held: 1,
        room: 1,
    };
    assert!(seen.rows.iter().all(|row| row.waits.reason == full), "{seen:?}");
    let only = WaitingFilter {
        service_id: Some(world.cast.services[RETURNS]),
    };
    let seen = world.harness.engine.waiting_list(&boss, only).await.unwrap();
    assert_eq!((seen.rows.len(), seen.total), (1, 1));
}

#[tokio::test]
async fn steps_to_come_and_who_it_is_kept_for_are_told() {
    let world = World::new().await;
    crate::widening::widen(&world).await;
    world.message(1, RETURNS, "devolver").await;
    world.pass_time(10_000).await;
    let seen = list(&world, &world.cast.boss).await;
    let next = seen.rows[0].waits.next_step_at.unwrap();
    assert_eq!(next.since_ms(world.harness.now()), 20_000);
}

#[tokio::test]
async fn another_priority_counts_at_once_and_keeps_the_place_in_line() {
    let world = World::new().await;
    let engine = &world.harness.engine;
    let boss = &world.cast.boss;
    let first = world.message(1, ORDERS, "first").await;
    world.pass_time(1_000).await;
    let second = world.message(2, ORDERS, "second").await;
    let before = list(&world, boss).await.rows[1].interaction.queued_at;
    let view = engine.set_priority(boss, second, 80).await.unwrap();
    assert_eq!((view.priority, view.queued_at), (80, before));
    assert_eq!(ids(&list(&world, boss).await), [second, first]);
    assert_eq!(
        code(engine.set_priority(boss, second, 101).await),
        "priority:out_of_range"
    );
    world.ready(ANA).await;
    let rings = world.rings(ANA).await;
    assert_eq!(rings[0].interaction.id, second);
    assert_eq!(code(engine.set_priority(boss, second, 1).await), "not_waiting");
}

#[tokio::test]
async fn a_supervisor_gives_a_chat_to_an_agent_of_another_team() {
    let world = World::new().await;
    let engine = &world.harness.engine;
    let boss = &world.cast.boss;
    let id = world.message(1, RETURNS, "devolver").await;
    let gone = refusal(engine.assign_interaction(boss, id, to(&world, ANA)).await);
    assert_eq!(gone.to_string(), "Ana cannot take it now: logged out.");
    assert_eq!(
        list(&world, boss).await.rows[0].kept_for,
        None,
        "nothing has changed"
    );
    world.ready(ANA).await;
    let view = engine
        .assign_interaction(boss, id, to(&world, ANA))
        .await
        .unwrap();
    assert_eq!(view.state, InteractionState::Offered);
    let offer = &world.rings(ANA).await[0];
    assert_eq!(offer.reason.decided_by, "assigned");
    assert_eq!(
        offer.reason.sentence,
        "assigned by a supervisor, 0 of 4 chats, idle 0 s"
    );
    engine
        .reject_offer(&world.cast.agents[ANA], offer.id)
        .await
        .unwrap();
    assert_eq!(ids(&list(&world, boss).await), [id], "it waits as before");
}

#[tokio::test]
async fn agents_take_chats_where_the_service_allows_it() {
    let world = World::new().await;
    let engine = &world.harness.engine;
    let (cleo, dev) = (&world.cast.agents[CLEO], &world.cast.agents[DEV]);
    world.ready(CLEO).await;
    world.message(1, RETURNS, "uno").await;
    world.accept(CLEO).await;
    let id = world.message(2, RETURNS, "dos").await;
    assert_eq!(list(&world, dev).await.rows, []);
    assert_eq!(
        code(engine.assign_interaction(dev, id, to(&world, DEV)).await),
        "may_not_pull"
    );
    world
        .change_service(RETURNS, |returns| returns.may_pull = true)
        .await;
    assert_eq!(ids(&list(&world, dev).await), [id]);
    assert_eq!(
        list(&world, &world.cast.agents[BEN]).await.rows,
        [],
        "not Ben's work"
    );
    assert_eq!(
        code(engine.assign_interaction(dev, id, to(&world, CLEO)).await),
        "may_not_pull",
        "nobody gives work to others"
    );
    assert_eq!(
        code(engine.assign_interaction(cleo, id, to(&world, CLEO)).await),
        "agent_unavailable",
        "Cleo is full"
    );
    assert_eq!(
        code(engine.assign_interaction(dev, id, to(&world, DEV)).await),
        "agent_unavailable",
        "Dev has no desktop"
    );
    // At a desktop, Not Ready: nothing comes by itself.
    world.connect(DEV).await;
    world.harness.settle().await;
    let view = engine.assign_interaction(dev, id, to(&world, DEV)).await.unwrap();
    assert_eq!(
        (view.state, view.agent_id),
        (InteractionState::Active, Some(dev.user_id))
    );
    assert_eq!(
        code(engine.assign_interaction(dev, id, to(&world, DEV)).await),
        "not_waiting"
    );
    crate::invariants::check(&world).await;
}
