//! What agents live through when chats change hands and end, one story each.

use parlance_api::{
    config::ServiceInput,
    interaction::{Transfer, WrapUp},
};
use parlance_core::{
    agent::{AgentState, Availability},
    interaction::InteractionState,
};

use crate::telling::*;
use crate::world::{ANA, BEN, CLEO, DEV, ORDERS, RETURNS, World};

#[tokio::test]
async fn a_chat_handed_to_a_colleague_rings_at_once_and_comes_back_to_the_queue() {
    let world = World::new().await;
    world.ready(ANA).await;
    world.message(1, ORDERS, "hola").await;
    world.pass_time(4_000).await;
    let id = world.accept(ANA).await;
    world.pass_time(60_000).await;
    let engine = &world.harness.engine;
    let ana = &world.cast.agents[ANA];
    let cleo = world.cast.agents[CLEO].user_id;
    let refused = refusal(
        engine
            .transfer_interaction(ana, id, transfer(Some(cleo), None))
            .await,
    );
    assert_eq!(
        refused.to_string(),
        "Cleo cannot take it now: logged out. Choose a service or a colleague with room."
    );
    world.ready(CLEO).await;
    let view = engine
        .transfer_interaction(ana, id, transfer(Some(cleo), None))
        .await
        .unwrap();
    assert_eq!((view.state, view.agent_id), (InteractionState::Offered, None));
    let offer = &engine.own_work(&world.cast.agents[CLEO]).await.unwrap().offers[0];
    assert_eq!(offer.reason.decided_by, "transfer");
    assert_eq!(
        offer.interaction.queued_at,
        world.harness.now().plus_ms(-4_000),
        "4 s were waited before"
    );
    engine
        .reject_offer(&world.cast.agents[CLEO], offer.id)
        .await
        .unwrap();
    world.ready(BEN).await;
    let rings = &engine.own_work(&world.cast.agents[BEN]).await.unwrap().offers;
    assert_eq!(rings[0].interaction.id, id);
    assert_eq!(
        lines(&world, id).await,
        [
            "queued Orders",
            "offered Ana",
            "accepted Ana",
            "transferred Ana Cleo",
            "offered Cleo",
            "returned Cleo rejected",
            "offered Ben"
        ]
    );
}

#[tokio::test]
async fn a_chat_handed_to_a_service_waits_there_for_somebody_else() {
    let world = World::new().await;
    world.ready(DEV).await;
    world.message(1, RETURNS, "hola").await;
    let id = world.accept(DEV).await;
    let engine = &world.harness.engine;
    let dev = &world.cast.agents[DEV];
    let orders = world.cast.services[ORDERS];
    let both = Transfer {
        agent_id: Some(dev.user_id),
        service_id: Some(orders),
        note: None,
    };
    assert_eq!(
        code(engine.transfer_interaction(dev, id, both).await),
        "agent_id:missing"
    );
    let view = engine
        .transfer_interaction(dev, id, transfer(None, Some(orders)))
        .await
        .unwrap();
    assert_eq!(
        (view.state, view.service.as_str()),
        (InteractionState::Queued, "Orders")
    );
    world.harness.settle().await;
    let own = engine.own_work(dev).await.unwrap();
    assert!(own.offers.is_empty(), "not to the one who gave it away");
    assert!(own.interactions.is_empty());
    world.ready(BEN).await;
    assert_eq!(world.accept(BEN).await, id);
}

#[tokio::test]
async fn transfer_targets_say_who_could_take_it() {
    let world = World::new().await;
    world.ready(CLEO).await;
    world.connect(BEN).await;
    world
        .set(BEN, Availability::NotReady, Some(world.cast.lunch))
        .await
        .unwrap();
    world.message(1, ORDERS, "hi").await;
    let targets = world
        .harness
        .engine
        .transfer_targets(&world.cast.agents[ANA])
        .await
        .unwrap();
    let said: Vec<_> = targets
        .agents
        .iter()
        .map(|target| (target.agent.name.as_str(), target.why_not.as_deref()))
        .collect();
    assert_eq!(
        said,
        [
            ("Ben", Some("Not Ready (Lunch)")),
            ("Cleo", Some("full, 1 of 1 chats")),
            ("Dev", Some("logged out")),
            ("Nora", Some("logged out")),
        ]
    );
    assert_eq!(targets.services[0].agents_with_room, 0);
}

#[tokio::test]
async fn after_call_work_needs_an_outcome_and_ends_by_itself() {
    let world = World::new().await;
    world.ready(ANA).await;
    world.message(1, ORDERS, "hi").await;
    let id = world.accept(ANA).await;
    let engine = &world.harness.engine;
    let ana = &world.cast.agents[ANA];
    let finish = || WrapUp {
        finish: true,
        ..WrapUp::default()
    };
    assert_eq!(code(engine.wrap_up(ana, id, finish()).await), "not_ended");
    let view = engine.end_interaction(ana, id).await.unwrap();
    assert_eq!(
        engine.end_interaction(ana, id).await.unwrap(),
        view,
        "again is the same"
    );
    assert_eq!(
        code(engine.wrap_up(ana, id, finish()).await),
        "disposition_id:missing"
    );
    let wrong = |disposition_id| WrapUp {
        disposition_id: Some(disposition_id),
        ..WrapUp::default()
    };
    for foreign in [world.cast.refunded, world.cast.none_given] {
        assert_eq!(
            code(engine.wrap_up(ana, id, wrong(foreign)).await),
            "disposition_id:unknown"
        );
    }
    let more = |extend_ms| WrapUp {
        extend_ms: Some(extend_ms),
        ..WrapUp::default()
    };
    engine.wrap_up(ana, id, more(9 * 60_000)).await.unwrap();
    assert_eq!(
        code(engine.wrap_up(ana, id, more(61_000)).await),
        "extend_ms:out_of_range"
    );
    world.pass_time(120_000 + 9 * 60_000 - 1).await;
    assert_eq!(state(&world, ANA).await.0, AgentState::AfterCallWork);
    world.pass_time(1).await;
    assert_eq!(state(&world, ANA).await.0, AgentState::Ready);
    assert_eq!(
        lines(&world, id).await.last().unwrap(),
        "finished Some(\"No disposition given\")"
    );
    assert_eq!(
        code(engine.wrap_up(ana, id, wrong(world.cast.solved)).await),
        "already_finished"
    );
}

#[tokio::test]
async fn a_service_without_after_call_work_closes_at_once_and_the_next_message_opens_anew() {
    let world = World::new().await;
    world.ready(DEV).await;
    world.message(1, RETURNS, "hola").await;
    let id = world.accept(DEV).await;
    let engine = &world.harness.engine;
    let view = engine.end_interaction(&world.cast.agents[DEV], id).await.unwrap();
    assert_eq!(view.state, InteractionState::Closed);
    let next = world.message(1, RETURNS, "una cosa más").await;
    assert_ne!(next, id);
    let detail = engine
        .interaction_detail(&world.cast.caller(DEV), next)
        .await
        .unwrap();
    assert_eq!(detail.earlier[0].id, id);
    assert_eq!(detail.earlier[0].title, "hola");
    assert!(
        detail
            .messages
            .iter()
            .any(|message| message.interaction_id == Some(id))
    );
}

#[tokio::test]
async fn a_required_disposition_is_asked_for_also_where_there_is_no_after_call_work() {
    let world = World::new().await;
    let engine = &world.harness.engine;
    let required = ServiceInput {
        disposition_required: Some(true),
        ..ServiceInput::default()
    };
    engine
        .change_service(&world.cast.caller(DEV), world.cast.services[RETURNS], required)
        .await
        .unwrap();
    world.ready(DEV).await;
    world.message(1, RETURNS, "hola").await;
    let id = world.accept(DEV).await;
    let view = engine.end_interaction(&world.cast.agents[DEV], id).await.unwrap();
    assert_eq!(view.state, InteractionState::AfterCallWork);
    assert!(view.after_call_work_until.is_some(), "but not for ever");
}

#[tokio::test]
async fn states_are_checked_and_remembered_while_busy() {
    let world = World::new().await;
    world.connect(ANA).await;
    assert_eq!(
        state(&world, ANA).await,
        (AgentState::NotReady, Some("SignedIn".into()))
    );
    assert_eq!(
        code(world.set(ANA, Availability::NotReady, None).await),
        "reason_id:missing"
    );
    let system = parlance_core::ReasonId::new(crate::harness::START, [2; 10]);
    assert_eq!(
        code(world.set(ANA, Availability::NotReady, Some(system)).await),
        "reason_id:unknown"
    );
    world.ready(ANA).await;
    world.message(1, ORDERS, "hi").await;
    let id = world.accept(ANA).await;
    assert_eq!(
        code(world.set(ANA, Availability::LoggedOut, None).await),
        "still_holding"
    );
    let view = world
        .set(ANA, Availability::NotReady, Some(world.cast.lunch))
        .await
        .unwrap();
    assert_eq!(
        (view.state, view.availability),
        (AgentState::Busy, Availability::NotReady)
    );
    let waits = world.message(2, ORDERS, "me too").await;
    assert_eq!(lines(&world, waits).await, ["queued Orders"]);
    let engine = &world.harness.engine;
    engine.end_interaction(&world.cast.agents[ANA], id).await.unwrap();
    world.pass_time(120_000).await;
    assert_eq!(
        state(&world, ANA).await,
        (AgentState::Break, Some("Lunch".into()))
    );
    world.set(ANA, Availability::LoggedOut, None).await.unwrap();
    assert_eq!(state(&world, ANA).await.0, AgentState::LoggedOut);
}

#[tokio::test]
async fn signing_out_gives_back_what_rings_and_keeps_held_chats_for_the_grace_time() {
    let world = World::with_settings(|settings| settings.ready_at_sign_in = true).await;
    world.connect(ANA).await;
    assert_eq!(
        state(&world, ANA).await.0,
        AgentState::Ready,
        "the tenant wants it so"
    );
    let rings = world.message(1, ORDERS, "hi").await;
    world.sign_out(ANA).await;
    world.harness.settle().await;
    assert_eq!(state(&world, ANA).await.0, AgentState::LoggedOut);
    assert_eq!(
        lines(&world, rings).await.last().unwrap(),
        "returned Ana logged_out"
    );
    world.connect(ANA).await;
    world.harness.settle().await;
    let id = world.accept(ANA).await;
    world.sign_out(ANA).await;
    world.pass_time(30_000).await;
    assert_eq!(lines(&world, id).await.last().unwrap(), "lost Ana");
}

#[tokio::test]
async fn reading_counts_down_what_is_unread() {
    let world = World::new().await;
    world.ready(ANA).await;
    let (id, first) = world.write(1, ORDERS, "one").await;
    world.pass_time(1_000).await;
    world.write(1, ORDERS, "two").await;
    world.pass_time(1_000).await;
    let (_, third) = world.write(1, ORDERS, "three").await;
    world.harness.settle().await;
    world.accept(ANA).await;
    let engine = &world.harness.engine;
    let ana = &world.cast.agents[ANA];
    let unread = async || engine.own_work(ana).await.unwrap().interactions[0].unread;
    assert_eq!(unread().await, 3);
    engine.mark_read(ana, id, first).await.unwrap();
    assert_eq!(unread().await, 2);
    engine.mark_read(ana, id, third).await.unwrap();
    assert_eq!(unread().await, 0);
    engine.mark_read(ana, id, first).await.unwrap();
    assert_eq!(unread().await, 0, "what was seen stays seen");
}
