//! What an agent has begun to write, in whatever browser.

use parlance_api::draft::{DraftView, SaveDraft};
use parlance_core::{InteractionId, Timestamp, UserId};
use parlance_engine::{UseCaseError, identity::Person};

use crate::world::World;

async fn keep(world: &World, chat: InteractionId, reply: &str, note: &str, after_ms: i64) -> DraftView {
    let draft = SaveDraft {
        reply: reply.into(),
        note: note.into(),
        written_at: Timestamp::from_millis(world.harness.now() + after_ms),
    };
    let engine = &world.harness.engine;
    engine.save_draft(&world.tenant.ana, chat, draft).await.unwrap()
}

async fn kept(world: &World, person: &Person, chat: InteractionId) -> Result<(String, String), UseCaseError> {
    let draft = world.harness.engine.draft(person, chat).await?;
    Ok((draft.reply, draft.note))
}

async fn own(world: &World, chat: InteractionId) -> (String, String) {
    kept(world, &world.tenant.ana, chat).await.unwrap()
}

#[tokio::test]
async fn of_two_browsers_the_newer_draft_is_kept() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    assert_eq!(own(&world, chat).await, (String::new(), String::new()));
    keep(&world, chat, "We open", "ask Nora", -10).await;
    let answer = keep(&world, chat, "older", "", -20).await;
    assert_eq!(answer.reply, "We open", "the older browser is told what is newer");
    keep(&world, chat, "We open at", "ask Nora", -5).await;
    world.harness.restart().await;
    assert_eq!(own(&world, chat).await, ("We open at".into(), "ask Nora".into()));
    // A clock that is ahead wins now, not for ever.
    keep(&world, chat, "from tomorrow", "", 86_400_000).await;
    world.harness.clock.advance(1_000);
    keep(&world, chat, "now", "", 0).await;
    assert_eq!(own(&world, chat).await.0, "now");
}

#[tokio::test]
async fn nobody_else_sees_a_draft() {
    let world = World::new().await;
    let chat = world.chat().await;
    keep(&world, chat, "secret", "", 0).await;
    let other = kept(&world, &world.tenant.boss, chat).await.unwrap();
    assert_eq!(
        other,
        (String::new(), String::new()),
        "a supervisor has a draft of their own"
    );
    let mut stranger = world.tenant.ana.clone();
    stranger.user_id = UserId::new(Timestamp::from_millis(5), [77; 10]);
    assert!(kept(&world, &stranger, chat).await.is_err());
}

#[tokio::test]
async fn a_draft_is_gone_when_it_is_sent_and_when_the_chat_is_over() {
    let world = World::new().await;
    let chat = world.chat().await;
    keep(&world, chat, "We open at", "a note", -5).await;
    world.answer(chat, "We open at ten").await;
    assert_eq!(own(&world, chat).await, (String::new(), "a note".into()));
    let late = keep(&world, chat, "We open at", "a note", -5).await;
    assert_eq!(
        late.reply, "",
        "what another browser says too late does not come back"
    );
    keep(&world, chat, "", "a note", 0).await;
    let engine = &world.harness.engine;
    engine.end_interaction(&world.tenant.ana, chat).await.unwrap();
    assert_eq!(own(&world, chat).await, (String::new(), String::new()));
}
