//! Finding interactions by what was said in them, and customers by their names.

use std::collections::HashMap;

use parlance_core::{
    ContactId, InteractionId, MessageId, SegmentId, Timestamp,
    interaction::{InteractionState, SegmentKind},
    message::{Direction, Part},
};
use parlance_words::Query;

use super::{at, floor::Story, floor_scene::Floor};
use crate::{
    Tx,
    contacts::{ContactFilter, ContactRow},
    messages::MessageRow,
    privacy::Traces,
    records::{RecordFilter, RecordPage},
};

/// Each on an empty database.
pub const STORIES: [Story; 10] = [
    (
        "an interaction stands where its newest match is, once in all pages",
        pages_follow_one_another,
    ),
    ("words and conditions hold together", conditions_hold),
    ("few interactions are looked through, many are not", who_sees_what),
    (
        "a page that has cost enough says how far back all was looked at, and goes on there",
        searched_back_to,
    ),
    (
        "the same for many of an agent's own",
        searched_among_many_of_ones_own,
    ),
    ("imported messages stand at their own time", imported_messages),
    (
        "what was changed is found by its new words alone",
        changed_messages,
    ),
    ("an erased customer's words are gone", erased_words),
    ("names find interactions beside words", names_beside_words),
    ("customers are found by beginnings of words", customers_by_words),
];

fn asks(words: &str) -> RecordFilter {
    RecordFilter {
        query: Some(Query::parse(words).unwrap()),
        limit: 50,
        ..RecordFilter::default()
    }
}

fn search(tx: &dyn Tx, floor: &Floor, filter: &RecordFilter) -> RecordPage {
    tx.search_records(&floor.scene.ctx, filter, at(1_000_000))
        .unwrap()
}

/// The texts that are shown, in order.
fn found(tx: &dyn Tx, floor: &Floor, filter: &RecordFilter) -> Vec<String> {
    let page = search(tx, floor, filter);
    page.hits
        .into_iter()
        .map(|hit| hit.text.unwrap_or_default())
        .collect()
}

fn message(floor: &Floor, number: u8, line: u8, text: &str) -> MessageRow {
    let moment = at(i64::from(number) * 1_000 + i64::from(line));
    MessageRow {
        id: MessageId::new(moment, [line; 10]),
        interaction_id: Some(floor.interaction(number).id),
        parts: vec![Part::Text { text: text.into() }],
        at: moment,
        created_at: moment,
        ..floor.scene.message(number, None)
    }
}

/// A chat that is over, with a message for each line.
fn chat(tx: &mut dyn Tx, floor: &Floor, number: u8, lines: &[&str]) -> InteractionId {
    let mut row = floor.interaction(number);
    row.state = InteractionState::Closed;
    row.started_at = at(i64::from(number) * 1_000);
    row.last_message_at = at(i64::from(number) * 1_000 + 999);
    tx.insert_interaction(&floor.scene.ctx, &row).unwrap();
    for (line, text) in (0..).zip(lines) {
        tx.insert_message(&floor.scene.ctx, &message(floor, number, line, text))
            .unwrap();
    }
    row.id
}

fn held(tx: &mut dyn Tx, floor: &Floor, number: u8) {
    let mut segment = floor.segment(number, &floor.interaction(number), SegmentKind::Talk);
    segment.id = SegmentId::new(at(0), [number; 10]);
    segment.ended_at = Some(at(2));
    tx.insert_segment(&floor.scene.ctx, &segment).unwrap();
}

fn pages_follow_one_another(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    let mut ids = Vec::new();
    for number in 1..=23 {
        ids.push(chat(
            tx,
            &floor,
            number,
            &["Hello there", "my order", "hello again"],
        ));
    }
    // An old chat goes on.
    tx.insert_message(
        &floor.scene.ctx,
        &MessageRow {
            at: at(50_000),
            ..message(&floor, 3, 9, "hello, one more")
        },
    )
    .unwrap();
    ids.reverse();
    let third = ids.remove(20);
    ids.insert(0, third);
    let mut filter = RecordFilter {
        limit: 10,
        ..asks("hello")
    };
    let mut seen = Vec::new();
    let mut sizes = Vec::new();
    loop {
        let page = search(tx, &floor, &filter);
        assert_eq!(page.searched_to, None);
        sizes.push(page.hits.len());
        seen.extend(page.hits.iter().map(|hit| hit.row.id));
        filter.after = page.next;
        if page.next.is_none() {
            break;
        }
    }
    assert_eq!(sizes, [10, 10, 3]);
    assert_eq!(seen, ids);
}

fn conditions_hold(tx: &mut dyn Tx) {
    let (floor, other) = (Floor::make(tx, 1), Floor::make(tx, 2));
    chat(tx, &floor, 1, &["The invoices are wrong", "thank you"]);
    chat(tx, &floor, 2, &["Where is my invoice?", "you thank me"]);
    chat(tx, &other, 1, &["Another company's invoice"]);
    let both = ["Where is my invoice?", "The invoices are wrong"];
    assert_eq!(found(tx, &floor, &asks("invoice")), both);
    assert_eq!(found(tx, &floor, &asks("inv")), both);
    assert_eq!(
        found(tx, &floor, &asks("invoice -wrong")),
        ["Where is my invoice?"]
    );
    assert_eq!(found(tx, &floor, &asks("\"thank you\"")), ["thank you"]);
    assert_eq!(
        found(tx, &floor, &asks("invoice thank")),
        Vec::<String>::new(),
        "one message says it all"
    );
    let with = |change: &dyn Fn(&mut RecordFilter)| {
        let mut filter = asks("invoice");
        change(&mut filter);
        found(tx, &floor, &filter)
    };
    assert_eq!(with(&|filter| filter.service_id = Some(floor.service)).len(), 2);
    assert_eq!(with(&|filter| filter.service_id = Some(other.service)).len(), 0);
    assert_eq!(
        with(&|filter| filter.account_id = Some(floor.scene.account)).len(),
        2
    );
    assert_eq!(
        with(&|filter| filter.state = Some(InteractionState::Active)).len(),
        0
    );
    assert_eq!(
        with(&|filter| filter.from = Some(at(2_000))),
        ["Where is my invoice?"]
    );
    assert_eq!(
        with(&|filter| filter.to = Some(at(2_000))),
        ["The invoices are wrong"]
    );
    assert_eq!(
        with(&|filter| filter.contact = Query::beginnings("bront")).len(),
        2
    );
    assert_eq!(
        with(&|filter| filter.contact = Query::beginnings("nobody")).len(),
        0
    );
}

fn who_sees_what(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    for number in 1..=5 {
        chat(tx, &floor, number, &["Where is my parcel?", "it is late"]);
    }
    held(tx, &floor, 2);
    held(tx, &floor, 4);
    let mine = RecordFilter {
        seen_by: Some(floor.agent),
        ..asks("parcel")
    };
    let ids = |filter: &RecordFilter| -> Vec<_> {
        search(tx, &floor, filter)
            .hits
            .into_iter()
            .map(|hit| hit.row.number)
            .collect()
    };
    assert_eq!(ids(&mine), ["K-4", "K-2"]);
    let first = search(
        tx,
        &floor,
        &RecordFilter {
            limit: 1,
            ..mine.clone()
        },
    );
    let second = RecordFilter {
        after: first.next,
        limit: 1,
        ..mine.clone()
    };
    assert_eq!(ids(&second), ["K-2"]);
    assert_eq!(search(tx, &floor, &second).next, None);
    let all_mine = RecordFilter { query: None, ..mine };
    assert_eq!(ids(&all_mine), ["K-4", "K-2"], "a list, too");
    let none = RecordFilter {
        agent_id: Some(parlance_core::UserId::new(at(0), [77; 10])),
        ..asks("parcel")
    };
    assert_eq!(ids(&none), Vec::<String>::new());
}

/// Reads a search to its end; says what was found and how far back each page looked that was cut short.
fn to_the_end(tx: &dyn Tx, floor: &Floor, mut filter: RecordFilter) -> (Vec<String>, Vec<Timestamp>) {
    let (mut found, mut ends) = (Vec::new(), Vec::new());
    loop {
        let page = search(tx, floor, &filter);
        if let Some(end) = page.searched_to {
            assert!(page.hits.len() < filter.limit as usize, "it is cut short");
            assert!(page.next.is_some(), "there may be more");
            // Nothing that is newer than the end was passed over: what comes later is older.
            assert!(ends.last().is_none_or(|before| end <= *before));
        }
        if let (Some(end), Some(hit)) = (ends.last(), page.hits.first()) {
            assert!(hit.row.last_message_at <= *end, "{:?}", hit.row.number);
        }
        ends.extend(page.searched_to);
        found.extend(page.hits.into_iter().map(|hit| hit.row.number));
        filter.after = page.next;
        if page.next.is_none() {
            return (found, ends);
        }
    }
}

fn searched_back_to(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    for number in 1..=40 {
        chat(tx, &floor, number, &["a parcel", "thank you"]);
        let ctx = &floor.scene.ctx;
        let mut row = tx
            .interaction(ctx, floor.interaction(number).id)
            .unwrap()
            .unwrap();
        // The last message's own time, as the pipeline keeps it.
        row.last_message_at = at(i64::from(number) * 1_000 + 1);
        if [2, 3, 30].contains(&number) {
            row.state = InteractionState::AfterCallWork;
            row.agent_id = Some(floor.agent);
        }
        tx.save_interaction(ctx, &mut row).unwrap();
    }
    let unfinished = RecordFilter {
        state: Some(InteractionState::AfterCallWork),
        look_at: Some(8),
        ..asks("parcel")
    };
    let (found, ends) = to_the_end(tx, &floor, unfinished.clone());
    assert_eq!(found, ["K-30", "K-3", "K-2"]);
    // Forty matches, eight for each page; the last page ends by itself.
    assert_eq!(ends.len(), 4, "{ends:?}");
    let first = search(tx, &floor, &unfinished);
    assert_eq!((first.hits.len(), first.searched_to), (0, Some(at(33_000))));
    // As many as a person waits for are enough here.
    let whole = RecordFilter {
        look_at: None,
        ..unfinished.clone()
    };
    assert_eq!(to_the_end(tx, &floor, whole), (found.clone(), Vec::new()));
    // So it is with a list without words, by the time at which they began.
    let list = RecordFilter {
        query: None,
        look_at: Some(2),
        state: Some(InteractionState::Closed),
        account_id: Some(floor.scene.account),
        service_id: Some(floor.service),
        ..unfinished
    };
    let (listed, ends) = to_the_end(tx, &floor, list);
    let closed = (1..=40).rev().filter(|number| ![2, 3, 30].contains(number));
    assert_eq!(
        listed,
        closed.map(|number| format!("K-{number}")).collect::<Vec<_>>()
    );
    assert!(ends.len() > 2, "{ends:?}");
}

fn searched_among_many_of_ones_own(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    let mut expected = Vec::new();
    for number in 1..=250 {
        chat(tx, &floor, number, &["a parcel"]);
        // More than are looked through one by one.
        if number <= 205 {
            held(tx, &floor, number);
            expected.push(format!("K-{number}"));
        }
    }
    expected.reverse();
    let mine = RecordFilter {
        seen_by: Some(floor.agent),
        look_at: Some(20),
        ..asks("parcel")
    };
    let first = search(tx, &floor, &mine);
    assert_eq!((first.hits.len(), first.searched_to), (0, Some(at(231_000))));
    let (found, ends) = to_the_end(tx, &floor, mine.clone());
    assert_eq!(found, expected);
    assert!(ends.len() > 5);
    let whole = RecordFilter {
        look_at: None,
        ..mine
    };
    assert_eq!(to_the_end(tx, &floor, whole), (expected, Vec::new()));
}

fn imported_messages(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    let ctx = &floor.scene.ctx;
    for (number, age) in [(1_u8, 10_i64), (2, 30), (3, 20)] {
        chat(tx, &floor, number, &[]);
        for line in 0..70 {
            // More than one second has places for.
            let old = MessageRow {
                imported: true,
                at: at(-age * 86_400_000),
                ..message(&floor, number, line, &format!("history {age}"))
            };
            tx.insert_message(ctx, &old).unwrap();
        }
    }
    chat(tx, &floor, 4, &["history now"]);
    assert_eq!(
        found(tx, &floor, &asks("history")),
        ["history now", "history 10", "history 20", "history 30"]
    );
    let mut pages = Vec::new();
    let mut filter = RecordFilter {
        limit: 1,
        ..asks("history")
    };
    loop {
        pages.extend(found(tx, &floor, &filter));
        filter.after = search(tx, &floor, &filter).next;
        if filter.after.is_none() {
            break;
        }
    }
    assert_eq!(pages.len(), 4);
}

fn changed_messages(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    let ctx = &floor.scene.ctx;
    chat(
        tx,
        &floor,
        1,
        &["a red bicycle", "a green bicycle", "a blue bicycle"],
    );
    let mut edited = message(&floor, 1, 0, "a yellow bicycle");
    edited.edits = 1;
    tx.save_message(ctx, &edited).unwrap();
    let mut taken_back = message(&floor, 1, 1, "a green bicycle");
    taken_back.taken_back = true;
    tx.save_message(ctx, &taken_back).unwrap();
    let mut deleted = message(&floor, 1, 2, "a blue bicycle");
    deleted.deleted_at = Some(at(9));
    deleted.direction = Direction::Outbound;
    tx.save_message(ctx, &deleted).unwrap();
    for word in ["red", "green", "blue"] {
        assert!(found(tx, &floor, &asks(word)).is_empty(), "{word}");
    }
    assert_eq!(found(tx, &floor, &asks("yellow")), ["a yellow bicycle"]);
    assert_eq!(found(tx, &floor, &asks("bicycle")), ["a yellow bicycle"]);
}

fn erased_words(tx: &mut dyn Tx) {
    let (floor, other) = (Floor::make(tx, 1), Floor::make(tx, 2));
    chat(tx, &floor, 1, &["my secret is porcelain"]);
    chat(tx, &other, 1, &["my secret is porcelain too"]);
    held(tx, &floor, 1);
    tx.erase_contact(&floor.scene.ctx, floor.scene.contact, &Traces::default())
        .unwrap();
    assert!(found(tx, &floor, &asks("porcelain")).is_empty());
    assert_eq!(found(tx, &other, &asks("porcelain")).len(), 1);
    let all = RecordFilter {
        seen_by: Some(floor.agent),
        limit: 9,
        ..RecordFilter::default()
    };
    assert!(search(tx, &floor, &all).hits.is_empty());
    let named = ContactFilter {
        words: Query::beginnings("elise"),
        limit: 9,
        ..ContactFilter::default()
    };
    assert!(
        tx.search_contacts(&floor.scene.ctx, &named)
            .unwrap()
            .rows
            .is_empty()
    );
    assert_eq!(
        tx.search_contacts(&other.scene.ctx, &named).unwrap().rows.len(),
        1
    );
}

fn names_beside_words(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    chat(tx, &floor, 1, &["good day", "about Brontë's books"]);
    chat(tx, &floor, 2, &["good day"]);
    let filter = RecordFilter {
        name: Query::beginnings("bront"),
        ..asks("bront")
    };
    assert_eq!(found(tx, &floor, &filter), ["", "about Brontë's books"]);
    let first = search(
        tx,
        &floor,
        &RecordFilter {
            limit: 1,
            ..filter.clone()
        },
    );
    let rest = RecordFilter {
        after: first.next,
        ..filter
    };
    assert_eq!(found(tx, &floor, &rest), ["about Brontë's books"]);
}

fn customers_by_words(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    let ctx = &floor.scene.ctx;
    let template = tx.contact(ctx, floor.scene.contact).unwrap().unwrap();
    // More than are looked at one by one.
    for number in 0..1_200_u32 {
        let moment = at(i64::from(number) + 10);
        let mut random = [0; 10];
        random[..4].copy_from_slice(&number.to_be_bytes());
        let row = ContactRow {
            id: ContactId::new(moment, random),
            profile_name: Some(format!("Maria No{number}")),
            phone: (number % 700 == 5).then(|| format!("+49 170 55{number}")),
            created_at: moment,
            ..template.clone()
        };
        tx.insert_contact(ctx, &row).unwrap();
    }
    let find = |words: &str, limit, after| {
        let filter = ContactFilter {
            words: Query::beginnings(words),
            after,
            limit,
            ..ContactFilter::default()
        };
        let page = tx.search_contacts(ctx, &filter).unwrap();
        let names: Vec<String> = page
            .rows
            .iter()
            .filter_map(|row| row.profile_name.clone())
            .collect();
        (names, page.next)
    };
    assert_eq!(
        find("maria no77", 50, None).0,
        [
            "Maria No779",
            "Maria No778",
            "Maria No777",
            "Maria No776",
            "Maria No775",
            "Maria No774",
            "Maria No773",
            "Maria No772",
            "Maria No771",
            "Maria No770",
            "Maria No77"
        ]
    );
    assert_eq!(find("4917055705", 50, None).0, ["Maria No705"]);
    assert_eq!(find("+49 170 55", 50, None).0.len(), 2);
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut after = None;
    loop {
        let (names, next) = find("mar", 400, after);
        for name in names {
            *seen.entry(name).or_default() += 1;
        }
        after = next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!((seen.len(), seen.values().max()), (1_200, Some(&1)));
}
