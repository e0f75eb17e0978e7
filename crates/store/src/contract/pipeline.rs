//! What the message pipeline relies on.

use parlance_core::{
    InteractionId, JobId, MessageId, OutboxId, ParkedEventId,
    delivery::Delivery,
    message::{Direction, Part},
};

use super::{Scene, at};
use parlance_words::Query;

use crate::{
    StoreError, Tx,
    contacts::ContactFilter,
    inbound::{AppliedRow, NewRaw},
    jobs::{Lane, NewJob},
    messages::{Before, Transcript},
    outbox::{NewOutbox, OutboxPayload, OutboxRow, OutboxState, Receipt},
    parked::{ParkedRow, Settled},
};

/// A story and what it shows.
pub type Story = (&'static str, fn(&mut dyn Tx));

/// Every story, each to be run in a unit of its own on an empty store.
pub const STORIES: [Story; 9] = [
    ("a failing part undoes nothing of the rest", isolation),
    ("deliveries are kept once and in order", deliveries),
    ("what was applied is remembered per account", applied),
    (
        "messages are unique by the platform's id and paged by place",
        messages,
    ),
    ("the outbox has one head per thread", heads),
    ("every write of the outbox checks the fence", fences),
    ("receipts move forward up to a watermark", receipts),
    ("the same job is queued once and claimed under a lease", jobs),
    ("contacts are found by every word", contacts),
];

fn raw(scene: &Scene, number: u8, size: usize) -> NewRaw {
    NewRaw {
        account_id: scene.account,
        channel: "pigeon".into(),
        body: vec![number; size],
        verified_with: "key".into(),
        received_at: at(i64::from(number)),
    }
}

fn isolation(tx: &mut dyn Tx) {
    let scene = Scene::make(tx, 1);
    let kept = tx
        .isolated(&mut |tx| {
            tx.insert_message(&scene.ctx, &scene.message(1, Some("m_1")))
                .unwrap();
            true
        })
        .unwrap();
    let refused = tx
        .isolated(&mut |tx| {
            tx.insert_message(&scene.ctx, &scene.message(2, Some("m_2")))
                .unwrap();
            let conflict = tx.insert_message(&scene.ctx, &scene.message(3, Some("m_1")));
            assert!(matches!(conflict, Err(StoreError::Conflict(_))), "{conflict:?}");
            false
        })
        .unwrap();
    let panicked = tx
        .isolated(&mut |tx| {
            tx.insert_message(&scene.ctx, &scene.message(4, Some("m_4")))
                .unwrap();
            panic!("planted");
        })
        .unwrap();
    assert_eq!((kept, refused, panicked), (true, false, false));
    let found = |provider: &str, tx: &dyn Tx| {
        tx.message_by_provider(&scene.ctx, scene.account, provider)
            .unwrap()
            .is_some()
    };
    assert!(found("m_1", tx) && !found("m_2", tx) && !found("m_4", tx));
}

fn deliveries(tx: &mut dyn Tx) {
    let scene = Scene::make(tx, 1);
    let other = Scene::make(tx, 2);
    tx.insert_raw(&scene.ctx, &raw(&scene, 1, 600)).unwrap();
    tx.insert_raw(&other.ctx, &raw(&other, 1, 600)).unwrap();
    tx.insert_raw(&scene.ctx, &raw(&scene, 2, 600)).unwrap();

    let waiting = tx.waiting_raw(at(0), 0, 10, 1_000_000).unwrap();
    let order: Vec<(u8, bool)> = waiting
        .iter()
        .map(|row| (row.body[0], row.tenant == scene.ctx.tenant_id()))
        .collect();
    assert_eq!(order, [(1, true), (1, false), (2, true)]);
    assert_eq!(tx.waiting_raw(at(0), 0, 10, 1_000).unwrap().len(), 1, "by bytes");
    assert_eq!(
        tx.waiting_raw(at(0), 0, 10, 10).unwrap().len(),
        1,
        "but at least one"
    );

    let (first, second) = (waiting[0].id, waiting[2].id);
    assert!(
        tx.raw(&other.ctx, first).unwrap().is_none(),
        "another tenant's delivery is not there"
    );
    tx.retry_raw(&scene.ctx, first, at(100), "no").unwrap();
    tx.finish_raw(&scene.ctx, &[second]).unwrap();
    let left: Vec<i64> = tx
        .waiting_raw(at(99), 0, 10, 1_000_000)
        .unwrap()
        .iter()
        .map(|row| row.id)
        .collect();
    assert_eq!(left, [waiting[1].id]);
    assert_eq!(tx.waiting_raw(at(100), 0, 10, 1_000_000).unwrap()[0].attempts, 1);
    assert_eq!(
        tx.waiting_raw(at(100), first, 10, 1_000_000).unwrap().len(),
        1,
        "only what came after"
    );
    let wait = tx.still_waiting(&[first, waiting[1].id, second]).unwrap();
    assert_eq!(wait, [first, waiting[1].id].into());
    assert!(!tx.no_raw_waits(at(0)).unwrap());

    let parked = ParkedRow {
        id: ParkedEventId::new(at(0), [1; 10]),
        account_id: scene.account,
        channel: "pigeon".into(),
        inbound_id: second,
        place: 3,
        reason: "odd".into(),
        body: b"{}".to_vec(),
        digest: [7; 32],
        attempts: 1,
        received_at: at(2),
        settled_at: None,
    };
    tx.park(&scene.ctx, &parked).unwrap();
    tx.park(
        &scene.ctx,
        &ParkedRow {
            id: ParkedEventId::new(at(0), [2; 10]),
            reason: "odder".into(),
            ..parked.clone()
        },
    )
    .unwrap();
    assert_eq!(
        tx.count_parked(&scene.ctx, scene.account).unwrap(),
        1,
        "one event is parked once"
    );
    assert_eq!(
        tx.prune_raw(at(1_000), 10).unwrap(),
        0,
        "a parked event keeps its delivery"
    );
    assert!(
        tx.settle_parked(&scene.ctx, parked.id, Settled::Discarded, at(5))
            .unwrap()
    );
    assert!(
        !tx.settle_parked(&scene.ctx, parked.id, Settled::Replayed, at(6))
            .unwrap()
    );
    assert_eq!(
        tx.prune_raw(at(1_000), 10).unwrap(),
        1,
        "what waits is never forgotten"
    );

    tx.finish_raw(&other.ctx, &[waiting[1].id, first]).unwrap();
    assert!(tx.no_raw_waits(at(99)).unwrap(), "the other one is not due");
    assert!(!tx.no_raw_waits(at(100)).unwrap(), "and not theirs to finish");
    let applied = tx.insert_applied_raw(&scene.ctx, &raw(&scene, 3, 600)).unwrap();
    assert!(tx.still_waiting(&[applied]).unwrap().is_empty());
    assert_eq!(tx.raw(&scene.ctx, applied).unwrap().unwrap().body[0], 3);
}

fn applied(tx: &mut dyn Tx) {
    let scene = Scene::make(tx, 1);
    let other = Scene::make(tx, 2);
    assert!(
        tx.mark_applied(&scene.ctx, scene.account, "k", at(1), None)
            .unwrap()
    );
    assert!(
        !tx.mark_applied(&scene.ctx, scene.account, "k", at(2), Some("x"))
            .unwrap()
    );
    assert!(
        tx.mark_applied(&other.ctx, other.account, "k", at(1), None)
            .unwrap()
    );
    let row = AppliedRow {
        at: at(9),
        detail: Some("y".into()),
    };
    tx.remember(&scene.ctx, scene.account, "k", &row).unwrap();
    assert_eq!(
        tx.applied_of(&scene.ctx, scene.account, ["none", "k", "k2"])
            .unwrap(),
        [None, Some(row.clone()), None]
    );
    assert_eq!(tx.applied(&scene.ctx, scene.account, "k").unwrap(), Some(row));
    assert_eq!(tx.prune_applied(at(5), 10).unwrap(), 1);
}

fn messages(tx: &mut dyn Tx) {
    let scene = Scene::make(tx, 1);
    let other = Scene::make(tx, 2);
    let ctx = &scene.ctx;
    for number in [2, 1, 3] {
        tx.insert_message(ctx, &scene.message(number, Some(&format!("m_{number}"))))
            .unwrap();
    }
    // The same customer's message id on another page is another message.
    tx.insert_message(&other.ctx, &other.message(1, Some("m_1")))
        .unwrap();
    let page = tx.messages_of_thread(ctx, scene.thread, None, 2).unwrap();
    let places: Vec<i64> = page.iter().map(|row| row.at.since_ms(at(0))).collect();
    assert_eq!(places, [3, 2], "newest first");
    let before = Before {
        at: page[1].at,
        id: page[1].id,
    };
    let rest = tx.messages_of_thread(ctx, scene.thread, Some(before), 2).unwrap();
    assert_eq!(rest.len(), 1);
    let texts = tx
        .texts_of(ctx, Transcript::Thread(scene.thread), Some(before), 9)
        .unwrap();
    assert_eq!(texts.len(), 1, "texts are paged as messages are");
    assert_eq!(texts[0].place.id, rest[0].id);

    let mut changed = rest[0].clone();
    changed.interaction_id = Some(InteractionId::new(at(0), [9; 10]));
    changed.delivery = Some(Delivery::Failed);
    changed.reactions = vec!["❤️".into()];
    changed.parts = vec![Part::Text {
        text: "other words".into(),
    }];
    assert_eq!(tx.save_message(ctx, &changed).unwrap(), 2);
    let stored = tx.message(ctx, changed.id).unwrap().unwrap();
    assert_eq!(
        (stored.reactions.as_slice(), stored.version),
        (["❤️".to_owned()].as_slice(), 2)
    );
    assert_eq!(tx.count_failed(ctx, changed.interaction_id.unwrap()).unwrap(), 1);
    assert!(
        tx.message(&other.ctx, page[0].id).unwrap().is_none(),
        "another tenant's message is not there"
    );

    changed.deleted_at = Some(at(50));
    tx.save_message(ctx, &changed).unwrap();
    assert_eq!(
        tx.messages_of_thread(ctx, scene.thread, None, 9).unwrap().len(),
        2,
        "deleted ones are not shown"
    );
    assert_eq!(tx.count_failed(ctx, changed.interaction_id.unwrap()).unwrap(), 0);
}

/// Parts of one message each.
fn outbox(tx: &mut dyn Tx, scene: &Scene, numbers: &[u8]) -> Vec<OutboxId> {
    let mut ids = Vec::new();
    for number in numbers {
        let mut message = scene.message(100 + number, None);
        message.direction = Direction::Outbound;
        message.delivery = Some(Delivery::Queued);
        tx.insert_message(&scene.ctx, &message).unwrap();
        // Ids of one millisecond do not sort; the order of writing decides.
        let id = OutboxId::new(at(0), [255 - number; 10]);
        let part = NewOutbox {
            id,
            account_id: scene.account,
            thread_id: scene.thread,
            message_id: message.id,
            part: 0,
            payload: OutboxPayload::Text { text: "x".into() },
            reply_to: None,
            permission: None,
            due_at: at(0),
            created_at: at(0),
        };
        tx.insert_outbox(&scene.ctx, &part).unwrap();
        ids.push(id);
    }
    ids
}

fn due(tx: &dyn Tx, scene: &Scene, now: i64) -> Vec<OutboxId> {
    tx.due_outbox(&scene.ctx, at(now), 10)
        .unwrap()
        .iter()
        .map(|row| row.id)
        .collect()
}

fn set(tx: &mut dyn Tx, scene: &Scene, id: OutboxId, state: OutboxState) -> OutboxRow {
    let mut row = tx.outbox(&scene.ctx, id).unwrap().unwrap();
    row.state = state;
    assert!(tx.save_outbox(&scene.ctx, &row, row.fence).unwrap());
    row
}

fn heads(tx: &mut dyn Tx) {
    let scene = Scene::make(tx, 1);
    let other = Scene::make(tx, 2);
    let ids = outbox(tx, &scene, &[1, 2, 3]);
    assert_eq!(due(tx, &scene, 0), [ids[0]], "the others wait behind it");
    assert_eq!(
        tx.tenants_with_due_outbox(at(0)).unwrap(),
        [scene.ctx.tenant_id()]
    );
    set(tx, &scene, ids[0], OutboxState::Uncertain);
    assert_eq!(
        due(tx, &scene, 0),
        [ids[0]],
        "what is uncertain blocks the thread"
    );
    set(tx, &scene, ids[0], OutboxState::Failed);
    assert_eq!(due(tx, &scene, 0), [ids[1]]);
    set(tx, &scene, ids[1], OutboxState::Sending);
    set(tx, &scene, ids[0], OutboxState::Queued);
    assert_eq!(due(tx, &scene, 0), [ids[1]], "what is under way keeps its turn");
    set(tx, &scene, ids[1], OutboxState::Sent);
    assert_eq!(
        due(tx, &scene, 0),
        [ids[0]],
        "then the older one that was put back"
    );
    set(tx, &scene, ids[0], OutboxState::Cancelled);
    assert_eq!(due(tx, &scene, 0), [ids[2]]);
    assert_eq!(tx.count_open_outbox(&scene.ctx, scene.account).unwrap(), 1);

    tx.reschedule_account(&scene.ctx, scene.account, at(500)).unwrap();
    assert!(due(tx, &scene, 499).is_empty());
    assert_eq!(tx.next_outbox_due().unwrap(), Some(at(500)));
    assert!(due(tx, &other, 9_999).is_empty() && tx.outbox(&other.ctx, ids[2]).unwrap().is_none());
    set(tx, &scene, ids[2], OutboxState::Sent);
    assert_eq!(tx.next_outbox_due().unwrap(), None);
}

fn fences(tx: &mut dyn Tx) {
    let scene = Scene::make(tx, 1);
    let ids = outbox(tx, &scene, &[1]);
    let mut row = tx.outbox(&scene.ctx, ids[0]).unwrap().unwrap();
    row.fence += 1;
    row.state = OutboxState::Sending;
    assert!(tx.save_outbox(&scene.ctx, &row, 0).unwrap());
    row.state = OutboxState::Sent;
    assert!(!tx.save_outbox(&scene.ctx, &row, 0).unwrap(), "an old claim");
    assert_eq!(
        tx.outbox(&scene.ctx, ids[0]).unwrap().unwrap().state,
        OutboxState::Sending
    );
}

fn receipts(tx: &mut dyn Tx) {
    let scene = Scene::make(tx, 1);
    let ids = outbox(tx, &scene, &[1, 2]);
    for (id, moment) in ids.iter().zip([10, 20]) {
        let mut row = set(tx, &scene, *id, OutboxState::Sent);
        row.sent_at = Some(at(99));
        row.provider_at = Some(at(moment));
        row.provider_id = Some(format!("m_{moment}"));
        tx.save_outbox(&scene.ctx, &row, row.fence).unwrap();
    }
    let raise = |tx: &mut dyn Tx, until, to| {
        tx.raise_receipts(&scene.ctx, scene.thread, at(until), to)
            .unwrap()
            .len()
    };
    assert_eq!(
        raise(tx, 15, Receipt::Read),
        1,
        "by the platform's clock, not by ours"
    );
    assert_eq!(raise(tx, 25, Receipt::Delivered), 1, "never back");
    assert_eq!(raise(tx, 25, Receipt::Read), 1);
    assert_eq!(raise(tx, 25, Receipt::Read), 0);
    let own = tx
        .message_by_provider(&scene.ctx, scene.account, "m_20")
        .unwrap()
        .unwrap();
    assert_eq!(
        own.id,
        MessageId::new(at(102), [102; 10]),
        "our own parts are found by the platform's id"
    );

    let mut foreign = scene.message(50, Some("m_foreign"));
    foreign.direction = Direction::Outbound;
    foreign.delivery = Some(Delivery::Sent);
    tx.insert_message(&scene.ctx, &foreign).unwrap();
    let raised = tx
        .raise_foreign_receipts(&scene.ctx, scene.thread, at(49), Delivery::Read)
        .unwrap();
    assert!(raised.is_empty());
    let raised = tx
        .raise_foreign_receipts(&scene.ctx, scene.thread, at(50), Delivery::Read)
        .unwrap();
    assert_eq!(raised, [foreign.id]);
    let raised = tx
        .raise_foreign_receipts(&scene.ctx, scene.thread, at(50), Delivery::Delivered)
        .unwrap();
    assert!(raised.is_empty());

    tx.raise_watermarks(&scene.ctx, scene.thread, at(30), at(20))
        .unwrap();
    tx.raise_watermarks(&scene.ctx, scene.thread, at(10), at(25))
        .unwrap();
    let thread = tx.thread(&scene.ctx, scene.thread).unwrap().unwrap();
    assert_eq!(
        (thread.delivered_watermark, thread.read_watermark),
        (at(30), at(25))
    );
    assert!(tx.open_window(&scene.ctx, scene.thread, at(5)).unwrap());
    assert!(!tx.open_window(&scene.ctx, scene.thread, at(4)).unwrap());
}

fn jobs(tx: &mut dyn Tx) {
    let scene = Scene::make(tx, 1);
    let other = Scene::make(tx, 2);
    let job = |number: u8| NewJob {
        id: JobId::new(at(0), [number; 10]),
        kind: "fetch",
        lane: Lane::Live,
        unique_key: "same".into(),
        payload: serde_json::json!({ "n": number }),
        due_at: at(0),
        created_at: at(0),
    };
    assert!(tx.enqueue_job(&scene.ctx, &job(1)).unwrap());
    assert!(!tx.enqueue_job(&scene.ctx, &job(2)).unwrap());
    assert!(tx.enqueue_job(&other.ctx, &job(3)).unwrap(), "another tenant's");
    let slow = NewJob {
        lane: Lane::Imports,
        unique_key: "slow".into(),
        ..job(5)
    };
    assert!(tx.enqueue_job(&scene.ctx, &slow).unwrap());
    let claimed = tx.claim_jobs(Lane::Live, at(1), at(100), 10).unwrap();
    assert_eq!(claimed.len(), 2, "another lane's work waits elsewhere");
    assert_eq!(tx.claim_jobs(Lane::Imports, at(1), at(100), 10).unwrap().len(), 1);
    assert_eq!(tx.next_job_due(Lane::Past).unwrap(), None);
    assert!(
        tx.claim_jobs(Lane::Live, at(99), at(200), 10).unwrap().is_empty(),
        "under a lease"
    );
    let again = tx.claim_jobs(Lane::Live, at(100), at(200), 10).unwrap();
    let mine = again
        .iter()
        .find(|row| row.tenant == scene.ctx.tenant_id())
        .unwrap();
    assert_eq!((mine.attempts, again.len()), (2, 2));
    assert!(
        !tx.finish_job(&scene.ctx, mine.id, mine.fence - 1).unwrap(),
        "an old claim"
    );
    assert!(
        tx.fail_job(&scene.ctx, mine.id, mine.fence, Some(at(300)), "no")
            .unwrap()
    );
    assert_eq!(tx.next_job_due(Lane::Live).unwrap(), Some(at(200)));
    let third = tx.claim_jobs(Lane::Live, at(300), at(400), 10).unwrap();
    let mine = third
        .iter()
        .find(|row| row.tenant == scene.ctx.tenant_id())
        .unwrap();
    assert!(tx.finish_job(&scene.ctx, mine.id, mine.fence).unwrap());
    assert!(
        tx.enqueue_job(&scene.ctx, &job(4)).unwrap(),
        "the work may come again"
    );
    assert_eq!(tx.prune_jobs(at(1), 10).unwrap(), 1);
}

fn contacts(tx: &mut dyn Tx) {
    let scene = Scene::make(tx, 1);
    let other = Scene::make(tx, 2);
    let find = |tx: &dyn Tx, scene: &Scene, words: &str| {
        let filter = ContactFilter {
            words: Query::beginnings(words),
            address: Some(words.into()),
            limit: 10,
            ..ContactFilter::default()
        };
        tx.search_contacts(&scene.ctx, &filter).unwrap().rows.len()
    };
    for words in ["élise", "BRONTË Elise", "bron éli", "customer-7", ""] {
        assert_eq!(find(tx, &scene, words), 1, "{words:?}");
    }
    for words in ["lise", "élise nobody", "customer"] {
        assert_eq!(find(tx, &scene, words), 0, "{words:?}");
    }
    let mut row = tx.contact(&scene.ctx, scene.contact).unwrap().unwrap();
    row.company = Some("Kettle Works".into());
    assert_eq!(tx.save_contact(&scene.ctx, &row).unwrap(), 2);
    assert_eq!(find(tx, &scene, "kettle"), 1);
    assert_eq!(find(tx, &other, "kettle"), 0);
    assert!(tx.contact(&other.ctx, scene.contact).unwrap().is_none());
    let threads = tx.threads_of_contact(&scene.ctx, scene.contact).unwrap();
    assert_eq!(threads[0].1, "Loft");
}
