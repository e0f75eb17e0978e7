//! What agents live through, one story each.

use parlance_api::interaction::{Transfer, Turn, WrapUp};
use parlance_core::{
    agent::{AgentState, Availability},
    interaction::InteractionState,
    message::{Part, SystemLine},
};
use parlance_engine::{Refusal, UseCaseError};
use parlance_store::WorkError;

use crate::world::{ANA, BEN, CLEO, DEV, ORDERS, RETURNS, World};

fn refusal<T: std::fmt::Debug>(result: Result<T, UseCaseError>) -> Refusal {
    match result {
        Err(WorkError::Refused(refusal)) => refusal,
        other => panic!("should have been refused: {other:?}"),
    }
}

fn code<T: std::fmt::Debug>(result: Result<T, UseCaseError>) -> String {
    match refusal(result) {
        Refusal::Conflict { code, .. } => code.into(),
        Refusal::NotFound { .. } => "not_found".into(),
        Refusal::Invalid(fields) => format!("{}:{}", fields[0].field, fields[0].code),
        other => panic!("{other:?}"),
    }
}

fn transfer(agent: Option<parlance_core::UserId>, service: Option<parlance_core::ServiceId>) -> Transfer {
    Transfer {
        agent_id: agent,
        service_id: service,
        note: Some("Speaks only Spanish".into()),
    }
}

/// The lines about what happened, as words.
async fn lines(world: &World, id: parlance_core::InteractionId) -> Vec<String> {
    let boss = parlance_engine::identity::Caller::Person(world.cast.boss.clone());
    let record = world.harness.engine.record(&boss, id).await.unwrap();
    let lines = record.messages.iter().flat_map(|message| &message.parts);
    lines
        .filter_map(|part| match part {
            Part::System(SystemLine::Queued { service, .. }) => Some(format!("queued {service}")),
            Part::System(SystemLine::Offered { agent, .. }) => Some(format!("offered {agent}")),
            Part::System(SystemLine::Accepted { agent }) => Some(format!("accepted {agent}")),
            Part::System(SystemLine::OfferReturned { agent, cause }) => {
                Some(format!("returned {agent} {cause}"))
            }
            Part::System(SystemLine::AgentLost { agent }) => Some(format!("lost {agent}")),
            Part::System(SystemLine::Transferred {
                from,
                to_agent,
                to_service,
                ..
            }) => {
                let to = to_agent.as_ref().or(to_service.as_ref()).unwrap();
                Some(format!("transferred {from} {to}"))
            }
            Part::System(SystemLine::Ended { .. }) => Some("ended".into()),
            Part::System(SystemLine::AfterCallWork { .. }) => Some("after-call work".into()),
            Part::System(SystemLine::Finished { disposition }) => Some(format!("finished {disposition:?}")),
            _ => None,
        })
        .collect()
}

async fn state(world: &World, agent: usize) -> (AgentState, Option<String>) {
    let work = world
        .harness
        .engine
        .own_work(&world.cast.agents[agent])
        .await
        .unwrap();
    (work.agent.state, work.agent.reason)
}

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
