//! Less is enough after a waiting time, and some customers ask for more.

use parlance_api::{routing::RoutingStep, user::SkillLevel};

use crate::world::{ANA, BEN, CLEO, DEV, ORDERS, RETURNS, World};

/// Returns (South, Spanish at 50): after 30 s Spanish at 40 is enough, after 60 s North helps, after 90 s Spanish is not
/// asked for.
pub async fn widen(world: &World) {
    let spanish = world.cast.spanish;
    let level = move |level| {
        vec![SkillLevel {
            skill_id: spanish,
            level,
        }]
    };
    world
        .change_service(ORDERS, move |orders| {
            orders.steps = vec![RoutingStep {
                after_ms: 20_000,
                team_ids: Vec::new(),
                levels: level(25),
            }];
        })
        .await;
    let ctx = world.cast.ctx;
    let id = world.cast.services[ORDERS];
    let north = world
        .harness
        .engine
        .read(move |read, _| Ok(read.service(&ctx, id)?.unwrap().team_ids[0]));
    let north = north.await.unwrap();
    world
        .change_service(RETURNS, move |returns| {
            let step = |after_ms, team_ids, levels| RoutingStep {
                after_ms,
                team_ids,
                levels,
            };
            returns.steps = vec![
                step(30_000, vec![], level(40)),
                step(60_000, vec![north], vec![]),
                step(90_000, vec![], level(0)),
            ];
        })
        .await;
}

/// Lets time pass until routing wants to look again, and says how long that was.
async fn until_due(world: &World) -> i64 {
    let due = world
        .harness
        .dispatch(world.cast.ctx)
        .await
        .look_again_at
        .unwrap();
    let wait = due.since_ms(world.harness.now());
    world.harness.clock.advance(wait - 1);
    let early = world.harness.dispatch(world.cast.ctx).await;
    assert_eq!(
        (early.offers, early.look_again_at),
        (0, Some(due)),
        "not a moment too early"
    );
    world.harness.clock.advance(1);
    world.harness.dispatch(world.cast.ctx).await;
    wait
}

#[tokio::test]
async fn the_next_step_comes_when_it_is_due_and_says_so() {
    let world = World::new().await;
    widen(&world).await;
    // Ana is in North and knows Spanish at 30, Ben is in North and knows none.
    world.ready(ANA).await;
    let id = world.message(1, RETURNS, "devolver").await;
    world.pass_time(5_000).await;
    assert_eq!(
        until_due(&world).await,
        85_000,
        "neither of the steps before is for them"
    );
    let offer = &world.rings(ANA).await[0];
    assert_eq!(offer.interaction.id, id);
    assert_eq!(
        offer.reason.sentence,
        "after 1 min this team helps and Spanish is no longer asked for, 0 of 4 chats, idle 1 min"
    );
    let step = offer.reason.step.unwrap();
    assert_eq!((step.after_ms, step.other_team), (90_000, true));
}

#[tokio::test]
async fn who_is_good_enough_from_the_beginning_does_not_wait_for_a_step() {
    let world = World::new().await;
    widen(&world).await;
    world.ready(ANA).await;
    world.message(1, RETURNS, "devolver").await;
    world.pass_time(10_000).await;
    world.ready(DEV).await;
    let offer = &world.rings(DEV).await[0];
    assert_eq!(offer.reason.step, None);
    assert_eq!(
        offer.reason.sentence,
        "skill Spanish 80 ≥ 50, 0 of 2 chats, idle 0 s"
    );
}

#[tokio::test]
async fn a_step_stays_when_an_offer_is_given_back() {
    let world = World::new().await;
    widen(&world).await;
    let id = world.message(1, RETURNS, "devolver").await;
    world.pass_time(95_000).await;
    world.ready(ANA).await;
    let offer = world.rings(ANA).await[0].id;
    world
        .harness
        .engine
        .reject_offer(&world.cast.agents[ANA], offer)
        .await
        .unwrap();
    world.ready(BEN).await;
    assert_eq!(world.rings(BEN).await[0].interaction.id, id);
}

#[tokio::test]
async fn customers_who_ask_for_more_get_it_and_do_not_hold_up_the_others() {
    let mut world = World::new().await;
    let spanish = world.cast.spanish;
    world.ready(BEN).await;
    world.cast.entry_skills = vec![SkillLevel {
        skill_id: spanish,
        level: 50,
    }];
    let asks = world.message(1, ORDERS, "hola").await;
    assert_eq!(world.rings(BEN).await, [], "Ben knows no Spanish");
    let boss = parlance_engine::identity::Caller::Person(world.cast.boss.clone());
    let why = world
        .harness
        .engine
        .record(&boss, asks)
        .await
        .unwrap()
        .waits_because;
    assert_eq!(
        why.unwrap(),
        "Nobody logged in holds skill Spanish at 50 or more."
    );
    world.cast.entry_skills.clear();
    let plain = world.message(2, ORDERS, "hello").await;
    assert_eq!(world.rings(BEN).await[0].interaction.id, plain);
    world.ready(CLEO).await;
    let offer = &world.rings(CLEO).await[0];
    assert_eq!(offer.interaction.id, asks);
    assert_eq!(
        offer.reason.sentence,
        "skill Spanish 60 ≥ 50, 0 of 1 chats, idle 0 s"
    );
}

#[tokio::test]
async fn what_a_customer_asks_is_kept_when_the_chat_goes_to_another_service() {
    let mut world = World::new().await;
    world.cast.entry_skills = vec![SkillLevel {
        skill_id: world.cast.spanish,
        level: 70,
    }];
    world.ready(DEV).await;
    let id = world.message(1, ORDERS, "hola").await;
    assert_eq!(world.accept(DEV).await, id);
    world.ready(CLEO).await;
    let to = crate::telling::transfer(None, Some(world.cast.services[RETURNS]));
    let engine = &world.harness.engine;
    engine
        .transfer_interaction(&world.cast.agents[DEV], id, to)
        .await
        .unwrap();
    world.harness.settle().await;
    assert_eq!(
        world.rings(CLEO).await,
        [],
        "60 is enough for Returns, not for this customer"
    );
}
