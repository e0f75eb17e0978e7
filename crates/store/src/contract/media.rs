//! Stored files and what platforms have of them. Each tenant sees its own.

use parlance_core::{AccountId, AttachmentId};

use super::{Scene, at, pipeline::Story};
use crate::{
    Tx,
    attachments::{AttachmentRow, FileKind, PictureRow, small_key},
    remote_uploads::RemoteUploadRow,
};

/// Every story, each to be run in a unit of its own on an empty store.
pub const STORIES: [Story; 3] = [
    (
        "a picture's size is kept, and its small one is needed with it",
        pictures,
    ),
    (
        "a platform's file is known by its bytes and kind until it expires",
        known,
    ),
    ("erasing a contact forgets the files that only they had", erased),
];

fn upload(scene: &Scene, bytes: u8, remote_id: &str) -> RemoteUploadRow {
    RemoteUploadRow {
        account_id: scene.account,
        sha256: [bytes; 32],
        kind: FileKind::Image,
        remote_id: remote_id.into(),
        expires_at: at(100),
    }
}

fn file(number: u8, bytes: u8, scene: Option<&Scene>) -> AttachmentRow {
    AttachmentRow {
        id: AttachmentId::new(at(0), [number; 10]),
        name: "list.pdf".into(),
        mime: "application/pdf".into(),
        kind: FileKind::File,
        size_bytes: 3,
        sha256: [bytes; 32],
        storage_key: format!("ten/aa/att_{number}"),
        uploaded_by: None,
        thread_id: scene.map(|scene| scene.thread),
        contact_id: None,
        created_at: at(0),
        picture: None,
    }
}

fn pictures(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    for (number, small) in [(1, Some((640, "image/jpeg".to_owned()))), (2, None)] {
        let picture = AttachmentRow {
            kind: FileKind::Image,
            picture: Some(PictureRow {
                width: 1_600,
                height: 900,
                small,
            }),
            ..file(number, number, Some(&scene))
        };
        tx.insert_attachment(&scene.ctx, &picture).unwrap();
        let found = tx.attachment(&scene.ctx, picture.id).unwrap();
        assert_eq!(found.as_ref(), Some(&picture));
        assert_eq!(tx.attachment(&other.ctx, picture.id).unwrap(), None);
        assert!(tx.is_stored(&small_key(&picture.storage_key)).unwrap());
        tx.forget_attachment(&scene.ctx, picture.id).unwrap();
        assert!(!tx.is_stored(&small_key(&picture.storage_key)).unwrap());
        assert!(!tx.is_stored(&picture.storage_key).unwrap());
    }
}

fn known(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    let ctx = &scene.ctx;
    tx.keep_remote_upload(ctx, &upload(&scene, 7, "old")).unwrap();
    tx.keep_remote_upload(ctx, &upload(&scene, 7, "new")).unwrap();
    let ask = |tx: &mut dyn Tx, scene: &Scene, account: AccountId, bytes: u8, kind, now| {
        tx.remote_upload(&scene.ctx, account, &[bytes; 32], kind, at(now))
            .unwrap()
    };
    let found = ask(tx, &scene, scene.account, 7, FileKind::Image, 99);
    assert_eq!(found.as_deref(), Some("new"));
    for (who, account, bytes, kind, now) in [
        (&scene, scene.account, 7, FileKind::Image, 100),
        (&scene, scene.account, 7, FileKind::File, 99),
        (&scene, scene.account, 8, FileKind::Image, 99),
        (&scene, other.account, 7, FileKind::Image, 99),
        (&other, scene.account, 7, FileKind::Image, 99),
    ] {
        assert_eq!(ask(tx, who, account, bytes, kind, now), None);
    }
    // A word about the older id must not cost the newer one.
    tx.forget_remote_upload(ctx, scene.account, "old").unwrap();
    tx.forget_remote_upload(&other.ctx, scene.account, "new").unwrap();
    assert!(ask(tx, &scene, scene.account, 7, FileKind::Image, 99).is_some());
    tx.forget_remote_upload(ctx, scene.account, "new").unwrap();
    assert_eq!(ask(tx, &scene, scene.account, 7, FileKind::Image, 99), None);

    tx.keep_remote_upload(ctx, &upload(&scene, 1, "a")).unwrap();
    tx.keep_remote_upload(ctx, &upload(&scene, 2, "b")).unwrap();
    assert_eq!(tx.prune_remote_uploads(at(100), 9).unwrap(), 0);
    assert_eq!(tx.prune_remote_uploads(at(101), 1).unwrap(), 1);
    assert_eq!(tx.prune_remote_uploads(at(101), 9).unwrap(), 1);
}

fn erased(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    let ctx = &scene.ctx;
    // Bytes 1 are this customer's alone, 2 another conversation has as well.
    tx.insert_attachment(ctx, &file(1, 1, Some(&scene))).unwrap();
    tx.insert_attachment(ctx, &file(2, 2, Some(&scene))).unwrap();
    tx.insert_attachment(ctx, &file(3, 2, None)).unwrap();
    for (bytes, id) in [(1, "own"), (2, "shared")] {
        tx.keep_remote_upload(ctx, &upload(&scene, bytes, id)).unwrap();
        tx.keep_remote_upload(&other.ctx, &upload(&other, bytes, id))
            .unwrap();
    }
    let traces = tx.traces(ctx, scene.contact).unwrap();
    tx.erase_contact(ctx, scene.contact, &traces).unwrap();
    let left = |scene: &Scene, bytes: u8| {
        tx.remote_upload(&scene.ctx, scene.account, &[bytes; 32], FileKind::Image, at(0))
            .unwrap()
    };
    assert_eq!(left(&scene, 1), None);
    assert!(left(&scene, 2).is_some() && left(&other, 1).is_some());
}
