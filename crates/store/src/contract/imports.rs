//! Imports of past conversations: one at a time for each account, each tenant its own.

use parlance_core::ImportId;

use super::{Scene, at, pipeline::Story};
use crate::{
    Tx,
    imports::{ImportKind, ImportRow, ImportState},
};

/// Every story, each to be run in a unit of its own on an empty store.
pub const STORIES: [Story; 2] = [
    ("one import of an account runs at a time", one_at_a_time),
    ("the wish for an import is granted once", wish),
];

fn row(scene: &Scene, number: u8) -> ImportRow {
    ImportRow {
        id: ImportId::new(at(i64::from(number)), [number; 10]),
        account_id: scene.account,
        kind: ImportKind::Gap,
        since: Some(at(-5)),
        state: ImportState::Running,
        cursor: None,
        pages: 0,
        threads: 0,
        added: 0,
        known: 0,
        error: None,
        started_at: at(i64::from(number)),
        finished_at: None,
    }
}

fn one_at_a_time(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    let mut first = row(&scene, 1);
    assert!(tx.insert_import(&scene.ctx, &first).unwrap());
    assert!(
        !tx.insert_import(&scene.ctx, &row(&scene, 2)).unwrap(),
        "one runs"
    );
    assert!(
        tx.insert_import(&other.ctx, &row(&other, 3)).unwrap(),
        "another tenant's"
    );
    assert_eq!(tx.import(&scene.ctx, first.id).unwrap(), Some(first.clone()));
    assert_eq!(tx.import(&other.ctx, first.id).unwrap(), None);

    first.state = ImportState::Failed;
    first.error = Some("The platform said no.".into());
    first.cursor = Some("next".into());
    (first.pages, first.threads, first.added, first.known) = (2, 20, 300, 7);
    first.finished_at = Some(at(9));
    tx.save_import(&other.ctx, &first).unwrap();
    assert_eq!(
        tx.import(&scene.ctx, first.id).unwrap().unwrap().pages,
        0,
        "not the other tenant's to write"
    );
    tx.save_import(&scene.ctx, &first).unwrap();
    assert_eq!(tx.import(&scene.ctx, first.id).unwrap(), Some(first.clone()));
    for (number, state) in [(4, ImportState::Cancelled), (5, ImportState::Done)] {
        let mut next = row(&scene, number);
        assert!(
            tx.insert_import(&scene.ctx, &next).unwrap(),
            "the one before has ended"
        );
        next.state = state;
        tx.save_import(&scene.ctx, &next).unwrap();
    }
    let newest = tx.imports(&scene.ctx, scene.account, 2).unwrap();
    let states: Vec<_> = newest.iter().map(|row| row.state).collect();
    assert_eq!(states, [ImportState::Done, ImportState::Cancelled]);
    assert!(tx.imports(&other.ctx, scene.account, 9).unwrap().is_empty());
}

fn wish(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    assert!(!tx.take_wanted_import(&scene.ctx, scene.account).unwrap());
    tx.want_import(&other.ctx, scene.account).unwrap();
    assert!(
        !tx.take_wanted_import(&scene.ctx, scene.account).unwrap(),
        "not the other tenant's to wish"
    );
    tx.want_import(&scene.ctx, scene.account).unwrap();
    assert!(tx.take_wanted_import(&scene.ctx, scene.account).unwrap());
    assert!(!tx.take_wanted_import(&scene.ctx, scene.account).unwrap());
}
