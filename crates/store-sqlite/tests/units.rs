//! Units of work: durable when answered, alone when refused, published after the commit.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::{Arc, Mutex};

use parlance_core::{
    TenantCtx, TenantId, Timestamp,
    event::{Audience, EventKind},
};
use parlance_store::{CommittedEvent, EventSink, NewEvent, Signal, StoreExt, WorkError};
use parlance_store_sqlite::SqliteStore;

#[derive(Default)]
struct Recorder {
    events: Mutex<Vec<CommittedEvent>>,
    signals: Mutex<Vec<Signal>>,
}

impl EventSink for Recorder {
    fn publish(&self, events: Vec<CommittedEvent>) {
        self.events.lock().unwrap().extend(events);
    }
    fn signal(&self, signals: Vec<Signal>) {
        self.signals.lock().unwrap().extend(signals);
    }
}

fn event(text: &str) -> NewEvent {
    NewEvent {
        kind: EventKind::ConfigChanged,
        audience: Audience::everyone(),
        data: serde_json::json!({ "what": text }),
        at: Timestamp::from_millis(5),
    }
}

/// A tenant row, written beside the store: tenants have their own tests.
fn tenant_in(path: &std::path::Path) -> TenantCtx {
    let id = TenantId::new(Timestamp::from_millis(1), [1; 10]);
    let connection = rusqlite::Connection::open(path).unwrap();
    connection
        .execute(
            "INSERT INTO tenant (id, slug, name, created_at) VALUES (?1, 'a', 'A', 1)",
            [id.as_uuid().into_bytes()],
        )
        .unwrap();
    TenantCtx::new(id)
}

#[tokio::test]
async fn a_refused_unit_leaves_nothing_and_hurts_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.db");
    let recorder = Arc::new(Recorder::default());
    let store = SqliteStore::open(&path, recorder.clone()).unwrap();
    let ctx = tenant_in(&path);

    let good = store.write(move |tx| tx.append_event(&ctx, event("kept")));
    let bad = store.write(move |tx| {
        tx.append_event(&ctx, event("refused")).unwrap();
        tx.signal(Signal::Outbox);
        Err::<(), _>("no")
    });
    let also_good = store.write(move |tx| tx.append_event(&ctx, event("kept too")));
    let (good, bad, also_good) = tokio::join!(good, bad, also_good);

    assert_eq!(good.unwrap(), 1);
    assert!(matches!(bad, Err(WorkError::Refused("no"))));
    assert_eq!(also_good.unwrap(), 2, "the refused unit took no number");
    let published: Vec<i64> = recorder
        .events
        .lock()
        .unwrap()
        .iter()
        .map(|event| event.seq)
        .collect();
    assert_eq!(published, [1, 2]);
    assert!(recorder.signals.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_was_answered_is_there_after_the_store_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.db");
    let store = SqliteStore::open(&path, Arc::new(Recorder::default())).unwrap();
    let ctx = tenant_in(&path);
    store
        .write(move |tx| tx.append_event(&ctx, event("kept")))
        .await
        .unwrap();
    drop(store);

    let store = SqliteStore::open(&path, Arc::new(Recorder::default())).unwrap();
    let events = store
        .read(move |read| read.events_after(&ctx, 0, 10))
        .await
        .unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(
        &*events[0].frame,
        r#"{"seq":1,"kind":"config.changed","at":5,"data":{"what":"kept"}}"#
    );
}

#[tokio::test]
async fn a_panicking_unit_is_rolled_back_and_the_writer_lives() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.db");
    let store = SqliteStore::open(&path, Arc::new(Recorder::default())).unwrap();
    let ctx = tenant_in(&path);
    let broken = store
        .write(move |tx| -> Result<(), &'static str> {
            tx.append_event(&ctx, event("lost")).unwrap();
            panic!("planted");
        })
        .await;
    assert!(matches!(broken, Err(WorkError::Store(_))));
    let next = store
        .write(move |tx| tx.append_event(&ctx, event("kept")))
        .await
        .unwrap();
    assert_eq!(next, 1);
}
