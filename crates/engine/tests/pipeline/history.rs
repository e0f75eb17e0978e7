//! Past conversations: imported without doubles and without side effects.

use parlance_api::{account::AccountPatch, import::ImportView};
use parlance_core::{
    event::EventKind,
    import::{ImportKind, ImportState},
    message::Direction,
};
use serde_json::{Value, json};

use crate::{
    harness::START,
    world::{CUSTOMER, PAGE, World, customer},
};

const MINUTE: i64 = 60_000;

/// The moment as the platform writes it: tests stay within the day that begins at their start.
fn iso(at: i64) -> String {
    let of_day = (at - (START - START.rem_euclid(86_400_000))) / 1000;
    assert!((0..86_400).contains(&of_day), "within the day of the start");
    format!(
        "2026-11-22T{:02}:{:02}:{:02}+0000",
        of_day / 3600,
        of_day / 60 % 60,
        of_day % 60
    )
}

fn message(id: &str, from: &str, at: i64, text: &str) -> Value {
    json!({ "id": id, "created_time": iso(at), "from": { "id": from }, "message": text })
}

/// A thread with its messages, newest first.
fn thread(psid: &str, messages: Vec<Value>) -> Value {
    json!({
        "id": format!("t_{psid}"), "updated_time": messages[0]["created_time"],
        "participants": { "data": [{ "id": psid, "name": format!("Customer {psid}") }, { "id": PAGE }] },
        "messages": { "data": messages },
    })
}

/// Two pages, three threads, seven messages, all from two hours before the start.
fn past() -> Vec<Value> {
    let at = START - 120 * MINUTE;
    vec![
        json!([
            thread(
                CUSTOMER,
                vec![
                    message("m_p3", CUSTOMER, at + 2 * MINUTE, "Thanks"),
                    message("m_p2", PAGE, at + MINUTE, "Yes, until six"),
                    message("m_p1", CUSTOMER, at, "Are you open today?"),
                ]
            ),
            thread("222", vec![message("m_q1", "222", at - MINUTE, "Hello")]),
        ]),
        json!([thread(
            "333",
            vec![
                message("m_r3", PAGE, at - 5 * MINUTE, "c"),
                message("m_r2", "333", at - 6 * MINUTE, "b"),
                message("m_r1", "333", at - 7 * MINUTE, "a"),
            ]
        )]),
    ]
}

async fn import(world: &World) -> ImportView {
    world
        .harness
        .engine
        .import_history(&world.tenant.admin, world.account.id)
        .await
        .unwrap();
    finish(world).await
}

/// Runs jobs until the newest import has ended.
async fn finish(world: &World) -> ImportView {
    for _ in 0..20 {
        world.harness.jobs().await;
        let newest = newest(world).await;
        if newest.state != ImportState::Running {
            return newest;
        }
        world.harness.clock.advance(MINUTE);
    }
    panic!("the import never ends: {:?}", newest(world).await);
}

async fn newest(world: &World) -> ImportView {
    let imports = world
        .harness
        .engine
        .imports(&world.tenant.admin, world.account.id)
        .await
        .unwrap();
    imports.into_iter().next().unwrap()
}

#[tokio::test]
async fn the_past_is_imported_once_however_often_it_is_asked_for() {
    let world = World::greeting("Welcome!").await;
    world.harness.platform.remembers(past());
    let first = import(&world).await;
    assert_eq!(
        (first.state, first.threads, first.added, first.known),
        (ImportState::Done, 3, 7, 0)
    );
    assert!(
        !world.harness.published.of(EventKind::AccountChanged).is_empty(),
        "screens hear of it"
    );
    let transcript = world.transcript().await;
    let told: Vec<(Direction, String)> = transcript
        .iter()
        .map(|message| (message.direction, parlance_core::message::preview(&message.parts)))
        .collect();
    let said = |direction, text: &str| (direction, text.to_owned());
    assert_eq!(
        told,
        [
            said(Direction::Inbound, "Are you open today?"),
            said(Direction::Outbound, "Yes, until six"),
            said(Direction::Inbound, "Thanks"),
        ]
    );
    let again = import(&world).await;
    assert_eq!((again.state, again.added, again.known), (ImportState::Done, 0, 7));
    assert_eq!(world.transcript().await, transcript);
}

#[tokio::test]
async fn importing_moves_nothing_but_the_transcript() {
    let world = World::greeting("Welcome!").await;
    world.harness.platform.remembers(past());
    import(&world).await;
    while world.harness.send().await > 0 {}
    assert_eq!(world.harness.platform.arrived(), [], "no greeting");
    assert_eq!(world.interactions().await.len(), 0, "nothing is routed");
    for kind in [EventKind::MessageChanged, EventKind::InteractionChanged] {
        assert_eq!(world.harness.published.of(kind), [] as [Value; 0], "{kind:?}");
    }
    let thread = world.thread().await.unwrap();
    assert_eq!(thread.open_interaction_id, None);
    let last = thread.last_customer_at.unwrap().as_millis();
    assert_eq!(
        last,
        START - 118 * MINUTE,
        "the platform counts its window from there"
    );
}

#[tokio::test]
async fn an_import_killed_between_pages_goes_on_where_it_was() {
    let mut world = World::new().await;
    world.harness.platform.remembers(past());
    // The second page meets a platform in trouble.
    let engine = &world.harness.engine;
    engine
        .import_history(&world.tenant.admin, world.account.id)
        .await
        .unwrap();
    world.harness.jobs().await;
    let halfway = newest(&world).await;
    assert_eq!(
        (halfway.state, halfway.threads, halfway.added),
        (ImportState::Running, 2, 4)
    );
    world.harness.platform.refuses_past([(2, 0)]);
    world.harness.clock.advance(MINUTE);
    world.harness.jobs().await;
    assert_eq!(
        newest(&world).await.state,
        ImportState::Running,
        "trouble ends nothing"
    );
    world.harness.restart().await;
    let done = finish(&world).await;
    assert_eq!((done.state, done.added, done.known), (ImportState::Done, 7, 0));
    assert_eq!(
        world.harness.platform.past_calls(),
        3,
        "the first page is not asked for again"
    );
}

#[tokio::test]
async fn one_import_runs_at_a_time_and_a_refusal_is_told() {
    let world = World::new().await;
    let (engine, admin) = (&world.harness.engine, &world.tenant.admin);
    world.harness.platform.refuses_past([(190, 460)]);
    engine.import_history(admin, world.account.id).await.unwrap();
    assert!(engine.import_history(admin, world.account.id).await.is_err());
    let failed = finish(&world).await;
    assert_eq!(failed.state, ImportState::Failed);
    assert!(failed.error.is_some_and(|why| !why.is_empty()));
    world.harness.platform.remembers(past());
    assert_eq!(import(&world).await.added, 7);
}

#[tokio::test]
async fn live_traffic_and_import_meet_without_doubles_and_in_order() {
    let world = World::new().await;
    let at = START - 120 * MINUTE;
    world
        .happens(&[customer().text(START, "m_live", "Hello again")])
        .await;
    let mut pages = past();
    pages[0][0] = thread(
        CUSTOMER,
        vec![
            message("m_live", CUSTOMER, START, "Hello again"),
            message("m_p1", CUSTOMER, at, "Are you open today?"),
        ],
    );
    world.harness.platform.remembers(pages);
    let done = import(&world).await;
    assert_eq!(done.known, 1);
    // What comes late by webhook is known from the import.
    world
        .happens(&[customer().text(at, "m_p1", "Are you open today?")])
        .await;
    let texts: Vec<String> = world
        .transcript()
        .await
        .iter()
        .filter(|message| message.direction == Direction::Inbound)
        .map(|message| parlance_core::message::preview(&message.parts))
        .collect();
    assert_eq!(texts, ["Are you open today?", "Hello again"]);
    assert_eq!(world.interactions().await.len(), 1);
}

#[tokio::test]
async fn a_gap_is_filled_and_what_is_newer_than_the_last_event_is_work() {
    let world = World::new().await;
    let other = crate::wire::From {
        customer: "222",
        page: PAGE,
    };
    world
        .happens(&[other.text(START, "m_before", "Before the outage")])
        .await;
    let at = START + 30 * MINUTE;
    world.harness.clock.advance(60 * MINUTE);
    world.harness.platform.remembers(vec![
        json!([
            thread(
                CUSTOMER,
                vec![
                    message("m_gap", CUSTOMER, at, "Is anybody there?"),
                    message("m_old", CUSTOMER, START - 5 * MINUTE, "Just before"),
                    message("m_older", CUSTOMER, START - 50 * MINUTE, "Long before"),
                ]
            ),
            thread(
                "222",
                vec![message("m_before", "222", START, "Before the outage")]
            ),
            thread(
                "333",
                vec![message("m_r", "333", START - 60 * MINUTE, "Long ago")]
            ),
        ]),
        json!([thread(
            "444",
            vec![message("m_s", "444", START - 90 * MINUTE, "Longer ago")]
        )]),
    ]);
    assert!(
        world
            .harness
            .engine
            .fill_gap(world.tenant.ctx, world.account.id)
            .await
            .unwrap()
    );
    let done = finish(&world).await;
    assert_eq!((done.state, done.added, done.known), (ImportState::Done, 2, 1));
    assert_eq!(
        world.harness.platform.past_calls(),
        1,
        "what is known is not asked for"
    );
    let interactions = world.interactions().await;
    assert_eq!(interactions.len(), 1, "somebody waits");
    let transcript = world.transcript().await;
    let found = transcript
        .iter()
        .find(|message| message.at.as_millis() == at)
        .unwrap();
    assert_eq!(found.interaction_id, Some(interactions[0].id));
    let old = transcript
        .iter()
        .find(|message| message.at.as_millis() == START - 5 * MINUTE)
        .unwrap();
    assert_eq!(old.interaction_id, None, "what nobody waits for is only shown");
    assert!(world.thread_of("333").await.is_none());
}

#[tokio::test]
async fn what_was_imported_is_marked_and_stands_above_what_the_customer_writes_next() {
    let world = World::new().await;
    world.harness.platform.remembers(past());
    import(&world).await;
    world
        .happens(&[customer().text(START, "m_now", "It is me again")])
        .await;
    let marks: Vec<(String, bool)> = world
        .transcript()
        .await
        .iter()
        .filter(|message| message.direction != Direction::System)
        .map(|message| (parlance_core::message::preview(&message.parts), message.imported))
        .collect();
    let said = |text: &str, imported| (text.to_owned(), imported);
    assert_eq!(
        marks,
        [
            said("Are you open today?", true),
            said("Yes, until six", true),
            said("Thanks", true),
            said("It is me again", false),
        ]
    );
}

#[tokio::test]
async fn a_stopped_import_keeps_what_it_has_and_can_be_begun_again() {
    let world = World::new().await;
    world.harness.platform.remembers(past());
    let (engine, admin) = (&world.harness.engine, &world.tenant.admin);
    let begun = engine.import_history(admin, world.account.id).await.unwrap();
    world.harness.jobs().await;
    let stopped = engine.cancel_import(admin, begun.id).await.unwrap();
    assert_eq!((stopped.state, stopped.added), (ImportState::Cancelled, 4));
    assert!(
        engine.cancel_import(admin, begun.id).await.is_err(),
        "it has ended"
    );
    world.harness.clock.advance(MINUTE);
    world.harness.jobs().await;
    assert_eq!(newest(&world).await, stopped, "nothing goes on");
    let again = import(&world).await;
    assert_eq!((again.added, again.known), (3, 4));
}

#[tokio::test]
async fn a_new_account_brings_its_past_as_soon_as_it_is_complete() {
    let world = World::new().await;
    let (engine, admin) = (&world.harness.engine, &world.tenant.admin);
    world.harness.platform.remembers(past());
    let new = parlance_api::account::NewAccount {
        channel: "messenger".into(),
        channel_type: None,
        name: "Second page".into(),
        settings: [("page_id".to_owned(), "777".to_owned())].into(),
        secrets: std::collections::BTreeMap::new(),
        import_past: true,
    };
    let partial = engine.create_account(admin, new).await.unwrap();
    assert!(
        engine.imports(admin, partial.id).await.unwrap().is_empty(),
        "nothing can be asked yet"
    );
    let text = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect()
    };
    let patch = AccountPatch {
        settings: text(&[("page_username", "second")]),
        secrets: text(&[
            ("token", "page-token-0002"),
            ("app_secret", "app-secret-0002"),
            ("verify_token", "verify-me-too"),
        ]),
        ..AccountPatch::default()
    };
    let whole = engine.change_account(admin, partial.id, patch).await.unwrap();
    assert!(whole.missing.is_empty(), "{:?}", whole.missing);
    let begun = engine.imports(admin, partial.id).await.unwrap();
    assert_eq!(
        begun.iter().map(|row| row.kind).collect::<Vec<_>>(),
        [ImportKind::Connect]
    );
    for _ in 0..3 {
        world.harness.jobs().await;
        world.harness.clock.advance(MINUTE);
    }
    let done = engine.imports(admin, partial.id).await.unwrap();
    assert_eq!((done[0].state, done[0].added), (ImportState::Done, 7));
    let renamed = AccountPatch {
        name: Some("The second page".into()),
        ..AccountPatch::default()
    };
    engine.change_account(admin, partial.id, renamed).await.unwrap();
    assert_eq!(engine.imports(admin, partial.id).await.unwrap().len(), 1, "once");
}

#[tokio::test]
async fn what_nobody_could_answer_any_more_is_no_work_and_opens_no_window() {
    let world = World::new().await;
    let other = crate::wire::From {
        customer: "222",
        page: PAGE,
    };
    world
        .happens(&[other.text(START, "m_before", "Before the outage")])
        .await;
    world.harness.clock.advance(8 * 24 * 60 * MINUTE);
    world.harness.platform.remembers(vec![json!([thread(
        CUSTOMER,
        vec![message(
            "m_gap",
            CUSTOMER,
            START + 30 * MINUTE,
            "Is anybody there?"
        )]
    )])]);
    let engine = &world.harness.engine;
    assert!(engine.fill_gap(world.tenant.ctx, world.account.id).await.unwrap());
    assert_eq!(finish(&world).await.added, 1);
    assert_eq!(world.interactions().await.len(), 0);
    assert_eq!(world.thread().await.unwrap().last_customer_at, None);
}

#[tokio::test]
async fn what_is_on_its_way_is_left_to_its_event() {
    let world = World::new().await;
    let at = START + 60 * MINUTE;
    world.harness.clock.advance(60 * MINUTE);
    world.harness.platform.remembers(vec![json!([thread(
        CUSTOMER,
        vec![message("m_just", CUSTOMER, at, "Just now")]
    )])]);
    assert_eq!(import(&world).await.added, 0);
    world.happens(&[customer().text(at, "m_just", "Just now")]).await;
    assert_eq!(world.interactions().await.len(), 1, "somebody waits");
}

#[tokio::test]
async fn a_restart_after_an_outage_and_a_new_subscription_look_for_what_was_missed() {
    let world = World::new().await;
    let (engine, admin) = (&world.harness.engine, &world.tenant.admin);
    world.happens(&[customer().text(START, "m_1", "Hello")]).await;
    parlance_engine::history::fill_gaps(engine).await;
    assert!(
        engine.imports(admin, world.account.id).await.unwrap().is_empty(),
        "no outage"
    );
    world.harness.clock.advance(30 * MINUTE);
    parlance_engine::history::fill_gaps(engine).await;
    finish(&world).await;
    // A platform that cannot be asked now does not keep the subscription from being made again.
    engine.subscribe_account(admin, world.account.id).await.unwrap();
    let kinds: Vec<ImportKind> = engine
        .imports(admin, world.account.id)
        .await
        .unwrap()
        .iter()
        .map(|row| row.kind)
        .collect();
    assert_eq!(kinds, [ImportKind::Gap, ImportKind::Gap]);
}

/// Conversations tell of whole seconds, events of milliseconds.
#[tokio::test]
async fn messages_of_one_second_keep_their_order_whichever_way_they_came() {
    let world = World::new().await;
    let second = START + 30 * MINUTE;
    world.harness.clock.advance(31 * MINUTE);
    world
        .happens(&[customer().text(second + 133, "m_first", "First")])
        .await;
    world.harness.clock.advance(60 * MINUTE);
    world.harness.platform.remembers(vec![json!([thread(
        CUSTOMER,
        vec![
            message("m_third", CUSTOMER, second, "Third"),
            message("m_second", CUSTOMER, second, "Second"),
            message("m_first", CUSTOMER, second, "First"),
        ]
    )])]);
    let engine = &world.harness.engine;
    assert!(engine.fill_gap(world.tenant.ctx, world.account.id).await.unwrap());
    finish(&world).await;
    assert_eq!(
        said(&world).await,
        ["First", "Second", "Third"],
        "as the platform lists them"
    );
    // Their events come after all, and know their moments.
    for (id, text, at) in [("m_third", "Third", 855), ("m_second", "Second", 500)] {
        world.happens(&[customer().text(second + at, id, text)]).await;
    }
    assert_eq!(said(&world).await, ["First", "Second", "Third"]);
    let moments: Vec<i64> = world
        .transcript()
        .await
        .iter()
        .filter(|message| message.direction == Direction::Inbound)
        .map(|message| message.at.as_millis() - second)
        .collect();
    assert_eq!(moments, [133, 500, 855]);
}

/// What the customer said, in the order of the transcript.
async fn said(world: &World) -> Vec<String> {
    let transcript = world.transcript().await;
    transcript
        .iter()
        .filter(|message| message.direction == Direction::Inbound)
        .map(|message| parlance_core::message::preview(&message.parts))
        .collect()
}
