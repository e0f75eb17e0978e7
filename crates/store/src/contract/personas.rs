//! Under which names agents write.

use parlance_core::{AttachmentId, UserId};

use super::{Scene, at, pipeline::Story};
use crate::{
    Tx,
    personas::{PersonaRow, PublicIdentity},
};

/// Every story, each to be run in a unit of its own on an empty store.
pub const STORIES: [Story; 1] = [("agents' public names are kept", kept)];

/// An agent's choice and what a platform made of it are kept per tenant, account and agent.
fn kept(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    let user = UserId::new(at(0), [9; 10]);
    let mut identity = PublicIdentity {
        name: "Ana".into(),
        picture_id: Some(AttachmentId::new(at(0), [3; 10])),
    };
    tx.save_public_identity(&scene.ctx, user, Some(&identity))
        .unwrap();
    assert_eq!(
        tx.public_identity(&scene.ctx, user).unwrap(),
        Some(identity.clone())
    );
    assert_eq!(tx.public_identity(&other.ctx, user).unwrap(), None);
    identity.picture_id = None;
    tx.save_public_identity(&scene.ctx, user, Some(&identity))
        .unwrap();
    assert_eq!(tx.public_identity(&scene.ctx, user).unwrap(), Some(identity));
    tx.save_public_identity(&scene.ctx, user, None).unwrap();
    assert_eq!(tx.public_identity(&scene.ctx, user).unwrap(), None);

    let mut row = PersonaRow {
        remote_id: "1".into(),
        name: "Ana".into(),
        picture_id: Some(AttachmentId::new(at(0), [3; 10])),
    };
    tx.save_persona(&scene.ctx, scene.account, user, Some(&row))
        .unwrap();
    row.remote_id = "2".into();
    tx.save_persona(&scene.ctx, scene.account, user, Some(&row))
        .unwrap();
    assert_eq!(tx.persona(&scene.ctx, scene.account, user).unwrap(), Some(row));
    assert_eq!(tx.persona(&other.ctx, scene.account, user).unwrap(), None);
    tx.save_persona(&scene.ctx, scene.account, user, None).unwrap();
    assert_eq!(tx.persona(&scene.ctx, scene.account, user).unwrap(), None);
}
