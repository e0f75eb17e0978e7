//! What agents live through with offers and connections, one story each.

use parlance_api::interaction::{Turn, WrapUp};
use parlance_core::{
    agent::{AgentState, Availability},
    interaction::InteractionState,
};

use crate::telling::*;
use crate::world::{ANA, BEN, DEV, ORDERS, RETURNS, World};

#[tokio::test]
async fn a_message_rings_at_the_agent_who_is_ready_and_is_answered() {
    let world = World::new().await;
    world.ready(ANA).await;
    world.pass_time(180_000).await;
    let id = world.message(1, ORDERS, "Where is my parcel?").await;

    let engine = &world.harness.engine;
    let ana = &world.cast.agents[ANA];
    let work = engine.own_work(ana).await.unwrap();
    let offer = &work.offers[0];
    assert_eq!(offer.interaction.id, id);
    assert_eq!(offer.first_words, "Where is my parcel?");
    assert_eq!(offer.interaction.contact_name, "Customer No1");
    assert_eq!(offer.reason.sentence, "0 of 4 chats, idle 3 min");
    assert_eq!(offer.expires_at.since_ms(offer.offered_at), 20_000);
    assert_eq!(work.agent.state, AgentState::Ringing);

    let view = engine.accept_offer(ana, offer.id).await.unwrap();
    assert_eq!(
        (view.state, view.turn, view.unread),
        (InteractionState::Active, Turn::Agent, 1)
    );
    assert_eq!(
        engine.accept_offer(ana, offer.id).await.unwrap(),
        view,
        "again is the same"
    );
    assert_eq!(state(&world, ANA).await.0, AgentState::Busy);
    assert_eq!(
        lines(&world, id).await,
        ["queued Orders", "offered Ana", "accepted Ana"]
    );
}

#[tokio::test]
async fn an_offer_belongs_to_its_agent_alone() {
    let world = World::new().await;
    world.ready(ANA).await;
    world.message(1, ORDERS, "hi").await;
    let engine = &world.harness.engine;
    let offer = engine.own_work(&world.cast.agents[ANA]).await.unwrap().offers[0].id;
    let ben = &world.cast.agents[BEN];
    assert_eq!(code(engine.accept_offer(ben, offer).await), "not_found");
    assert_eq!(code(engine.reject_offer(ben, offer).await), "not_found");
    let id = world.accept(ANA).await;
    assert_eq!(code(engine.end_interaction(ben, id).await), "not_found");
    let caller = world.cast.caller(BEN);
    assert_eq!(code(engine.interaction_detail(&caller, id).await), "not_found");
    assert!(
        engine
            .interaction_detail(&world.cast.caller(ANA), id)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn who_rejects_is_not_ready_and_the_next_agent_gets_it_with_its_place_kept() {
    let world = World::new().await;
    world.ready(ANA).await;
    let id = world.message(1, ORDERS, "hi").await;
    let engine = &world.harness.engine;
    let offer = engine.own_work(&world.cast.agents[ANA]).await.unwrap().offers[0].clone();
    world.pass_time(5_000).await;
    engine
        .reject_offer(&world.cast.agents[ANA], offer.id)
        .await
        .unwrap();
    engine
        .reject_offer(&world.cast.agents[ANA], offer.id)
        .await
        .unwrap();
    world.harness.settle().await;
    assert_eq!(
        state(&world, ANA).await,
        (AgentState::NotReady, Some("Rejected".into()))
    );
    world.ready(BEN).await;
    let rings = engine.own_work(&world.cast.agents[BEN]).await.unwrap().offers;
    assert_eq!(rings[0].interaction.id, id);
    assert_eq!(rings[0].interaction.queued_at, offer.interaction.queued_at);
    assert_eq!(rings[0].reason.waited_ms, 5_000);
    world.accept(BEN).await;
    let refused = refusal(engine.accept_offer(&world.cast.agents[ANA], offer.id).await);
    assert_eq!(
        refused.to_string(),
        "This offer is no longer there. You have rejected it. Ben has the chat now."
    );
}

#[tokio::test]
async fn who_does_not_answer_is_not_ready_and_who_holds_others_finishes_them_first() {
    let world = World::new().await;
    world.ready(ANA).await;
    world.message(1, ORDERS, "first").await;
    let first = world.accept(ANA).await;
    world.message(2, ORDERS, "second").await;
    world.pass_time(20_000).await;
    assert_eq!(
        state(&world, ANA).await.0,
        AgentState::Busy,
        "the first chat goes on"
    );
    let waiting = world.message(3, ORDERS, "third").await;
    let engine = &world.harness.engine;
    assert!(
        engine
            .own_work(&world.cast.agents[ANA])
            .await
            .unwrap()
            .offers
            .is_empty()
    );
    engine
        .end_interaction(&world.cast.agents[ANA], first)
        .await
        .unwrap();
    assert_eq!(state(&world, ANA).await.0, AgentState::AfterCallWork);
    let done = WrapUp {
        disposition_id: Some(world.cast.solved),
        finish: true,
        ..WrapUp::default()
    };
    engine
        .wrap_up(&world.cast.agents[ANA], first, done)
        .await
        .unwrap();
    world.harness.settle().await;
    assert_eq!(
        state(&world, ANA).await,
        (AgentState::NotReady, Some("NoAnswer".into()))
    );
    assert_eq!(lines(&world, waiting).await, ["queued Orders"]);
}

#[tokio::test]
async fn the_only_agent_is_asked_again_after_a_while() {
    let world = World::new().await;
    world.ready(ANA).await;
    let id = world.message(1, ORDERS, "hi").await;
    world.pass_time(20_000).await;
    world.set(ANA, Availability::Ready, None).await.unwrap();
    world.harness.settle().await;
    let engine = &world.harness.engine;
    assert!(
        engine
            .own_work(&world.cast.agents[ANA])
            .await
            .unwrap()
            .offers
            .is_empty()
    );
    let boss = parlance_engine::identity::Caller::Person(world.cast.boss.clone());
    let why = engine.record(&boss, id).await.unwrap().waits_because.unwrap();
    assert_eq!(
        why,
        "Those who are free have just let it pass; they are asked again in a moment."
    );
    let done = world.harness.dispatch(world.cast.ctx).await;
    let again = done.look_again_at.unwrap();
    world.harness.clock.advance(again.since_ms(world.harness.now()));
    assert_eq!(world.harness.dispatch(world.cast.ctx).await.offers, 1);
}

#[tokio::test]
async fn what_waits_is_given_away_in_order_as_room_appears() {
    let world = World::new().await;
    let mut ids = Vec::new();
    for customer in 0..6 {
        ids.push(world.message(customer, ORDERS, "hi").await);
        world.pass_time(1_000).await;
    }
    world.ready(ANA).await;
    let engine = &world.harness.engine;
    let offers = engine.own_work(&world.cast.agents[ANA]).await.unwrap().offers;
    let rings: Vec<_> = offers.iter().map(|offer| offer.interaction.id).collect();
    assert_eq!(rings, ids[..4], "four fit, the four who came first");
    for _ in 0..4 {
        world.accept(ANA).await;
    }
    engine
        .end_interaction(&world.cast.agents[ANA], ids[1])
        .await
        .unwrap();
    world.harness.settle().await;
    let work = engine.own_work(&world.cast.agents[ANA]).await.unwrap();
    assert!(work.offers.is_empty(), "after-call work keeps its share");
    let done = WrapUp {
        disposition_id: Some(world.cast.solved),
        finish: true,
        ..WrapUp::default()
    };
    engine
        .wrap_up(&world.cast.agents[ANA], ids[1], done)
        .await
        .unwrap();
    world.harness.settle().await;
    let work = engine.own_work(&world.cast.agents[ANA]).await.unwrap();
    assert_eq!(work.offers[0].interaction.id, ids[4]);
}

#[tokio::test]
async fn skills_and_teams_decide_who_gets_it() {
    let world = World::new().await;
    world.ready(ANA).await;
    let id = world.message(1, RETURNS, "devolver").await;
    let engine = &world.harness.engine;
    assert!(
        engine
            .own_work(&world.cast.agents[ANA])
            .await
            .unwrap()
            .offers
            .is_empty()
    );
    let boss = parlance_engine::identity::Caller::Person(world.cast.boss.clone());
    let why = engine.record(&boss, id).await.unwrap().waits_because.unwrap();
    assert_eq!(why, "Nobody of this service's teams is logged in.");
    world.ready(DEV).await;
    let offer = &engine.own_work(&world.cast.agents[DEV]).await.unwrap().offers[0];
    assert_eq!(
        offer.reason.sentence,
        "skill Spanish 80 ≥ 50, 0 of 2 chats, idle 0 s"
    );
    assert_eq!(offer.reason.decided_by, "only_candidate");
}

#[tokio::test]
async fn a_lost_connection_returns_the_offer_at_once_and_the_chats_after_the_grace_time() {
    let world = World::new().await;
    world.ready(ANA).await;
    world.message(1, ORDERS, "first").await;
    let first = world.accept(ANA).await;
    let second = world.message(2, ORDERS, "second").await;
    world.disconnect(ANA).await;
    world.harness.settle().await;
    let engine = &world.harness.engine;
    let work = engine.own_work(&world.cast.agents[ANA]).await.unwrap();
    assert!(work.offers.is_empty());
    assert_eq!((work.interactions[0].id, work.agent.connected), (first, false));
    assert_eq!(
        lines(&world, second).await.last().unwrap(),
        "returned Ana connection_lost"
    );

    world.pass_time(29_999).await;
    assert_eq!(state(&world, ANA).await.0, AgentState::Busy);
    world.pass_time(1).await;
    assert_eq!(
        state(&world, ANA).await,
        (AgentState::NotReady, Some("ConnectionLost".into()))
    );
    assert_eq!(lines(&world, first).await.last().unwrap(), "lost Ana");
    world.ready(BEN).await;
    let rings = engine.own_work(&world.cast.agents[BEN]).await.unwrap().offers;
    assert_eq!(
        rings[0].interaction.id, first,
        "the customer keeps their place in line"
    );
    world.pass_time(15 * 60_000).await;
    assert_eq!(state(&world, ANA).await.0, AgentState::LoggedOut);
}

#[tokio::test]
async fn who_comes_back_in_time_has_lost_nothing() {
    let world = World::new().await;
    world.ready(ANA).await;
    world.message(1, ORDERS, "first").await;
    let first = world.accept(ANA).await;
    world.disconnect(ANA).await;
    world.pass_time(29_000).await;
    world.connect(ANA).await;
    world.pass_time(60_000).await;
    let work = world
        .harness
        .engine
        .own_work(&world.cast.agents[ANA])
        .await
        .unwrap();
    assert_eq!(work.interactions[0].id, first);
    assert_eq!(work.agent.availability, Availability::Ready);
}

#[tokio::test]
async fn a_restart_counts_as_a_lost_connection_and_blames_nobody() {
    let mut world = World::new().await;
    world.ready(ANA).await;
    world.message(1, ORDERS, "first").await;
    let first = world.accept(ANA).await;
    let second = world.message(2, ORDERS, "second").await;
    world.harness.restart().await;
    world.harness.settle().await;
    let work = world
        .harness
        .engine
        .own_work(&world.cast.agents[ANA])
        .await
        .unwrap();
    assert_eq!(work.offers[0].interaction.id, second, "still rings");
    world.pass_time(20_000).await;
    assert_eq!(
        lines(&world, second).await.last().unwrap(),
        "returned Ana connection_lost"
    );
    world.connect(ANA).await;
    world.harness.settle().await;
    let work = world
        .harness
        .engine
        .own_work(&world.cast.agents[ANA])
        .await
        .unwrap();
    assert_eq!(work.agent.availability, Availability::Ready);
    assert_eq!(work.interactions[0].id, first);
    assert_eq!(work.offers[0].interaction.id, second, "offered again");
}

#[tokio::test]
async fn a_late_message_is_counted_but_does_not_become_the_last_line() {
    let world = World::new().await;
    world.ready(ANA).await;
    world.message(1, ORDERS, "first").await;
    let id = world.accept(ANA).await;
    world.pass_time(60_000).await;
    let (ctx, now) = (world.cast.ctx, world.harness.now());
    let engine = &world.harness.engine;
    let came = async |at, line: &'static str| {
        engine
            .write(move |tx, env| {
                let shown = parlance_engine::interactions::shown(tx.as_read(), &ctx, id)?;
                parlance_engine::interactions::customer_wrote(tx, env, &ctx, shown, at, line)
            })
            .await
            .unwrap();
        engine
            .own_work(&world.cast.agents[ANA])
            .await
            .unwrap()
            .interactions[0]
            .clone()
    };
    assert_eq!(came(now, "newest").await.last_line, "newest");
    let late = came(now.plus_ms(-1_000), "late").await;
    assert_eq!((late.last_line.as_str(), late.unread), ("newest", 3));

    // After an answer of ours the platform's clock may be a little behind, but not half a minute.
    let answered = engine.write(move |tx, env| {
        parlance_engine::interactions::agent_wrote(tx, env, &ctx, id, env.now, "an answer", None)
    });
    answered.await.unwrap();
    let late = came(now.plus_ms(-30_000), "very late").await;
    assert_eq!(late.last_line, "an answer");
    let skewed = came(now.plus_ms(-2_000), "by a clock that is behind").await;
    assert_eq!(skewed.last_line, "by a clock that is behind");
}
