//! Messages that go out later, and reminders.

use parlance_api::planned::{NewPlanned, PlannedPatch, PlannedView};
use parlance_core::{
    InteractionId, Timestamp, UserId,
    event::EventKind,
    planned::{PlannedKind, PlannedState},
};
use parlance_engine::{Refusal, UseCaseError, timers};

use crate::world::{World, customer};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

async fn plan(
    world: &World,
    chat: InteractionId,
    kind: PlannedKind,
    text: &str,
    after_ms: i64,
) -> Result<PlannedView, UseCaseError> {
    let new = NewPlanned {
        kind,
        text: text.into(),
        due_at: Timestamp::from_millis(world.harness.now() + after_ms),
    };
    world.harness.engine.plan(&world.tenant.ana, chat, new).await
}

async fn message(world: &World, chat: InteractionId, text: &str, after_ms: i64) -> PlannedView {
    plan(world, chat, PlannedKind::Message, text, after_ms)
        .await
        .unwrap()
}

/// Time passes, and what is due happens.
async fn pass(world: &World, ms: i64) {
    world.harness.clock.advance(ms);
    timers::run_due(&world.harness.engine).await.unwrap();
    world.harness.send().await;
}

async fn listed(world: &World) -> Vec<(String, PlannedState)> {
    let list = world.harness.engine.planned(&world.tenant.ana).await.unwrap();
    list.items
        .into_iter()
        .map(|each| (each.text, each.state))
        .collect()
}

fn fault(refused: Result<PlannedView, UseCaseError>) -> String {
    match refused.unwrap_err() {
        UseCaseError::Refused(Refusal::Invalid(faults)) => faults[0].code.clone(),
        UseCaseError::Refused(Refusal::Conflict { code, .. }) => code.to_owned(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_message_goes_out_at_its_moment_once_also_after_a_restart() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    message(&world, chat, "Your parcel is there", HOUR).await;
    pass(&world, HOUR - 1).await;
    assert!(world.harness.platform.texts().is_empty());
    world.harness.restart().await;
    pass(&world, 1).await;
    assert_eq!(world.harness.platform.texts(), ["Your parcel is there"]);
    assert_eq!(listed(&world).await, [], "it is over");
    pass(&world, HOUR).await;
    assert_eq!(world.harness.platform.texts().len(), 1, "never twice");
    let said = world.transcript().await;
    assert_eq!(said.last().unwrap().author_name.as_deref(), Some("Ana"));
}

#[tokio::test]
async fn a_message_must_come_while_the_customer_may_be_answered() {
    let world = World::new().await;
    let chat = world.chat().await;
    let late = plan(&world, chat, PlannedKind::Message, "Too late", 25 * HOUR).await;
    assert_eq!(fault(late), "after_window");
    assert_eq!(
        fault(plan(&world, chat, PlannedKind::Message, "Past", -1).await),
        "out_of_range"
    );
    assert_eq!(
        fault(plan(&world, chat, PlannedKind::Message, "  ", HOUR).await),
        "missing"
    );
    let reminder = plan(&world, chat, PlannedKind::Reminder, "Call", 25 * HOUR).await;
    assert!(reminder.is_ok(), "a reminder may come whenever it likes");
}

#[tokio::test]
async fn whether_a_message_may_go_out_is_looked_at_once_more() {
    let world = World::new().await;
    let chat = world.chat().await;
    message(&world, chat, "Nobody gets this", HOUR).await;
    let engine = &world.harness.engine;
    engine.end_interaction(&world.tenant.ana, chat).await.unwrap();
    pass(&world, HOUR).await;
    assert!(world.harness.platform.texts().is_empty());
    let list = engine.planned(&world.tenant.ana).await.unwrap();
    assert_eq!(list.items[0].state, PlannedState::Failed);
    assert!(
        list.items[0]
            .problem
            .as_deref()
            .unwrap()
            .contains("holds the conversation")
    );
    let told = world.harness.published.of(EventKind::PlannedChanged);
    assert_eq!(
        told.last().unwrap()["state"],
        "failed",
        "its author is told at once"
    );
    engine
        .cancel_planned(&world.tenant.ana, list.items[0].id)
        .await
        .unwrap();
    assert_eq!(listed(&world).await, []);
}

#[tokio::test]
async fn the_window_that_closed_early_is_respected_at_the_moment() {
    let world = World::new().await;
    let chat = world.chat().await;
    message(&world, chat, "In time when it was planned", 20 * HOUR).await;
    // The platform knows of an earlier end than we do: what it refused for this time to answer stays refused.
    let (ctx, thread) = (world.tenant.ctx, world.thread().await.unwrap());
    let noted = world.harness.engine.write(move |tx, _| {
        tx.note_free_refused(&ctx, thread.id, thread.last_customer_at)?;
        Ok::<_, Refusal>(())
    });
    noted.await.unwrap();
    pass(&world, 20 * HOUR).await;
    assert!(world.harness.platform.texts().is_empty());
    assert_eq!(listed(&world).await[0].1, PlannedState::Failed);
    // The customer writes again: another moment, and it goes out.
    world
        .happens(&[customer().text(world.harness.now(), "m_again", "Still there?")])
        .await;
    let id = world
        .harness
        .engine
        .planned(&world.tenant.ana)
        .await
        .unwrap()
        .items[0]
        .id;
    let patch = PlannedPatch {
        due_at: Some(Timestamp::from_millis(world.harness.now() + MINUTE)),
        ..PlannedPatch::default()
    };
    let engine = &world.harness.engine;
    let again = engine.change_planned(&world.tenant.ana, id, patch).await.unwrap();
    assert_eq!((again.state, again.problem), (PlannedState::Waiting, None));
    pass(&world, MINUTE).await;
    assert_eq!(world.harness.platform.texts(), ["In time when it was planned"]);
}

#[tokio::test]
async fn a_reminder_rings_is_put_off_and_answered() {
    let world = World::new().await;
    let chat = world.chat().await;
    let reminder = plan(&world, chat, PlannedKind::Reminder, "Call back", HOUR)
        .await
        .unwrap();
    assert!(!reminder.contact_name.is_empty(), "it says about whom");
    pass(&world, HOUR).await;
    assert_eq!(
        listed(&world).await,
        [("Call back".to_owned(), PlannedState::Due)]
    );
    let told = world.harness.published.of(EventKind::PlannedChanged);
    assert_eq!(told.last().unwrap()["state"], "due");
    let engine = &world.harness.engine;
    let later = PlannedPatch {
        due_at: Some(Timestamp::from_millis(world.harness.now() + HOUR)),
        ..PlannedPatch::default()
    };
    engine
        .change_planned(&world.tenant.ana, reminder.id, later)
        .await
        .unwrap();
    assert_eq!(listed(&world).await[0].1, PlannedState::Waiting);
    pass(&world, HOUR).await;
    let done = PlannedPatch {
        done: Some(true),
        ..PlannedPatch::default()
    };
    engine
        .change_planned(&world.tenant.ana, reminder.id, done.clone())
        .await
        .unwrap();
    assert_eq!(listed(&world).await, []);
    assert_eq!(
        fault(engine.change_planned(&world.tenant.ana, reminder.id, done).await),
        "over"
    );
}

#[tokio::test]
async fn nobody_sees_or_changes_what_another_has_planned() {
    let world = World::new().await;
    let chat = world.chat().await;
    let mine = message(&world, chat, "mine", HOUR).await;
    let engine = &world.harness.engine;
    let boss = &world.tenant.boss;
    assert_eq!(engine.planned(boss).await.unwrap().items, []);
    assert!(engine.cancel_planned(boss, mine.id).await.is_err());
    let refused = NewPlanned {
        kind: PlannedKind::Message,
        text: "not mine to send".into(),
        due_at: Timestamp::from_millis(world.harness.now() + HOUR),
    };
    assert_eq!(fault(engine.plan(boss, chat, refused.clone()).await), "not_yours");
    let mut stranger = world.tenant.ana.clone();
    stranger.user_id = UserId::new(Timestamp::from_millis(5), [77; 10]);
    assert!(engine.plan(&stranger, chat, refused).await.is_err());
}

#[tokio::test]
async fn after_a_restore_a_message_whose_moment_is_past_is_left_to_its_author() {
    let world = World::new().await;
    let chat = world.chat().await;
    message(&world, chat, "may have gone out", HOUR).await;
    message(&world, chat, "still to come", 3 * HOUR).await;
    world.harness.clock.advance(2 * HOUR);
    let restored = parlance_store::restores::RestoreRow {
        restored_at: Timestamp::from_millis(world.harness.now()),
        settled: false,
    };
    let noted = world.harness.engine.write(move |tx, _| {
        tx.set_restored(&restored)?;
        Ok::<_, Refusal>(())
    });
    noted.await.unwrap();
    let held = parlance_engine::outbound::hold_back_restored(&world.harness.engine).await;
    assert_eq!(held.unwrap(), Some(1));
    pass(&world, 2 * HOUR).await;
    assert_eq!(world.harness.platform.texts(), ["still to come"]);
    assert_eq!(
        listed(&world).await,
        [("may have gone out".to_owned(), PlannedState::Failed)]
    );
}
