//! Channel health: what is counted, and what the regular look finds and resolves.

use parlance_api::config::EntryInput;
use parlance_core::health::hour_of;
use parlance_engine::{
    audit::Who,
    health::{check_all, flush},
};

use crate::{
    harness::START,
    platform::Meets,
    world::{World, customer},
};

/// The account's problems that are open, by kind.
async fn problems(world: &World) -> Vec<String> {
    let (ctx, account) = (world.tenant.ctx, world.account.id);
    world
        .harness
        .engine
        .read(move |read, _| Ok(read.open_problems(&ctx, account)?))
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.kind)
        .collect()
}

#[tokio::test]
async fn what_comes_is_counted_by_the_hour_without_a_write_of_its_own() {
    let world = World::new().await;
    world
        .happens(&[
            customer().text(START, "m_1", "Hello?"),
            customer().text(START + 1, "m_2", "There?"),
        ])
        .await;
    flush(&world.harness.engine).await.unwrap();
    let (ctx, account) = (world.tenant.ctx, world.account.id);
    let hours = world
        .harness
        .engine
        .read(move |read, _| Ok(read.account_hours(&ctx, account, 0)?))
        .await
        .unwrap();
    assert_eq!(hours.len(), 1);
    assert_eq!(hours[0].hour, hour_of(world.harness.engine.now()));
    assert_eq!((hours[0].traffic.events, hours[0].traffic.messages), (2, 2));
}

#[tokio::test]
async fn an_account_that_may_not_send_for_a_while_is_a_problem_until_it_may() {
    for (code, subcode) in [(368, 0), (10, 1_893_063), (2_022, 0)] {
        let world = World::new().await;
        let engine = &world.harness.engine;
        let restricted = || async { problems(&world).await.contains(&"restricted".to_owned()) };
        let chat = world.chat().await;
        world.harness.platform.plan([Meets::Refusal(code, subcode)]);
        world.answer(chat, "one").await;
        world.harness.send().await;
        check_all(engine).await;
        assert!(restricted().await, "{code}");
        let held_until = world.account_now().await.health.held_until.unwrap();
        world
            .harness
            .clock
            .advance(held_until.as_millis() - world.harness.now());
        while world.harness.send().await > 0 {}
        check_all(engine).await;
        assert!(!restricted().await, "{code}");
    }
}

#[tokio::test]
async fn a_problem_is_opened_once_and_resolved_when_it_is_gone() {
    let world = World::new().await;
    let engine = &world.harness.engine;
    let (ctx, account) = (world.tenant.ctx, world.account.id);
    let block = move |state: Option<parlance_core::account::PolicyState>| {
        engine.write(move |tx, env| {
            let policy = state.map(|state| parlance_store::account_health::PolicyRow {
                state,
                reason: Some("Spam".into()),
                at: env.now,
            });
            Ok(tx.set_account_policy(&ctx, account, policy.as_ref())?)
        })
    };
    block(Some(parlance_core::account::PolicyState::Blocked))
        .await
        .unwrap();
    check_all(engine).await;
    check_all(engine).await;
    let found = problems(&world).await;
    assert_eq!(
        found.iter().filter(|kind| *kind == "restricted").count(),
        1,
        "{found:?}"
    );
    block(None).await.unwrap();
    check_all(engine).await;
    let found = problems(&world).await;
    assert!(!found.contains(&"restricted".to_owned()), "{found:?}");
    let log = engine
        .read(move |read, _| Ok(read.audit_lines(&ctx, None, 100)?))
        .await
        .unwrap();
    let about = |action: &str| {
        log.iter()
            .filter(|row| row.line.action == action && row.line.detail["problem"] == "restricted")
            .count()
    };
    assert_eq!(
        (about("health.problem_found"), about("health.problem_resolved")),
        (1, 1)
    );
}

#[tokio::test]
async fn secrets_never_stand_in_a_report() {
    let world = World::new().await;
    check_all(&world.harness.engine).await;
    let (ctx, account) = (world.tenant.ctx, world.account.id);
    let report = world
        .harness
        .engine
        .read(move |read, _| {
            Ok((
                read.health_report(&ctx, account)?,
                read.open_problems(&ctx, account)?,
            ))
        })
        .await
        .unwrap();
    let told = format!("{report:?}");
    assert!(report.0.is_some(), "the platform was asked");
    assert!(!told.contains(crate::world::SECRET), "{told}");
}

#[tokio::test]
async fn the_error_about_a_missing_entry_goes_when_an_entry_takes_the_account() {
    let world = World::new().await;
    let engine = &world.harness.engine;
    let (ctx, entry, account) = (world.tenant.ctx, world.tenant.entry, world.account.id);
    let take = move |account_ids| {
        engine.write(move |tx, env| {
            let input = EntryInput {
                account_ids: Some(account_ids),
                ..EntryInput::default()
            };
            parlance_engine::admin::entries::change(tx, env, &ctx, &Who::system(), entry, &input)
        })
    };
    take(Vec::new()).await.unwrap();
    world.happens(&[customer().text(START, "m_1", "Hello?")]).await;
    assert!(world.account_now().await.health.last_error.is_some());
    take(vec![account]).await.unwrap();
    assert_eq!(world.account_now().await.health.last_error, None);
}
