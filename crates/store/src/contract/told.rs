//! What customers were told while they waited.

use super::{at, floor_scene::Floor};
use crate::{
    Tx,
    calendars::{Taken, ToldRow},
};

pub(super) fn is_not_told_twice(tx: &mut dyn Tx) {
    let (floor, other) = (Floor::make(tx, 1), Floor::make(tx, 2));
    let ctx = &floor.scene.ctx;
    for number in 1..=4_u8 {
        let mut row = floor.interaction(number);
        row.queued_at = at(i64::from(9 - number));
        row.thread_id = floor.scene.another_thread(tx, number);
        row.reserved_agent_id = (number == 4).then_some(floor.agent);
        tx.insert_interaction(ctx, &row).unwrap();
    }
    let id = |number| floor.interaction(number).id;
    let untold =
        |tx: &dyn Tx, about: &str, limit| tx.untold(ctx, floor.service, "closed", about, limit).unwrap();
    assert_eq!(
        untold(tx, "a", 9),
        [id(3), id(2), id(1)],
        "in line, and kept for nobody"
    );
    assert_eq!(untold(tx, "a", 1), [id(3)]);
    let line = |tx: &dyn Tx| tx.in_line(ctx, floor.service, "queue", 9).unwrap();
    assert_eq!(
        line(tx).iter().map(|each| each.id).collect::<Vec<_>>(),
        [id(3), id(2), id(1)]
    );
    assert!(
        tx.in_line(&other.scene.ctx, floor.service, "queue", 9)
            .unwrap()
            .is_empty()
    );

    let thread = tx.interaction(ctx, id(2)).unwrap().unwrap().thread_id;
    let told = |about: &str, second| ToldRow {
        about: about.into(),
        at: at(second),
    };
    for (about, second) in [("a", 1), ("b", 2)] {
        tx.save_told(ctx, thread, "closed", &told(about, second)).unwrap();
    }
    tx.save_told(ctx, thread, "queue", &told("a", 3)).unwrap();
    assert_eq!(
        tx.told(ctx, thread, "closed").unwrap(),
        Some(told("b", 2)),
        "the last of its kind"
    );
    assert_eq!(tx.told(&other.scene.ctx, thread, "closed").unwrap(), None);
    assert_eq!(untold(tx, "b", 9), [id(3), id(1)]);
    let told_of: Vec<_> = line(tx).into_iter().map(|each| each.told).collect();
    assert_eq!(told_of, [None, Some(told("a", 3)), None]);
    assert_eq!(untold(tx, "a", 9).len(), 3);
}

pub(super) fn the_pace_is_counted(tx: &mut dyn Tx) {
    let (floor, other) = (Floor::make(tx, 1), Floor::make(tx, 2));
    let ctx = &floor.scene.ctx;
    for (number, accepted, ended) in [
        (1_u8, Some(10), Some(30)),
        (2, Some(20), None),
        (3, Some(5), Some(9)),
        (4, None, None),
    ] {
        let mut row = floor.interaction(number);
        row.thread_id = floor.scene.another_thread(tx, number);
        row.accepted_at = accepted.map(at);
        tx.insert_interaction(ctx, &row).unwrap();
        row.ended_at = ended.map(at);
        tx.save_interaction(ctx, &mut row).unwrap();
    }
    let since = |tx: &dyn Tx, ctx, moment| tx.taken_since(ctx, floor.service, at(moment)).unwrap();
    let taken = Taken {
        chats: 2,
        over: 1,
        handling_ms: 20,
    };
    assert_eq!(since(tx, ctx, 5), taken);
    assert_eq!(since(tx, ctx, 20), Taken::default());
    assert_eq!(since(tx, &other.scene.ctx, 0), Taken::default());
}
