//! The account's reactions to customers' messages.

use parlance_api::message::MessageView;
use parlance_core::{
    event::EventKind,
    message::{Part, SystemLine},
};

use crate::world::{CUSTOMER, World};

async fn react(world: &World, message: &MessageView, emoji: Option<&str>) -> MessageView {
    let engine = &world.harness.engine;
    engine
        .react(&world.tenant.ana, message.id, emoji.map(str::to_owned))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_reaction_is_shown_changed_and_taken_away() {
    let world = World::new().await;
    world.chat().await;
    let message = world.transcript().await.remove(0);
    let shown = react(&world, &message, Some("👍")).await;
    assert_eq!(shown.own_reaction.as_deref(), Some("👍"));
    world.harness.jobs().await;
    react(&world, &message, Some("❤️")).await;
    world.harness.jobs().await;
    let last = react(&world, &message, None).await;
    assert_eq!(last.own_reaction, None);
    world.harness.jobs().await;
    let reactions = world.harness.platform.reactions();
    let mid = format!("m_first-{CUSTOMER}");
    assert_eq!(
        reactions,
        [
            (mid.clone(), Some("👍".to_owned())),
            (mid.clone(), Some("❤️".to_owned())),
            (mid, None)
        ]
    );
    let told = world.harness.published.of(EventKind::MessageChanged);
    assert!(told.iter().any(|event| event["own_reaction"] == "👍"));
}

#[tokio::test]
async fn what_the_platform_does_not_take_is_not_shown() {
    let world = World::new().await;
    world.chat().await;
    let message = world.transcript().await.remove(0);
    world.harness.platform.refuse_actions(100, 0);
    react(&world, &message, Some("👍")).await;
    world.harness.jobs().await;
    assert_eq!(world.message(message.id).await.own_reaction, None);
    let last = world.transcript().await.pop().unwrap();
    let Part::System(SystemLine::ReactionRefused { emoji, reason }) = &last.parts[0] else {
        panic!("the agent is not told: {last:?}");
    };
    assert_eq!(emoji, "👍");
    assert!(reason.ends_with('.'), "{reason}");
    assert!(last.interaction_id.is_some(), "it stands in the chat");
}

#[tokio::test]
async fn only_the_holder_reacts_and_only_with_an_emoji() {
    let world = World::new().await;
    let chat = world.chat().await;
    let message = world.transcript().await.remove(0);
    let engine = &world.harness.engine;
    let boss = engine
        .react(&world.tenant.boss, message.id, Some("👍".into()))
        .await;
    assert!(boss.is_err());
    for wrong in ["", "ok", "👍 👍", "x👍"] {
        let refused = engine
            .react(&world.tenant.ana, message.id, Some(wrong.into()))
            .await;
        assert!(refused.is_err(), "{wrong:?}");
    }
    let own = world.answer(chat, "hello").await;
    assert!(
        engine
            .react(&world.tenant.ana, own.id, Some("👍".into()))
            .await
            .is_err()
    );
}
