//! What is kept of customers' acts, of messages' earlier versions and of what is not understood. Each tenant sees its
//! own.

use parlance_core::{
    ArrivalId, MessageId, PermissionId, UnknownEventId, account::PolicyState, message::Part,
};

use super::{Scene, at, pipeline::Story};
use crate::{
    Tx,
    account_health::{HoldRow, PolicyRow},
    customer_acts::{ArrivalRow, PermissionRow},
    inbound::NewRaw,
    unknown_events::UnknownEventRow,
    versions::VersionRow,
};

/// Every story, each to be run in a unit of its own on an empty store.
pub const STORIES: [Story; 5] = [
    ("arrivals and permissions belong to a customer", acts),
    ("earlier versions are kept once", versions),
    (
        "unknown kinds are counted and keep their sample's delivery",
        unknown,
    ),
    ("a block by the platform pauses sending", policy),
    ("sending is held until a moment", hold),
];

fn acts(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    let message = scene.message(1, Some("m_1"));
    tx.insert_message(&scene.ctx, &message).unwrap();
    for number in 1..=3_u8 {
        let arrival = ArrivalRow {
            id: ArrivalId::new(at(0), [number; 10]),
            thread_id: scene.thread,
            contact_id: scene.contact,
            message_id: message.id,
            at: at(i64::from(number)),
            source: "ad".into(),
            title: Some(format!("ad {number}")),
            reference: None,
            ad_id: None,
            post_id: None,
            product_id: None,
            site: None,
        };
        tx.insert_arrival(&scene.ctx, &arrival).unwrap();
    }
    let newest = tx.arrivals_of_contact(&scene.ctx, scene.contact, 2).unwrap();
    let titles: Vec<_> = newest.iter().filter_map(|row| row.title.as_deref()).collect();
    assert_eq!(titles, ["ad 3", "ad 2"]);
    assert!(
        tx.arrivals_of_contact(&other.ctx, scene.contact, 9)
            .unwrap()
            .is_empty()
    );

    let mut permission = PermissionRow {
        id: PermissionId::new(at(0), [1; 10]),
        thread_id: scene.thread,
        contact_id: scene.contact,
        topic: "kettles".into(),
        frequency: None,
        token: "sealed".into(),
        digest: [7; 32],
        expires_at: None,
        stopped_at: None,
        given_at: at(1),
        changed_at: at(1),
        used_by: None,
        used_at: None,
        used_before: None,
    };
    tx.save_permission(&scene.ctx, &permission).unwrap();
    permission.stopped_at = Some(at(5));
    permission.changed_at = at(5);
    permission.used_by = Some(MessageId::new(at(4), [4; 10]));
    permission.used_at = Some(at(4));
    permission.used_before = Some(at(2));
    let again = PermissionRow {
        id: PermissionId::new(at(0), [2; 10]),
        ..permission.clone()
    };
    tx.save_permission(&scene.ctx, &again).unwrap();
    let kept = tx.permissions_of_contact(&scene.ctx, scene.contact).unwrap();
    assert_eq!(kept, [permission.clone()], "the same token is one permission");
    let by_id = |ctx| tx.permission(ctx, permission.id).unwrap();
    assert_eq!(by_id(&scene.ctx), Some(permission.clone()));
    assert_eq!(by_id(&other.ctx), None);
    let foreign = tx
        .permission_by_digest(&other.ctx, scene.thread, &[7; 32])
        .unwrap();
    assert_eq!(foreign, None);
}

fn versions(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    let message = scene.message(1, Some("m_1"));
    tx.insert_message(&scene.ctx, &message).unwrap();
    let version = |revision, text: &str| VersionRow {
        revision,
        parts: vec![Part::Text { text: text.into() }],
        until: at(i64::from(revision)),
    };
    for row in [
        version(1, "one"),
        version(0, "zero"),
        version(0, "something else"),
    ] {
        tx.keep_version(&scene.ctx, message.id, &row).unwrap();
    }
    let kept = tx.versions(&scene.ctx, message.id).unwrap();
    assert_eq!(kept, [version(0, "zero"), version(1, "one")]);
    assert!(tx.versions(&other.ctx, message.id).unwrap().is_empty());
    tx.forget_versions(&other.ctx, message.id).unwrap();
    assert_eq!(tx.versions(&scene.ctx, message.id).unwrap().len(), 2);
    tx.forget_versions(&scene.ctx, message.id).unwrap();
    assert!(tx.versions(&scene.ctx, message.id).unwrap().is_empty());
}

fn unknown(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    let raw = NewRaw {
        account_id: scene.account,
        channel: "pigeon".into(),
        body: b"{}".to_vec(),
        verified_with: "key".into(),
        received_at: at(1),
    };
    let delivery = tx.insert_raw(&scene.ctx, &raw).unwrap();
    tx.finish_raw(&scene.ctx, &[delivery]).unwrap();
    let row = |number: u8, kind: &str, sample: &str| UnknownEventRow {
        id: UnknownEventId::new(at(0), [number; 10]),
        account_id: scene.account,
        kind: kind.into(),
        count: 1,
        first_at: at(i64::from(number)),
        last_at: at(i64::from(number)),
        sample: sample.into(),
        inbound_id: delivery,
        place: 0,
    };
    assert!(
        tx.note_unknown_event(&scene.ctx, &row(1, "tomorrow", "a"))
            .unwrap()
    );
    assert!(
        !tx.note_unknown_event(&scene.ctx, &row(2, "tomorrow", "b"))
            .unwrap()
    );
    assert!(tx.note_unknown_event(&scene.ctx, &row(3, "later", "c")).unwrap());
    assert_eq!(tx.count_unknown_kinds(&scene.ctx, scene.account).unwrap(), 2);
    assert_eq!(tx.count_unknown_kinds(&other.ctx, scene.account).unwrap(), 0);
    let kinds = tx.unknown_events(&scene.ctx, scene.account, 9).unwrap();
    let tomorrow = &kinds[1];
    assert_eq!(
        (
            tomorrow.count,
            tomorrow.sample.as_str(),
            tomorrow.first_at,
            tomorrow.last_at
        ),
        (2, "b", at(1), at(2))
    );
    assert_eq!(
        tx.prune_raw(at(1_000), 10).unwrap(),
        0,
        "the sample keeps its delivery"
    );
    for kind in &kinds {
        assert!(!tx.forget_unknown_event(&other.ctx, kind.id).unwrap());
        assert!(tx.forget_unknown_event(&scene.ctx, kind.id).unwrap());
        assert!(!tx.forget_unknown_event(&scene.ctx, kind.id).unwrap());
    }
    assert_eq!(tx.prune_raw(at(1_000), 10).unwrap(), 1);
}

fn policy(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    let notice = |state| PolicyRow {
        state,
        reason: Some("because".into()),
        at: at(4),
    };
    let paused = |tx: &dyn Tx, scene: &Scene| tx.sending_paused(&scene.ctx, scene.account).unwrap();
    let warned = notice(PolicyState::Warned);
    tx.set_account_policy(&scene.ctx, scene.account, Some(&warned))
        .unwrap();
    assert_eq!(paused(tx, &scene), None, "a warning stops nothing");
    let blocked = notice(PolicyState::Blocked);
    tx.set_account_policy(&scene.ctx, scene.account, Some(&blocked))
        .unwrap();
    assert_eq!(paused(tx, &scene), Some(at(4)));
    assert_eq!(
        tx.account_policy(&scene.ctx, scene.account).unwrap(),
        Some(blocked)
    );
    assert_eq!(
        (
            paused(tx, &other),
            tx.account_policy(&other.ctx, other.account).unwrap()
        ),
        (None, None)
    );
    tx.set_account_policy(&scene.ctx, scene.account, None).unwrap();
    assert_eq!(paused(tx, &scene), None);
    tx.pause_sending(&scene.ctx, scene.account, at(9)).unwrap();
    assert_eq!(paused(tx, &scene), Some(at(9)), "a dead token pauses on its own");
}

fn hold(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    let held = |tx: &dyn Tx, scene: &Scene| tx.sending_hold(&scene.ctx, scene.account).unwrap();
    assert_eq!(held(tx, &scene), None);
    let hold = HoldRow {
        until: at(50),
        problem: "{}".into(),
    };
    tx.hold_sending(&scene.ctx, scene.account, Some(&hold)).unwrap();
    tx.hold_sending(&other.ctx, scene.account, None).unwrap();
    assert_eq!((held(tx, &scene), held(tx, &other)), (Some(hold), None));
    tx.hold_sending(&scene.ctx, scene.account, None).unwrap();
    assert_eq!(held(tx, &scene), None);
}
