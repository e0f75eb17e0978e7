//! Several agents in one conversation: advice, joining, taking over, calls for help.

use parlance_api::{
    message::NewMessage,
    together::{CallForHelp, ChangePart, NewParticipant, PartStep},
};
use parlance_core::{
    InteractionId, UserId,
    agent::AgentState,
    interaction::InteractionState,
    participant::{ParticipantRole, ParticipantState},
};
use parlance_engine::identity::{Caller, Person};

use crate::invariants;
use crate::telling::*;
use crate::world::{ANA, BEN, CLEO, DEV, ORDERS, World};

fn asked(role: ParticipantRole, user: UserId) -> NewParticipant {
    NewParticipant {
        role,
        user_id: Some(user),
        team_id: None,
        text: Some("Which stove is it?".into()),
    }
}

fn own(step: PartStep) -> ChangePart {
    ChangePart { step, user_id: None }
}

fn of(step: PartStep, user: UserId) -> ChangePart {
    ChangePart {
        step,
        user_id: Some(user),
    }
}

fn message(text: &str, note: bool) -> NewMessage {
    let id = text.replace(' ', "-");
    serde_json::from_value(serde_json::json!({ "client_msg_id": id, "text": text, "note": note })).unwrap()
}

/// Ana holds a chat; Ben, Cleo and Dev are at their desks.
async fn ana_holds(world: &World) -> InteractionId {
    world.ready(ANA).await;
    world.message(1, ORDERS, "My stove is broken").await;
    let id = world.accept(ANA).await;
    for agent in [BEN, CLEO, DEV] {
        world.ready(agent).await;
    }
    id
}

async fn reads(world: &World, person: &Person, id: InteractionId) -> bool {
    let caller = Caller::Person(person.clone());
    world.harness.engine.interaction_detail(&caller, id).await.is_ok()
}

async fn held(world: &World, agent: usize) -> u32 {
    let work = world.harness.engine.own_work(&world.cast.agents[agent]).await;
    work.unwrap().agent.held
}

#[tokio::test]
async fn a_colleague_advises_in_notes_and_sees_the_conversation_only_until_they_leave() {
    let world = World::new().await;
    let id = ana_holds(&world).await;
    let (engine, cast) = (&world.harness.engine, &world.cast);
    let (ana, ben, cleo) = (&cast.agents[ANA], &cast.agents[BEN], &cast.agents[CLEO]);
    assert!(!reads(&world, ben, id).await);
    let seq = engine.own_work(ana).await.unwrap().seq;
    let view = engine
        .ask_to_join(ana, id, asked(ParticipantRole::Consulted, ben.user_id))
        .await
        .unwrap();
    assert_eq!(view.participants[0].text.as_deref(), Some("Which stove is it?"));
    assert!(reads(&world, ben, id).await);
    assert!(!reads(&world, cleo, id).await);
    assert_eq!(engine.own_work(ben).await.unwrap().interactions[0].id, id);
    for event in world.harness.published.after(seq) {
        assert!(!event.audience.users.contains(&cleo.user_id), "{}", event.frame);
    }

    engine.change_part(ben, id, own(PartStep::Join)).await.unwrap();
    assert_eq!(held(&world, BEN).await, 0, "advice takes no room");
    assert_eq!(state(&world, BEN).await.0, AgentState::Ready);
    assert_eq!(
        code(engine.send_message(ben, id, message("Hello", false)).await),
        "not_yours"
    );
    engine
        .send_message(ben, id, message("It is the T2", true))
        .await
        .unwrap();
    assert_eq!(code(engine.end_interaction(ben, id).await), "not_found");
    assert_eq!(
        code(
            engine
                .ask_to_join(ben, id, asked(ParticipantRole::Consulted, cleo.user_id))
                .await
        ),
        "not_yours"
    );
    engine.change_part(ben, id, own(PartStep::Leave)).await.unwrap();
    assert!(!reads(&world, ben, id).await);
    assert!(engine.own_work(ben).await.unwrap().interactions.is_empty());
    let seq = engine.own_work(ana).await.unwrap().seq;
    engine
        .send_message(ana, id, message("Thank you", true))
        .await
        .unwrap();
    for event in world.harness.published.after(seq) {
        assert!(!event.audience.users.contains(&ben.user_id), "{}", event.frame);
    }
    let told = lines(&world, id).await;
    assert_eq!(told[3..], ["Asked Ben", "Joined Ben", "Left Ben"]);
    invariants::check(&world).await;
}

#[tokio::test]
async fn a_member_takes_room_is_given_the_conversation_and_every_stretch_joins() {
    let world = World::new().await;
    let id = ana_holds(&world).await;
    let (engine, cast) = (&world.harness.engine, &world.cast);
    let (ana, ben) = (&cast.agents[ANA], &cast.agents[BEN]);
    let member = asked(ParticipantRole::Member, ben.user_id);
    engine.ask_to_join(ana, id, member.clone()).await.unwrap();
    assert_eq!(code(engine.ask_to_join(ana, id, member).await), "takes_part");
    assert_eq!(
        code(engine.change_part(ana, id, of(PartStep::Give, ben.user_id)).await),
        "wrong_state",
        "who has not joined is given nothing"
    );
    engine.change_part(ben, id, own(PartStep::Join)).await.unwrap();
    assert_eq!(held(&world, BEN).await, 1);
    assert_eq!(state(&world, BEN).await.0, AgentState::Busy);
    world.pass_time(5_000).await;
    let view = engine
        .change_part(ana, id, of(PartStep::Give, ben.user_id))
        .await
        .unwrap();
    assert_eq!(view.agent_id, Some(ben.user_id));
    assert!(view.participants.is_empty());
    assert_eq!((held(&world, ANA).await, held(&world, BEN).await), (0, 1));
    assert_eq!(state(&world, ANA).await.0, AgentState::Ready);
    assert_eq!(invariants::check(&world).await, 1);
}

#[tokio::test]
async fn who_wrote_too_has_after_call_work_until_they_finish_or_time_is_up() {
    let world = World::new().await;
    let id = ana_holds(&world).await;
    let (engine, cast) = (&world.harness.engine, &world.cast);
    let ana = &cast.agents[ANA];
    for (agent, role) in [
        (BEN, ParticipantRole::Member),
        (DEV, ParticipantRole::Member),
        (CLEO, ParticipantRole::Consulted),
    ] {
        let person = &cast.agents[agent];
        engine
            .ask_to_join(ana, id, asked(role, person.user_id))
            .await
            .unwrap();
        engine.change_part(person, id, own(PartStep::Join)).await.unwrap();
    }
    engine.end_interaction(ana, id).await.unwrap();
    assert!(
        !reads(&world, &cast.agents[CLEO], id).await,
        "advice is over with the chat"
    );
    for agent in [BEN, DEV] {
        assert_eq!(state(&world, agent).await.0, AgentState::AfterCallWork);
        let work = engine.own_work(&cast.agents[agent]).await.unwrap().interactions;
        assert_eq!(work[0].participants[0].state, ParticipantState::AfterCallWork);
    }
    engine
        .change_part(&cast.agents[BEN], id, own(PartStep::Leave))
        .await
        .unwrap();
    assert_eq!(state(&world, BEN).await.0, AgentState::Ready);
    invariants::check(&world).await;
    world.pass_time(30 * 60_000).await;
    assert_eq!(state(&world, DEV).await.0, AgentState::Ready, "time is up");
    invariants::check(&world).await;
}

#[tokio::test]
async fn a_member_goes_on_when_the_owner_is_lost_and_others_leave_with_a_transfer() {
    let world = World::new().await;
    let id = ana_holds(&world).await;
    let (engine, cast) = (&world.harness.engine, &world.cast);
    let (ana, ben, dev) = (&cast.agents[ANA], &cast.agents[BEN], &cast.agents[DEV]);
    for (person, role) in [(ben, ParticipantRole::Member), (dev, ParticipantRole::Consulted)] {
        engine
            .ask_to_join(ana, id, asked(role, person.user_id))
            .await
            .unwrap();
        engine.change_part(person, id, own(PartStep::Join)).await.unwrap();
    }
    world.disconnect(ANA).await;
    world.pass_time(30_000).await;
    let work = engine.own_work(ben).await.unwrap().interactions;
    assert_eq!((work[0].id, work[0].agent_id), (id, Some(ben.user_id)));
    assert_eq!(work[0].state, InteractionState::Active);
    invariants::check(&world).await;
    engine
        .transfer_interaction(ben, id, transfer(None, Some(cast.services[ORDERS])))
        .await
        .unwrap();
    assert!(!reads(&world, dev, id).await);
    invariants::check(&world).await;
}

#[tokio::test]
async fn the_consulted_takes_over_and_who_has_no_room_does_not() {
    let world = World::with_settings(|settings| settings.consult_takes_room = true).await;
    let id = ana_holds(&world).await;
    let (engine, cast) = (&world.harness.engine, &world.cast);
    let (ana, cleo) = (&cast.agents[ANA], &cast.agents[CLEO]);
    engine
        .ask_to_join(ana, id, asked(ParticipantRole::Consulted, cleo.user_id))
        .await
        .unwrap();
    assert_eq!(
        code(engine.change_part(cleo, id, own(PartStep::TakeOver)).await),
        "wrong_state"
    );
    engine.change_part(cleo, id, own(PartStep::Join)).await.unwrap();
    assert_eq!(held(&world, CLEO).await, 1, "as the setting says");
    let view = engine
        .change_part(cleo, id, own(PartStep::TakeOver))
        .await
        .unwrap();
    assert_eq!(view.agent_id, Some(cleo.user_id));
    // Cleo has room for one only.
    world.message(2, ORDERS, "hi").await;
    let second = world.accept(ANA).await;
    engine
        .ask_to_join(ana, second, asked(ParticipantRole::Consulted, cleo.user_id))
        .await
        .unwrap();
    assert_eq!(
        code(engine.change_part(cleo, second, own(PartStep::Join)).await),
        "agent_unavailable"
    );
    invariants::check(&world).await;
}

#[tokio::test]
async fn whoever_of_a_team_is_free_is_asked() {
    let world = World::new().await;
    let id = ana_holds(&world).await;
    let (engine, cast) = (&world.harness.engine, &world.cast);
    let ana = &cast.agents[ANA];
    let targets = engine.transfer_targets(ana).await.unwrap();
    let south = targets.teams.iter().find(|team| team.name == "South").unwrap();
    assert_eq!(south.free, 2);
    let wanted = NewParticipant {
        role: ParticipantRole::Consulted,
        user_id: None,
        team_id: Some(south.team_id),
        text: None,
    };
    let view = engine.ask_to_join(ana, id, wanted.clone()).await.unwrap();
    assert_eq!(view.participants[0].name, "Cleo", "the longest idle");
    let view = engine.ask_to_join(ana, id, wanted.clone()).await.unwrap();
    assert_eq!(view.participants[1].name, "Dev");
    assert_eq!(code(engine.ask_to_join(ana, id, wanted).await), "nobody_free");
}

#[tokio::test]
async fn a_call_for_help_is_over_when_a_supervisor_answers() {
    let world = World::new().await;
    let id = ana_holds(&world).await;
    let (engine, cast) = (&world.harness.engine, &world.cast);
    let (ana, ben, boss) = (&cast.agents[ANA], &cast.agents[BEN], &cast.boss);
    let call = CallForHelp {
        text: Some("Angry".into()),
    };
    assert_eq!(
        code(engine.call_for_help(ben, id, call.clone()).await),
        "not_found"
    );
    let view = engine.call_for_help(ana, id, call.clone()).await.unwrap();
    assert_eq!(view.help.unwrap().text.as_deref(), Some("Angry"));
    assert_eq!(engine.calls_for_help(boss).await.unwrap().items[0].id, id);
    // Reading along answers nothing, and is told to nobody.
    let observe = asked(ParticipantRole::Observer, boss.user_id);
    assert_eq!(
        code(
            engine
                .ask_to_join(ana, id, asked(ParticipantRole::Observer, ben.user_id))
                .await
        ),
        "role:not_allowed"
    );
    engine.ask_to_join(boss, id, observe).await.unwrap();
    assert_eq!(engine.calls_for_help(boss).await.unwrap().items.len(), 1);
    engine
        .send_message(boss, id, message("Offer a refund", true))
        .await
        .unwrap();
    assert!(engine.calls_for_help(boss).await.unwrap().items.is_empty());
    assert_eq!(lines(&world, id).await[3..], ["help true Ana", "help false Nora"]);
    // And so with joining, and with the end of the chat.
    engine.call_for_help(ana, id, call.clone()).await.unwrap();
    engine.change_part(boss, id, own(PartStep::Leave)).await.unwrap();
    let view = engine
        .ask_to_join(boss, id, asked(ParticipantRole::Member, boss.user_id))
        .await
        .unwrap();
    assert_eq!(view.help, None);
    engine.call_for_help(ana, id, call).await.unwrap();
    engine.end_interaction(ana, id).await.unwrap();
    assert!(engine.calls_for_help(boss).await.unwrap().items.is_empty());
}
