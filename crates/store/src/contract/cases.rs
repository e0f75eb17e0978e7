//! Cases. Each tenant sees its own.

use parlance_core::{
    CaseId, UserId,
    case::{CaseState, Importance},
};
use parlance_words::Query;

use super::{Scene, at, pipeline::Story};
use crate::{
    Tx,
    cases::{CaseFilter, CaseLine, CaseRow},
};

/// Every story, each to be run in a unit of its own on an empty store.
pub const STORIES: [Story; 2] = [
    ("cases are numbered, found and changed", found),
    ("a customer's cases go with them", erased),
];

fn case(scene: &Scene, tx: &mut dyn Tx, number: u8, title: &str) -> CaseRow {
    let row = CaseRow {
        id: CaseId::new(at(i64::from(number)), [number; 10]),
        number: tx.next_case_number(&scene.ctx).unwrap(),
        title: title.into(),
        description: "The stove arrived broken.".into(),
        state: CaseState::New,
        reason: None,
        contact_id: scene.contact,
        owner_id: None,
        team_id: None,
        importance: Importance::Normal,
        follows: None,
        created_at: at(i64::from(number)),
        updated_at: at(i64::from(number)),
        resolved_at: None,
    };
    tx.insert_case(&scene.ctx, &row).unwrap();
    row
}

fn ids(tx: &mut dyn Tx, scene: &Scene, filter: CaseFilter) -> Vec<CaseId> {
    let filter = CaseFilter { limit: 10, ..filter };
    let rows = tx.cases(&scene.ctx, &filter).unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

fn found(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    let first = case(&scene, tx, 1, "Refund");
    let mut second = case(&scene, tx, 2, "Label");
    let theirs = case(&other, tx, 3, "Refund");
    assert_eq!((first.number, second.number, theirs.number), (1, 2, 1));

    let owner = UserId::new(at(0), [7; 10]);
    second.owner_id = Some(owner);
    second.state = CaseState::Resolved;
    second.resolved_at = Some(at(5));
    second.updated_at = at(5);
    second.title = "Sticker".into();
    tx.update_case(&scene.ctx, &second).unwrap();
    tx.update_case(&other.ctx, &first).unwrap();
    assert_eq!(tx.case(&scene.ctx, second.id).unwrap().as_ref(), Some(&second));
    assert_eq!(tx.case(&other.ctx, second.id).unwrap(), None);

    let all = CaseFilter::default();
    assert_eq!(ids(tx, &scene, all.clone()), [second.id, first.id]);
    assert_eq!(ids(tx, &other, all.clone()), [theirs.id]);
    let after = CaseFilter {
        after: Some((second.updated_at, second.id)),
        ..all.clone()
    };
    assert_eq!(ids(tx, &scene, after), [first.id]);
    let mine = CaseFilter {
        owner: Some(owner),
        ..all.clone()
    };
    assert_eq!(ids(tx, &scene, mine), [second.id]);
    let open = CaseFilter {
        states: vec![CaseState::New],
        contact: Some(scene.contact),
        ..all.clone()
    };
    assert_eq!(ids(tx, &scene, open), [first.id]);
    let numbered = CaseFilter {
        number: Some(2),
        ..all.clone()
    };
    assert_eq!(ids(tx, &scene, numbered.clone()), [second.id]);
    assert_eq!(ids(tx, &other, numbered), []);
    for (words, wanted) in [
        ("stoves", vec![second.id, first.id]),
        ("stove sticker", vec![second.id]),
        ("label", vec![]),
        ("\"stove broken\"", vec![]),
    ] {
        let asked = CaseFilter {
            query: Some(Query::parse(words).unwrap()),
            ..all.clone()
        };
        assert_eq!(ids(tx, &scene, asked), wanted, "{words}");
    }
    let due = tx.cases_resolved_before(&scene.ctx, at(6), 10).unwrap();
    assert_eq!(due, [second.clone()]);
    assert_eq!(tx.cases_resolved_before(&scene.ctx, at(5), 10).unwrap(), []);
    assert_eq!(tx.cases_resolved_before(&other.ctx, at(6), 10).unwrap(), []);

    let line = CaseLine {
        at: at(1),
        by: "Ana".into(),
        what: "created".into(),
        detail: None,
    };
    tx.add_case_line(&scene.ctx, first.id, &line).unwrap();
    tx.add_case_line(&scene.ctx, first.id, &line).unwrap();
    let lines = tx.case_lines(&scene.ctx, first.id, 10).unwrap();
    assert_eq!(lines, [line.clone(), line]);
    assert_eq!(tx.case_lines(&other.ctx, first.id, 10).unwrap(), []);
    assert_eq!(tx.case_interactions(&scene.ctx, first.id, 10).unwrap(), []);
}

fn erased(tx: &mut dyn Tx) {
    let scene = Scene::make(tx, 1);
    let row = case(&scene, tx, 1, "Refund");
    let line = CaseLine {
        at: at(1),
        by: "Ana".into(),
        what: "created".into(),
        detail: None,
    };
    tx.add_case_line(&scene.ctx, row.id, &line).unwrap();
    let traces = tx.traces(&scene.ctx, scene.contact).unwrap();
    tx.erase_contact(&scene.ctx, scene.contact, &traces).unwrap();
    assert_eq!(tx.case(&scene.ctx, row.id).unwrap(), None);
    assert_eq!(tx.case_lines(&scene.ctx, row.id, 10).unwrap(), []);
    let asked = CaseFilter {
        query: Some(Query::parse("refund").unwrap()),
        ..CaseFilter::default()
    };
    assert_eq!(ids(tx, &scene, asked), []);
}
