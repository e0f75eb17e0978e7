//! Agents and supervisors are warned before the time to answer runs out.

use std::collections::BTreeMap;

use parlance_api::account::AccountPatch;
use parlance_core::event::EventKind;
use parlance_engine::timers::warn_of_windows;
use serde_json::Value;

use crate::world::{World, customer};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
const MARGIN: i64 = 2 * MINUTE;

async fn look(world: &World) -> Vec<Value> {
    warn_of_windows(&world.harness.engine).await.unwrap();
    world.harness.published.of(EventKind::WindowClosing)
}

#[tokio::test]
async fn half_an_hour_before_the_end_once() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.harness.clock.advance(DAY - MARGIN - 30 * MINUTE - 1);
    assert!(look(&world).await.is_empty());
    world.harness.clock.advance(1);
    let told = look(&world).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["interaction_id"], chat.to_string());
    assert_eq!(told[0]["agent"], "Ana");
    assert_eq!(told[0]["by_hand_after"], false);
    assert_eq!(look(&world).await.len(), 1, "said once");
    // The customer acts: another end, another warning.
    let now = world.harness.now();
    world.happens(&[customer().text(now, "m_again", "hello?")]).await;
    assert_eq!(look(&world).await.len(), 1);
    world.harness.clock.advance(DAY - MARGIN - MINUTE);
    assert_eq!(look(&world).await.len(), 2);
}

#[tokio::test]
async fn by_hand_there_are_two_ends() {
    let world = World::new().await;
    let patch = AccountPatch {
        settings: BTreeMap::from([("human_agent".to_owned(), "true".to_owned())]),
        ..AccountPatch::default()
    };
    let engine = &world.harness.engine;
    engine
        .change_account(&world.tenant.admin, world.account.id, patch)
        .await
        .unwrap();
    world.chat().await;
    world.harness.clock.advance(DAY - MARGIN - 10 * MINUTE);
    assert_eq!(look(&world).await[0]["by_hand_after"], true);
    world.harness.clock.advance(6 * DAY);
    let told = look(&world).await;
    assert_eq!((told.len(), &told[1]["by_hand_after"]), (2, &Value::Bool(false)));
    world.harness.clock.advance(DAY);
    assert_eq!(look(&world).await.len(), 2, "what is over needs no warning");
}

#[tokio::test]
async fn a_tenant_can_do_without() {
    let world = World::new().await;
    let ctx = world.tenant.ctx;
    let engine = &world.harness.engine;
    engine
        .write(move |tx, _| {
            let mut settings = tx.settings(&ctx)?;
            settings.window_warn_ms = 0;
            Ok(tx.save_settings(&ctx, &settings)?)
        })
        .await
        .unwrap();
    world.chat().await;
    world.harness.clock.advance(DAY - MARGIN - MINUTE);
    assert!(look(&world).await.is_empty());
}
