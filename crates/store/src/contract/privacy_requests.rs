//! Platforms' demands for a person: stored once, each tenant its own, found by their code.

use parlance_core::{PrivacyRequestId, privacy::PrivacyRequestKind};

use super::{Scene, at, pipeline::Story};
use crate::{Tx, privacy_requests::PrivacyRequestRow};

/// Every story, each to be run in a unit of its own on an empty store.
pub const STORIES: [Story; 1] = [("a demand is stored once and carried out", demands)];

fn row(scene: &Scene, number: u8, kind: PrivacyRequestKind) -> PrivacyRequestRow {
    PrivacyRequestRow {
        id: PrivacyRequestId::new(at(i64::from(number)), [number; 10]),
        kind,
        channel: "pigeon".into(),
        accounts: vec![scene.account],
        code: "c0de".into(),
        subject: Some("218471".into()),
        contacts: 0,
        received_at: at(i64::from(number)),
        done_at: None,
    }
}

fn demands(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    let mut first = row(&scene, 1, PrivacyRequestKind::Deletion);
    assert!(tx.insert_privacy_request(&scene.ctx, &first).unwrap());
    let again = row(&scene, 2, PrivacyRequestKind::Deletion);
    assert!(
        !tx.insert_privacy_request(&scene.ctx, &again).unwrap(),
        "the same code"
    );
    let theirs = row(&other, 3, PrivacyRequestKind::Deletion);
    assert!(tx.insert_privacy_request(&other.ctx, &theirs).unwrap());
    assert_eq!(tx.privacy_requests(&scene.ctx, 9).unwrap(), [first.clone()]);
    let codes = tx.privacy_requests_by_code("c0de").unwrap();
    assert_eq!(codes.len(), 2, "of the whole installation");
    assert!(tx.privacy_requests_by_code("c0d").unwrap().is_empty());
    let waiting = tx.waiting_privacy_requests(9).unwrap();
    assert_eq!(
        waiting[0],
        (scene.ctx.tenant_id(), first.clone()),
        "the oldest first"
    );

    first.subject = None;
    first.contacts = 2;
    first.done_at = Some(at(9));
    tx.save_privacy_request(&other.ctx, &first).unwrap();
    assert_eq!(
        tx.waiting_privacy_requests(9).unwrap().len(),
        2,
        "not the other tenant's to write"
    );
    tx.save_privacy_request(&scene.ctx, &first).unwrap();
    assert_eq!(tx.privacy_requests(&scene.ctx, 9).unwrap(), [first]);
    assert_eq!(
        tx.waiting_privacy_requests(9).unwrap(),
        [(other.ctx.tenant_id(), theirs)]
    );
}
