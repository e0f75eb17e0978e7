//! Services that are closed: what waits for the opening, what customers are told, where chats go instead.

use parlance_api::{
    hours::{CalendarInput, ClosedThen, WaitingRules, WhenClosed},
    routing::WaitingFilter,
};
use parlance_core::{
    CalendarId, Timestamp,
    hours::{OpeningHours, Weekday, WeeklySpan},
    message::{Part, SystemLine},
    overflow::Overflow,
    wait_reason::WaitReason,
};
use parlance_engine::identity::Caller;

use crate::harness::START;
use crate::world::{ANA, CLEO, ORDERS, RETURNS, World};

const HOUR: i64 = 3_600_000;

/// Monday to Friday, 08:00 to 18:00; the tests begin on a Monday at 00:00.
async fn weekdays(world: &World) -> CalendarId {
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
    let boss = Caller::Person(world.cast.boss.clone());
    world
        .harness
        .engine
        .create_calendar(&boss, input)
        .await
        .unwrap()
        .id
}

async fn closes(world: &World, service: usize, calendar_id: CalendarId, closed: WhenClosed) {
    let rules = WaitingRules {
        calendar_id: Some(calendar_id),
        closed,
        ..WaitingRules::default()
    };
    world
        .change_service(service, move |service| service.waiting = rules)
        .await;
}

fn send(world: &World, service: usize) -> WhenClosed {
    WhenClosed {
        then: ClosedThen::Send,
        text: String::new(),
        service_id: Some(world.cast.services[service]),
    }
}

#[tokio::test]
async fn a_closed_service_offers_nothing_until_it_opens() {
    let world = World::new().await;
    let calendar = weekdays(&world).await;
    closes(&world, ORDERS, calendar, WhenClosed::default()).await;
    world.ready(ANA).await;
    world.message(1, ORDERS, "anybody there?").await;
    assert!(world.rings(ANA).await.is_empty());

    let opens_at = Timestamp::from_millis(START.as_millis() + 8 * HOUR);
    let list = world
        .harness
        .engine
        .waiting_list(&world.cast.boss, WaitingFilter::default())
        .await
        .unwrap();
    let waits = &list.rows[0].waits;
    assert_eq!(
        waits.reason,
        WaitReason::Closed {
            opens_at: Some(opens_at)
        }
    );
    assert_eq!(waits.sentence, "Its service is closed and opens today at 08:00.");
    let ran = world.harness.dispatch(world.cast.ctx).await;
    assert_eq!(ran.look_again_at, Some(opens_at), "nothing else need happen then");

    world.harness.clock.advance(8 * HOUR);
    world.harness.dispatch(world.cast.ctx).await;
    assert_eq!(world.rings(ANA).await.len(), 1);
}

#[tokio::test]
async fn chats_go_to_another_service_with_their_place_in_line() {
    let world = World::new().await;
    let calendar = weekdays(&world).await;
    world.message(1, RETURNS, "devolver").await;
    world.pass_time(1_000).await;
    let chat = world.message(2, ORDERS, "hello").await;
    let list = || {
        world
            .harness
            .engine
            .waiting_list(&world.cast.boss, WaitingFilter::default())
    };
    let before = list().await.unwrap();
    closes(&world, ORDERS, calendar, send(&world, RETURNS)).await;
    world.harness.dispatch(world.cast.ctx).await;
    let after = list().await.unwrap();
    let of = |list: &parlance_api::routing::WaitingList| {
        let found = list.rows.iter().find(|row| row.interaction.id == chat).unwrap();
        (found.interaction.service_id, found.interaction.queued_at)
    };
    assert_eq!(of(&before).0, world.cast.services[ORDERS]);
    assert_eq!(of(&after), (world.cast.services[RETURNS], of(&before).1));

    let boss = Caller::Person(world.cast.boss.clone());
    let record = world.harness.engine.record(&boss, chat).await.unwrap();
    let outcomes: Vec<_> = record
        .segments
        .iter()
        .map(|segment| segment.outcome.as_deref())
        .collect();
    assert_eq!(outcomes, [Some("overflow"), None]);
    let line = SystemLine::Overflowed {
        from: "Orders".into(),
        to: "Returns".into(),
        why: Overflow::Closed,
    };
    let mut lines = record.messages.into_iter().flat_map(|message| message.parts);
    assert!(lines.any(|part| part == Part::System(line.clone())));
    world.ready(CLEO).await;
    assert_eq!(world.rings(CLEO).await.len(), 1);
}

#[tokio::test]
async fn services_that_send_to_each_other_let_no_chat_wander() {
    let world = World::new().await;
    let calendar = weekdays(&world).await;
    closes(&world, ORDERS, calendar, send(&world, RETURNS)).await;
    closes(&world, RETURNS, calendar, send(&world, ORDERS)).await;
    let chat = world.message(1, ORDERS, "hello").await;
    let boss = Caller::Person(world.cast.boss.clone());
    let record = world.harness.engine.record(&boss, chat).await.unwrap();
    assert_eq!(record.interaction.service_id, world.cast.services[RETURNS]);
    assert_eq!(record.segments.len(), 2, "sent on once, never back");
}

#[tokio::test]
async fn the_list_foretells_the_wait_from_the_pace_of_late() {
    let world = World::new().await;
    let list = || {
        world
            .harness
            .engine
            .waiting_list(&world.cast.boss, WaitingFilter::default())
    };
    world.message(1, RETURNS, "uno").await;
    assert_eq!(
        list().await.unwrap().rows[0].expected_wait_ms,
        None,
        "nobody is there"
    );
    world.ready(CLEO).await;
    world.accept(CLEO).await;
    for customer in 2..=3 {
        world.message(customer, RETURNS, "otra").await;
    }
    // Cleo holds one at a time, and nobody has taken three yet: chats take their usual time.
    let waits: Vec<_> = list()
        .await
        .unwrap()
        .rows
        .iter()
        .map(|row| row.expected_wait_ms)
        .collect();
    assert_eq!(waits, [Some(8 * HOUR / 60), Some(16 * HOUR / 60)]);
}
