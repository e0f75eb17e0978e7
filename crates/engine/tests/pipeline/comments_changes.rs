//! Comments that are changed, hidden and removed, and what an answer to one may be.

use parlance_api::config::{TakenBack, TenantSettingsPatch};
use parlance_core::message::Part;
use serde_json::json;

use crate::{
    comments::{AUTHOR, answer, change, comment_of, commented, refused, text_of, told},
    harness::START,
    world::World,
};

#[tokio::test]
async fn an_edit_keeps_what_it_said_and_a_removed_comment_cannot_be_answered() {
    let world = World::commented().await;
    let (chat, comment) = commented(&world).await;
    told(
        &world,
        &change(
            START + 60_000,
            "edited",
            json!({ "message": "how much is the red one?" }),
        ),
    )
    .await;
    let edited = comment_of(&world.transcript_of(AUTHOR).await);
    assert_eq!((text_of(&edited), edited.edits), ("how much is the red one?", 1));
    let versions = world
        .harness
        .engine
        .message_versions(&world.tenant.ana, comment.id)
        .await
        .unwrap();
    assert!(versions[0].parts.contains(&Part::Text {
        text: "how much?".into()
    }));
    told(&world, &change(START + 120_000, "remove", json!({}))).await;
    let removed = world.message_in(AUTHOR, comment.id).await;
    assert!(removed.taken_back && removed.parts.is_empty());
    for public in [false, true] {
        assert_eq!(
            refused(answer(&world, chat, comment.id, public, "x").await).0,
            "comment_removed"
        );
    }
}

#[tokio::test]
async fn a_removed_comment_goes_for_good_where_the_tenant_wants_that() {
    let world = World::commented().await;
    let patch = TenantSettingsPatch {
        taken_back: Some(TakenBack::Erase),
        ..TenantSettingsPatch::default()
    };
    let engine = &world.harness.engine;
    engine.change_settings(&world.tenant.admin, patch).await.unwrap();
    let (_, comment) = commented(&world).await;
    told(
        &world,
        &change(START + 60_000, "edited", json!({ "message": "never mind" })),
    )
    .await;
    told(&world, &change(START + 120_000, "remove", json!({}))).await;
    let ctx = world.tenant.ctx;
    let versions = engine
        .read(move |read, _| Ok(read.versions(&ctx, comment.id)?))
        .await
        .unwrap();
    assert!(versions.is_empty());
}

#[tokio::test]
async fn a_hidden_comment_is_marked() {
    let world = World::commented().await;
    commented(&world).await;
    for (at, verb, hidden) in [
        (60_000, "hide", true),
        (120_000, "unhide", false),
        (90_000, "hide", false),
    ] {
        told(&world, &change(START + at, verb, json!({}))).await;
        let comment = comment_of(&world.transcript_of(AUTHOR).await);
        let Part::Comment(post) = &comment.parts[0] else {
            panic!("{comment:?}")
        };
        assert_eq!(post.hidden, hidden, "{verb} at {at}");
    }
}

#[tokio::test]
async fn an_answer_to_a_comment_is_one_text_within_the_limit() {
    let world = World::commented().await;
    let (chat, comment) = commented(&world).await;
    let long = "x".repeat(2_001);
    let too_long = answer(&world, chat, comment.id, false, &long).await.unwrap_err();
    assert!(too_long.to_string().contains("2000"), "{too_long}");
    answer(&world, chat, comment.id, true, &long).await.unwrap();
    let stranger = world.chat_with("24891234567890999").await;
    let foreign = answer(&world, stranger, comment.id, true, "x").await.unwrap_err();
    assert!(
        foreign.to_string().contains("not part of this conversation"),
        "{foreign}"
    );
}
