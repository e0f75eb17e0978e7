//! Conversations that several apps share: who holds one, what may be written meanwhile, and how it changes hands.

use parlance_api::interaction::InteractionView;
use parlance_core::{
    InteractionId,
    message::{Author, Part, SystemLine},
    thread::Owner,
};
use parlance_engine::identity::Caller;
use serde_json::{Value, json};

use crate::{
    platform::Meets,
    wire,
    world::{PAGE, World, customer},
};

const INBOX: &str = "263902037430900";

async fn view(world: &World, chat: InteractionId) -> InteractionView {
    let caller = Caller::Person(world.tenant.ana.clone());
    let engine = &world.harness.engine;
    engine
        .interaction_detail(&caller, chat)
        .await
        .unwrap()
        .interaction
}

fn standby(events: &[Value]) -> String {
    wire::body(PAGE, events).replace("\"messaging\"", "\"standby\"")
}

fn taken_by(at: i64, app: &str) -> Value {
    let value =
        json!({ "previous_owner_app_id": "742000000000001", "new_owner_app_id": app, "metadata": "" });
    customer().other(at, "take_thread_control", value)
}

async fn lines(world: &World) -> Vec<SystemLine> {
    let transcript = world.transcript().await;
    transcript
        .into_iter()
        .flat_map(|message| message.parts)
        .filter_map(|part| match part {
            Part::System(line) => Some(line),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn pitfall_10_a_chat_on_standby_is_seen_and_not_answered() {
    let world = World::new().await;
    let chat = world.chat().await;
    let now = world.harness.now() + 1;
    world
        .deliver_body(&standby(&[customer().text(now, "m_stb", "are you there?")]))
        .await;
    world.harness.apply().await;
    assert_eq!(view(&world, chat).await.owner.unwrap().kind, "app");
    assert_eq!(
        world.transcript().await.last().unwrap().interaction_id,
        Some(chat)
    );
    let refused = world.try_answer(chat, "yes").await.unwrap_err();
    assert!(refused.to_string().contains("take it over"), "{refused}");
    // The next one comes openly: the conversation is free again.
    world
        .happens(&[customer().text(now + 1, "m_open", "hello?")])
        .await;
    assert_eq!(view(&world, chat).await.owner, None);
    world.answer(chat, "here").await;
}

#[tokio::test]
async fn what_comes_late_says_nothing_of_who_holds_the_chat_now() {
    let world = World::new().await;
    let chat = world.chat().await;
    let now = world.harness.now();
    // The page's inbox held it, and let it go; the delivery of then is tried again only now.
    world
        .happens(&[customer().text(now + 2_000, "m_open", "hello?")])
        .await;
    world
        .deliver_body(&standby(&[customer().text(
            now + 1_000,
            "m_stb",
            "are you there?",
        )]))
        .await;
    world.harness.apply().await;
    assert_eq!(view(&world, chat).await.owner, None);
    world.answer(chat, "here").await;
    // Given to us after it was taken: the older word comes second.
    let given = json!({ "previous_owner_app_id": INBOX, "new_owner_app_id": "742000000000001" });
    world
        .happens(&[customer().other(now + 4_000, "pass_thread_control", given)])
        .await;
    world.happens(&[taken_by(now + 3_000, INBOX)]).await;
    assert_eq!(view(&world, chat).await.owner, None);
    world.answer(chat, "still here").await;
}

#[tokio::test]
async fn what_others_sent_names_its_sender() {
    let world = World::new().await;
    world.chat().await;
    let now = world.harness.now();
    let echo = |place: i64, app: Value| {
        json!({ "sender": { "id": PAGE }, "recipient": { "id": crate::world::CUSTOMER }, "timestamp": now + place,
            "message": { "is_echo": true, "app_id": app, "mid": format!("m_echo-{place}"), "text": "from elsewhere" } })
    };
    world
        .happens(&[
            echo(1, json!(263_902_037_430_900_i64)),
            echo(2, json!("26390203743090")),
            echo(3, json!(777)),
            echo(4, Value::Null),
        ])
        .await;
    let transcript = world.transcript().await;
    let sent: Vec<Option<Owner>> = transcript
        .into_iter()
        .filter(|message| message.author == Author::Elsewhere)
        .map(|message| message.sent_by)
        .collect();
    let app = Owner::App {
        id: Some("777".into()),
        name: None,
    };
    assert_eq!(sent, [Some(Owner::Inbox), Some(Owner::Inbox), Some(app), None]);
}

#[tokio::test]
async fn the_inbox_takes_a_chat_and_it_is_taken_over_again() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.happens(&[taken_by(world.harness.now() + 1, INBOX)]).await;
    assert_eq!(view(&world, chat).await.owner.unwrap().kind, "inbox");
    assert!(world.try_answer(chat, "yes").await.is_err());
    let engine = &world.harness.engine;
    let after = engine.take_over(&world.tenant.ana, chat).await.unwrap();
    assert_eq!(after.owner, None);
    assert!(
        world
            .harness
            .platform
            .controls()
            .iter()
            .any(|call| call == "take_thread_control")
    );
    world.answer(chat, "here again").await;
    let after = engine.hand_back(&world.tenant.ana, chat).await.unwrap();
    assert_eq!(after.owner.unwrap().kind, "inbox");
    assert!(world.try_answer(chat, "no more").await.is_err());
    let lines = lines(&world).await;
    assert!(
        lines
            .iter()
            .any(|line| matches!(line, SystemLine::HeldElsewhere { .. }))
    );
    assert!(
        lines
            .iter()
            .any(|line| matches!(line, SystemLine::TookOver { agent } if agent == "Ana"))
    );
    assert!(
        lines
            .iter()
            .any(|line| matches!(line, SystemLine::HandedBack { agent, .. } if agent == "Ana"))
    );
}

#[tokio::test]
async fn a_refused_take_over_says_why() {
    let world = World::new().await;
    let chat = world.chat().await;
    world
        .happens(&[taken_by(world.harness.now() + 1, "742000000000999")])
        .await;
    world.harness.platform.refuse_controls(10, 2_018_300);
    world.harness.platform.held_by(None);
    let engine = &world.harness.engine;
    let refused = engine.take_over(&world.tenant.ana, chat).await.unwrap_err();
    assert!(refused.to_string().contains("ask its holder"), "{refused}");
    let owner = view(&world, chat).await.owner.unwrap();
    assert_eq!(owner.name.as_deref(), Some("742000000000999"));
    assert!(
        engine.take_over(&world.tenant.boss, chat).await.is_err(),
        "only its holder here takes it over"
    );
}

#[tokio::test]
async fn pitfall_11_a_refused_send_asks_who_holds_the_chat() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.harness.platform.plan([Meets::Refusal(10, 2_018_300)]);
    world.harness.platform.held_by(None);
    let message = world.answer(chat, "hello").await;
    world.harness.send().await;
    assert_eq!(
        world.message(message.id).await.problem.unwrap().code,
        "thread_controlled"
    );
    let owner = view(&world, chat).await.owner.unwrap();
    assert_eq!(owner.kind, "app", "the composer closes with its holder's name");
}

#[tokio::test]
async fn given_to_us_it_is_ours() {
    let world = World::new().await;
    let chat = world.chat().await;
    let now = world.harness.now();
    world.happens(&[taken_by(now + 1, "742000000000999")]).await;
    let passed = json!({ "previous_owner_app_id": "742000000000999", "new_owner_app_id": "742000000000001" });
    world
        .happens(&[customer().other(now + 2, "pass_thread_control", passed)])
        .await;
    assert_eq!(view(&world, chat).await.owner, None);
    world.answer(chat, "here").await;
    // Handed back, it goes to whom it came from.
    let engine = &world.harness.engine;
    let after = engine.hand_back(&world.tenant.ana, chat).await.unwrap();
    assert_eq!(after.owner.unwrap().name.as_deref(), Some("742000000000999"));
}
