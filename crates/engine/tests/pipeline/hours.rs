//! Customers who write when it is closed.

use parlance_api::hours::{CalendarInput, ClosedThen, ToldWaiting, WaitingRules, WhenClosed};
use parlance_core::hours::{OpeningHours, Weekday, WeeklySpan};
use parlance_engine::dispatch::dispatch;

use crate::{
    wire::From,
    world::{PAGE, World, customer},
};

const HOUR: i64 = 3_600_000;

/// The service is open Monday to Friday, 08:00 to 18:00, and tells customers when it is not. Tests begin on a Sunday at
/// noon.
async fn closed() -> World {
    let world = World::new().await;
    let day = |day| WeeklySpan {
        day,
        from: "08:00".parse().unwrap(),
        to: "18:00".parse().unwrap(),
    };
    let input = CalendarInput {
        name: Some("Weekdays".into()),
        hours: Some(OpeningHours {
            zone: "UTC".into(),
            weekly: Weekday::ALL[..5].iter().copied().map(day).collect(),
            days: Vec::new(),
        }),
        expected_updated_at: None,
    };
    let engine = &world.harness.engine;
    let calendar = engine.create_calendar(&world.tenant.admin, input).await.unwrap();
    let ctx = world.tenant.ctx;
    let rules = WaitingRules {
        calendar_id: Some(calendar.id),
        closed: WhenClosed {
            then: ClosedThen::Tell,
            text: "{service} opens {next_opening}. {other}".into(),
            service_id: None,
        },
        ..WaitingRules::default()
    };
    let changed = engine.write(move |tx, _| {
        let mut row = tx.services(&ctx)?.remove(0);
        row.waiting = rules;
        Ok(tx.update_service(&ctx, &row)?)
    });
    changed.await.unwrap();
    world
}

/// Routing runs, and what is to be sent goes out.
async fn settle(world: &World) {
    dispatch(&world.harness.engine, world.tenant.ctx).await.unwrap();
    world.harness.send().await;
}

async fn writes(world: &World, mid: &str) {
    let event = customer().text(world.harness.now(), mid, "Are you there?");
    world.happens(&[event]).await;
    settle(world).await;
}

#[tokio::test]
async fn customers_are_told_once_in_each_closed_time() {
    let world = closed().await;
    writes(&world, "m_1").await;
    let told = "Orders opens tomorrow at 08:00. {other}";
    assert_eq!(world.harness.platform.texts(), [told]);
    writes(&world, "m_2").await;
    assert_eq!(world.harness.platform.texts().len(), 1, "once");

    world.harness.clock.advance(29 * HOUR);
    writes(&world, "m_3").await;
    assert_eq!(world.harness.platform.texts().len(), 1, "it is open");
    world.harness.clock.advance(HOUR);
    settle(&world).await;
    assert_eq!(
        world.harness.platform.texts(),
        [told, told],
        "it closed, and nobody had come"
    );
}

#[tokio::test]
async fn customers_are_told_in_their_language_and_never_when_the_platform_would_refuse_it() {
    let world = closed().await;
    let (ctx, thread) = (world.tenant.ctx, world.thread().await);
    assert!(thread.is_none());
    let event = customer().text(world.harness.now(), "m_1", "Hallo");
    world.happens(&[event]).await;
    let contact = world.thread().await.unwrap().contact_id;
    let changed = world.harness.engine.write(move |tx, _| {
        let mut row = tx.contact(&ctx, contact)?.unwrap();
        row.language = Some("de".into());
        Ok(tx.save_contact(&ctx, &row).map(drop)?)
    });
    changed.await.unwrap();
    settle(&world).await;
    let told = "Orders opens morgen um 08:00 Uhr. {other}";
    assert_eq!(world.harness.platform.texts(), [told]);

    // Monday 18:00: the customer last wrote 30 hours ago.
    world.harness.clock.advance(30 * HOUR);
    settle(&world).await;
    assert_eq!(world.harness.platform.texts().len(), 1);
}

#[tokio::test]
async fn who_has_a_chat_already_is_told_nothing() {
    let world = closed().await;
    world.chat().await;
    settle(&world).await;
    assert!(world.harness.platform.texts().is_empty());
}

const MINUTE: i64 = 60_000;

/// A service that tells customers where they stand.
async fn telling() -> World {
    let world = World::new().await;
    let ctx = world.tenant.ctx;
    let told = ToldWaiting {
        text: "{service}: place {position}, {wait}.".into(),
        every_ms: 2 * MINUTE,
        late_after_ms: 30 * MINUTE,
        late_text: "We are sorry.".into(),
    };
    let changed = world.harness.engine.write(move |tx, _| {
        let mut row = tx.services(&ctx)?.remove(0);
        row.waiting.told = told;
        Ok(tx.update_service(&ctx, &row)?)
    });
    changed.await.unwrap();
    world
}

async fn passes(world: &World, ms: i64) -> Vec<String> {
    world.harness.clock.advance(ms);
    let before = world.harness.platform.texts().len();
    settle(world).await;
    world.harness.platform.texts().split_off(before)
}

#[tokio::test]
async fn customers_are_told_their_place_again_when_it_changes_and_no_more_often_than_wished() {
    let world = telling().await;
    writes(&world, "m_1").await;
    let other = From {
        customer: "2002",
        page: PAGE,
    };
    world
        .happens(&[other.text(world.harness.now() + 1, "m_2", "Hello?")])
        .await;
    settle(&world).await;
    let told = world.harness.platform.texts();
    assert_eq!(told, ["Orders: place 1, a while.", "Orders: place 2, a while."]);
    assert!(
        passes(&world, 10 * MINUTE).await.is_empty(),
        "nothing has changed"
    );

    world.take(crate::world::CUSTOMER).await;
    assert_eq!(passes(&world, 0).await, ["Orders: place 1, a while."]);
    assert!(passes(&world, MINUTE).await.is_empty());
    assert_eq!(
        passes(&world, 19 * MINUTE).await,
        ["We are sorry."],
        "and the one who is served is told nothing"
    );
    assert!(passes(&world, 60 * MINUTE).await.is_empty(), "once");
}

#[tokio::test]
async fn nobody_is_told_outside_the_platforms_window() {
    let world = telling().await;
    let event = customer().text(world.harness.now(), "m_1", "Hello?");
    world.happens(&[event]).await;
    assert!(passes(&world, 25 * HOUR).await.is_empty());
}
