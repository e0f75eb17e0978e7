//! A subscription that the platform ended is put right by the regular look, and said.

use parlance_api::config::TenantSettingsPatch;
use parlance_channel::AccountValues;
use parlance_engine::{admin, audit::Who, health::check_all};

use crate::{
    harness::START,
    world::{PAGE, World, customer},
};

/// A world whose page is subscribed to everything, and where messages have come.
async fn subscribed() -> World {
    let world = World::new().await;
    let fields = wanted(&world);
    let names: Vec<&str> = fields.iter().map(String::as_str).collect();
    world.harness.platform.is_page(PAGE, &names);
    world.happens(&[customer().text(START, "m_1", "Hello?")]).await;
    check_all(&world.harness.engine).await;
    world
}

fn wanted(world: &World) -> Vec<String> {
    let channel = world.harness.engine.channels().iter().next().unwrap().clone();
    let unticked = AccountValues::default();
    let fields = channel.descriptor().wanted_fields(&unticked);
    fields.map(|field| field.name.clone()).collect()
}

async fn seen(world: &World) -> (Vec<String>, Vec<(String, bool)>, Vec<String>) {
    let (ctx, account) = (world.tenant.ctx, world.account.id);
    world
        .harness
        .engine
        .read(move |read, env| {
            let open = read.open_problems(&ctx, account)?;
            let past = read.resolved_problems(&ctx, account, env.now.plus_ms(-1_000), 9)?;
            let log = read.audit_lines(&ctx, None, 50)?;
            Ok((
                open.into_iter().map(|row| row.kind).collect(),
                past.into_iter().map(|row| (row.kind, row.repaired)).collect(),
                log.into_iter()
                    .map(|row| row.line.action)
                    .filter(|action| action.starts_with("health.repaired"))
                    .collect(),
            ))
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn a_lost_subscription_is_put_right_once_and_written_down() {
    let world = subscribed().await;
    world.harness.platform.is_page(PAGE, &[]);
    check_all(&world.harness.engine).await;
    assert_eq!(world.harness.platform.subscribed(), wanted(&world));
    let (open, past, log) = seen(&world).await;
    assert!(
        !open.iter().any(|kind| kind.starts_with("subscription")),
        "{open:?}"
    );
    assert_eq!(past, [("subscription_none".to_owned(), true)]);
    assert_eq!(log, ["health.repaired"]);
    check_all(&world.harness.engine).await;
    assert_eq!(seen(&world).await.2.len(), 1, "nothing to repair any more");
}

#[tokio::test]
async fn with_the_setting_off_it_is_only_told() {
    let world = subscribed().await;
    let ctx = world.tenant.ctx;
    let off = TenantSettingsPatch {
        repair_subscription: Some(false),
        ..TenantSettingsPatch::default()
    };
    world
        .harness
        .engine
        .write(move |tx, env| admin::settings::change(tx, env, &ctx, &Who::system(), &off).map(drop))
        .await
        .unwrap();
    world.harness.platform.is_page(PAGE, &["messages"]);
    check_all(&world.harness.engine).await;
    assert_eq!(world.harness.platform.subscribed(), ["messages"]);
    let (open, past, _) = seen(&world).await;
    assert!(open.contains(&"subscription_fields".to_owned()), "{open:?}");
    assert_eq!(past, []);
}

#[tokio::test]
async fn an_account_that_was_never_subscribed_is_left_to_people() {
    let world = World::new().await;
    world.harness.platform.is_page(PAGE, &[]);
    check_all(&world.harness.engine).await;
    assert_eq!(world.harness.platform.subscribed(), Vec::<String>::new());
    let (open, _, _) = seen(&world).await;
    assert!(open.contains(&"subscription_none".to_owned()), "{open:?}");
}
