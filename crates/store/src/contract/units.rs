//! Units of work: durable when answered, alone when refused, published after the commit.

use std::sync::Mutex;

use parlance_core::{
    TenantCtx,
    event::{Audience, EventKind},
};

use super::rows::{at, tenants};
use crate::{CommittedEvent, EventSink, NewEvent, Signal, Store, StoreExt as _, Tx, WorkError};

/// Keeps what was published.
#[derive(Default)]
pub struct Recorder {
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
        data: serde_json::value::to_raw_value(&serde_json::json!({ "what": text })).unwrap(),
        at: at(5),
    }
}

fn append(tx: &mut dyn Tx, ctx: &TenantCtx, text: &str) -> i64 {
    tx.append_event(ctx, event(text)).unwrap()
}

/// A refusal among others takes back only itself, and takes no number.
pub async fn refused(store: &dyn Store, recorder: &Recorder) {
    let (ctx, _) = tenants(store).await;
    let good = store.write(move |tx| Ok::<_, ()>(append(tx, &ctx, "kept")));
    let bad = store.write(move |tx| {
        append(tx, &ctx, "refused");
        tx.signal(Signal::Outbox);
        Err::<(), _>("no")
    });
    let also_good = store.write(move |tx| Ok::<_, ()>(append(tx, &ctx, "kept too")));
    let (good, bad, also_good) = tokio::join!(good, bad, also_good);

    assert_eq!(good.unwrap(), 1);
    assert!(matches!(bad, Err(WorkError::Refused("no"))));
    assert_eq!(also_good.unwrap(), 2, "the refused unit took no number");
    let events = recorder.events.lock().unwrap();
    let published: Vec<i64> = events.iter().map(|event| event.seq).collect();
    assert_eq!(published, [1, 2]);
    assert!(recorder.signals.lock().unwrap().is_empty());
}

/// Writes something and is told that it is durable.
pub async fn kept(store: &dyn Store) -> TenantCtx {
    let (ctx, _) = tenants(store).await;
    store
        .write(move |tx| Ok::<_, ()>(append(tx, &ctx, "kept")))
        .await
        .unwrap();
    store.close();
    ctx
}

/// Finds it again.
pub async fn still_there(store: &dyn Store, ctx: TenantCtx) {
    let events = store
        .read(move |read| read.events_after(&ctx, 0, 10))
        .await
        .unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(
        &*events[0].frame,
        r#"{"seq":1,"kind":"config.changed","at":1000005,"data":{"what":"kept"}}"#
    );
}

/// A panic is a refusal; the next unit runs.
pub async fn panicked(store: &dyn Store) {
    let (ctx, _) = tenants(store).await;
    let broken = store
        .write(move |tx| -> Result<(), &'static str> {
            append(tx, &ctx, "lost");
            panic!("planted");
        })
        .await;
    assert!(matches!(broken, Err(WorkError::Store(_))));
    let next = store
        .write(move |tx| Ok::<_, ()>(append(tx, &ctx, "kept")))
        .await
        .unwrap();
    assert_eq!(next, 1);
}

/// Parts inside parts: what was written before, between and after a part that is taken back stays, in its order, also
/// when nothing but appends was done and when rows were read in between.
pub async fn parts(store: &dyn Store) {
    let (alder, birch) = tenants(store).await;
    store
        .write(move |tx| {
            append(tx, &alder, "a1");
            append(tx, &birch, "b1");
            let taken_back = tx
                .isolated(&mut |tx| {
                    append(tx, &alder, "lost");
                    let inner = tx.isolated(&mut |tx| {
                        append(tx, &birch, "lost too");
                        true
                    });
                    assert!(inner.unwrap());
                    assert_eq!(tx.events_after(&birch, 0, 10).unwrap().len(), 2);
                    false
                })
                .unwrap();
            assert!(!taken_back);
            append(tx, &alder, "a2");
            let kept = tx.isolated(&mut |tx| {
                append(tx, &birch, "b2");
                tx.tenants().is_ok()
            });
            assert!(kept.unwrap());
            append(tx, &birch, "b3");
            Ok::<_, ()>(())
        })
        .await
        .unwrap();
    for (ctx, told) in [(alder, ["a1", "a2"].as_slice()), (birch, &["b1", "b2", "b3"])] {
        let events = store
            .read(move |read| read.events_after(&ctx, 0, 10))
            .await
            .unwrap();
        let numbers: Vec<i64> = events.iter().map(|event| event.seq).collect();
        let expected: Vec<i64> = (1..).take(told.len()).collect();
        assert_eq!(numbers, expected);
        for (event, what) in events.iter().zip(told) {
            assert!(event.frame.contains(what), "{} is not {what}", event.frame);
        }
    }
}
