//! Customers: everything that is known of them, who is blocked, and their time line's pages.

use parlance_core::{
    ContactId, InteractionId, MessageId,
    contact::{Block, ContactMore},
    message::Direction,
};
use parlance_words::Query;

use super::{at, floor_scene::Floor, pipeline::Story};
use crate::{
    Tx,
    contacts::{ContactFilter, ContactRow},
    messages::{Before, MessageRow},
};

/// Every story, each to be run in a unit of its own on an empty store.
pub const STORIES: [Story; 2] = [
    (
        "customers are found by all they have, and blocked ones alone",
        found,
    ),
    ("interactions and notes of a customer are paged", paged),
];

fn found(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    let ctx = &floor.scene.ctx;
    let mut row = ContactRow {
        email: Some("marta@example.org".into()),
        more: ContactMore {
            emails: vec!["olsen@example.net".into()],
            phones: vec!["+47 55 12".into()],
            fields: [("tier", "Gold"), ("account", "K77")]
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into(),
        },
        ..ContactRow::blank(ContactId::new(at(9), [9; 10]), at(9))
    };
    tx.insert_contact(ctx, &row).unwrap();
    assert_eq!(tx.contact(ctx, row.id).unwrap().as_ref(), Some(&row));
    let find = |tx: &dyn Tx, words: &str, unsearched: &[&str], blocked: Option<i64>| -> Vec<ContactId> {
        let filter = ContactFilter {
            words: Query::beginnings(words),
            unsearched: unsearched.iter().map(ToString::to_string).collect(),
            blocked_at: blocked.map(at),
            limit: 10,
            ..ContactFilter::default()
        };
        let page = tx.search_contacts(ctx, &filter).unwrap();
        page.rows.into_iter().map(|row| row.id).collect()
    };
    for words in ["olsen@exam", "475512", "k77", "gold"] {
        assert_eq!(find(tx, words, &[], None), [row.id], "{words}");
    }
    assert_eq!(
        find(tx, "gold", &["tier"], None),
        [],
        "a field that is not searched"
    );
    assert_eq!(find(tx, "", &[], Some(20)), []);
    row.blocked = Some(Block {
        at: at(10),
        until: Some(at(30)),
        reason: "Insults".into(),
        by: "Ana".into(),
    });
    row.more.phones.clear();
    row.version = tx.save_contact(ctx, &row).unwrap();
    assert_eq!(tx.contact(ctx, row.id).unwrap().as_ref(), Some(&row));
    assert_eq!(find(tx, "475512", &[], None), []);
    assert_eq!(find(tx, "", &[], Some(20)), [row.id]);
    assert_eq!(find(tx, "gold", &[], Some(20)), [row.id]);
    assert_eq!(find(tx, "gold", &[], Some(30)), [], "the block is over");
    assert_eq!(find(tx, "", &[], Some(30)), []);
}

fn paged(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    let (ctx, contact) = (&floor.scene.ctx, floor.scene.contact);
    let mut ids = Vec::new();
    for number in 1..=3 {
        let mut row = floor.interaction(number);
        // One moment for two of them: ids decide.
        row.started_at = at(i64::from(number.max(2)));
        row.state = parlance_core::interaction::InteractionState::Closed;
        tx.insert_interaction(ctx, &row).unwrap();
        ids.insert(0, (row.started_at, row.id));
    }
    let before = |tx: &dyn Tx, place| -> Vec<InteractionId> {
        let rows = tx.contact_interactions_before(ctx, contact, place, 10).unwrap();
        rows.into_iter().map(|row| row.id).collect()
    };
    let all = before(tx, (at(99), InteractionId::LAST));
    assert_eq!(all, ids.iter().map(|(_, id)| *id).collect::<Vec<_>>());
    assert_eq!(before(tx, ids[0]), all[1..]);
    assert_eq!(before(tx, ids[1]), all[2..]);

    for (number, direction) in [
        (4, Direction::Note),
        (5, Direction::Inbound),
        (6, Direction::Note),
    ] {
        let message = MessageRow {
            direction,
            ..floor.scene.message(number, None)
        };
        tx.insert_message(ctx, &message).unwrap();
    }
    let notes = |tx: &dyn Tx, moment, id| -> usize {
        let place = Before { at: at(moment), id };
        let rows = tx.notes_of_thread(ctx, floor.scene.thread, place, 10).unwrap();
        rows.len()
    };
    assert_eq!(notes(tx, 99, MessageId::LAST), 2);
    assert_eq!(notes(tx, 6, MessageId::new(at(0), [0; 10])), 1);
}
