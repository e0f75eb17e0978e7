//! Writing to a customer again after the end.

use parlance_api::interaction::WrapUp;
use parlance_core::{agent::AgentState, interaction::InteractionState};

use crate::invariants;
use crate::telling::*;
use crate::world::{ANA, BEN, CLEO, ORDERS, RETURNS, World};

#[tokio::test]
async fn who_held_a_chat_writes_again_in_a_new_one() {
    let world = World::new().await;
    world.ready(ANA).await;
    world.message(1, ORDERS, "Thank you").await;
    let id = world.accept(ANA).await;
    let (engine, cast) = (&world.harness.engine, &world.cast);
    let ana = &cast.agents[ANA];
    assert_eq!(code(engine.write_again(ana, id).await), "not_ended");
    engine.end_interaction(ana, id).await.unwrap();
    let finish = WrapUp {
        disposition_id: Some(cast.solved),
        finish: true,
        ..WrapUp::default()
    };
    engine.wrap_up(ana, id, finish).await.unwrap();
    world.connect(BEN).await;
    assert_eq!(code(engine.write_again(&cast.agents[BEN], id).await), "not_found");

    world.pass_time(60_000).await;
    let again = engine.write_again(ana, id).await.unwrap();
    assert_ne!(again.id, id);
    assert_eq!(
        (again.state, again.agent_id, again.unread),
        (InteractionState::Active, Some(ana.user_id), 0)
    );
    assert_eq!(again.disposition_id, None);
    assert_eq!(state(&world, ANA).await.0, AgentState::Busy);
    assert_eq!(engine.own_work(ana).await.unwrap().interactions[0].id, again.id);
    // The customer's answer belongs to it.
    let (belongs, _) = world.write(1, ORDERS, "Hello again").await;
    assert_eq!(belongs, again.id);
    let refused = refusal(engine.write_again(ana, id).await).to_string();
    assert!(refused.starts_with("You hold a newer conversation"), "{refused}");
    engine.end_interaction(ana, again.id).await.unwrap();
    assert_eq!(lines(&world, again.id).await[0], "again Ana");
}

#[tokio::test]
async fn nobody_writes_again_without_room_and_supervisors_may() {
    let world = World::new().await;
    world.ready(CLEO).await;
    world.message(1, RETURNS, "hi").await;
    let id = world.accept(CLEO).await;
    let (engine, cast) = (&world.harness.engine, &world.cast);
    let cleo = &cast.agents[CLEO];
    engine.end_interaction(cleo, id).await.unwrap();
    world.message(2, RETURNS, "hi").await;
    world.accept(CLEO).await;
    assert_eq!(code(engine.write_again(cleo, id).await), "agent_unavailable");
    invariants::check(&world).await;
    let again = engine.write_again(&cast.boss, id).await.unwrap();
    assert_eq!(again.agent.as_deref(), Some("Nora"));
}
