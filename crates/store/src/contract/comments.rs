//! Comments on posts, and conversations that turn out to be one. Each tenant sees its own.

use parlance_core::{
    ContactId, MessageId, OutboxId, ThreadId,
    message::{Direction, Part},
};

use super::{Scene, at, pipeline::Story};
use crate::{
    Tx,
    comments::CommentRow,
    contacts::ContactRow,
    outbox::{NewOutbox, OutboxPayload, OutboxState, Receipt},
    threads::ThreadRow,
};

/// Every story, each to be run in a unit of its own on an empty store.
pub const STORIES: [Story; 4] = [
    ("a comment is kept once for an account", kept),
    ("the author of a comment gets an address", readdressed),
    ("two conversations become one", joined),
    ("what stands under a post has no receipts", receipts),
];

fn comment(scene: &Scene, tx: &mut dyn Tx, number: u8) -> CommentRow {
    let mut message = scene.message(number, Some(&format!("99_{number}")));
    message.parts.push(Part::CommentReply { public: false });
    tx.insert_message(&scene.ctx, &message).unwrap();
    let row = CommentRow {
        message_id: message.id,
        account_id: scene.account,
        thread_id: scene.thread,
        comment_id: format!("99_{number}"),
        post_id: Some("108_99".into()),
        at: at(i64::from(number)),
        edited_at: None,
        private_until: at(1_000),
        private_reply: None,
        private_refused: None,
    };
    tx.insert_comment(&scene.ctx, &row).unwrap();
    row
}

fn kept(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    assert!(!tx.thread_has_comments(&scene.ctx, scene.thread).unwrap());
    let (first, mut second) = (comment(&scene, tx, 1), comment(&scene, tx, 2));
    assert!(tx.thread_has_comments(&scene.ctx, scene.thread).unwrap());
    assert!(!tx.thread_has_comments(&other.ctx, scene.thread).unwrap());
    let doubled = tx.isolated(&mut |tx| {
        let message = scene.message(9, None);
        tx.insert_message(&scene.ctx, &message).unwrap();
        let again = CommentRow {
            message_id: message.id,
            ..first.clone()
        };
        tx.insert_comment(&scene.ctx, &again).is_ok()
    });
    assert!(!doubled.unwrap(), "the platform's id is known once");
    second.edited_at = Some(at(50));
    second.private_reply = Some(first.message_id);
    second.private_refused = Some("answered already".into());
    tx.save_comment(&scene.ctx, &second).unwrap();
    let found = tx.comment(&scene.ctx, scene.account, "99_2").unwrap();
    assert_eq!(found.as_ref(), Some(&second));
    assert_eq!(
        tx.comment_of_message(&scene.ctx, second.message_id).unwrap(),
        found
    );
    let newest = tx
        .comment_under_post(&scene.ctx, scene.account, "108_99")
        .unwrap();
    assert_eq!(newest, found);
    assert_eq!(tx.comment(&other.ctx, scene.account, "99_2").unwrap(), None);
    assert_eq!(
        tx.comment_of_message(&other.ctx, second.message_id).unwrap(),
        None
    );
    let foreign = tx.comment_under_post(&other.ctx, scene.account, "108_99");
    assert_eq!(foreign.unwrap(), None);
}

/// Another customer, known by a comment alone.
fn stranger(scene: &Scene, tx: &mut dyn Tx) -> ThreadRow {
    let first = tx.thread(&scene.ctx, scene.thread).unwrap().unwrap();
    let contact = tx.contact(&scene.ctx, scene.contact).unwrap().unwrap();
    let contact = ContactRow {
        id: ContactId::new(at(0), [77; 10]),
        ..contact
    };
    tx.insert_contact(&scene.ctx, &contact).unwrap();
    let thread = ThreadRow {
        id: ThreadId::new(at(0), [77; 10]),
        external_id: "author-7".into(),
        contact_id: contact.id,
        only_comments: true,
        ..first
    };
    tx.insert_thread(&scene.ctx, &thread).unwrap();
    thread
}

fn readdressed(tx: &mut dyn Tx) {
    let (scene, other) = (Scene::make(tx, 1), Scene::make(tx, 2));
    let author = stranger(&scene, tx);
    let by = |tx: &dyn Tx, scene: &Scene, address: &str| {
        tx.thread_by_address(&scene.ctx, scene.account, address).unwrap()
    };
    assert!(by(tx, &scene, "author-7").unwrap().only_comments);
    tx.readdress_thread(&scene.ctx, author.id, "customer-8").unwrap();
    let now = by(tx, &scene, "customer-8").unwrap();
    assert_eq!((now.id, now.only_comments), (author.id, false));
    let old = by(tx, &scene, "author-7").unwrap();
    assert_eq!(old.id, author.id, "the old one stays known");
    assert_eq!(by(tx, &other, "author-7"), None);
    // An author whose id is an address for messages, too, loses nothing but the mark.
    tx.readdress_thread(&scene.ctx, author.id, "customer-8").unwrap();
    assert_eq!(by(tx, &scene, "customer-8").unwrap().id, author.id);
}

fn part(scene: &Scene, tx: &mut dyn Tx, number: u8, thread: ThreadId, payload: OutboxPayload) -> OutboxId {
    let mut message = scene.message(number, None);
    message.thread_id = thread;
    message.direction = Direction::Outbound;
    tx.insert_message(&scene.ctx, &message).unwrap();
    let id = OutboxId::new(at(0), [number; 10]);
    let part = NewOutbox {
        id,
        account_id: scene.account,
        thread_id: thread,
        message_id: message.id,
        part: 0,
        payload,
        reply_to: None,
        permission: None,
        due_at: at(0),
        created_at: at(0),
    };
    tx.insert_outbox(&scene.ctx, &part).unwrap();
    id
}

fn joined(tx: &mut dyn Tx) {
    let scene = Scene::make(tx, 1);
    let author = stranger(&scene, tx);
    let public = |text: &str| OutboxPayload::PublicReply {
        comment_id: "99_1".into(),
        text: text.into(),
    };
    let (moved, stayed) = (
        part(&scene, tx, 11, author.id, public("moves")),
        part(&scene, tx, 12, scene.thread, public("stays")),
    );
    let mut message = scene.message(13, Some("99_1"));
    message.thread_id = author.id;
    tx.insert_message(&scene.ctx, &message).unwrap();
    tx.join_contacts(&scene.ctx, author.contact_id, scene.contact)
        .unwrap();
    assert_eq!(tx.contact(&scene.ctx, author.contact_id).unwrap(), None);
    tx.join_threads(&scene.ctx, author.id, scene.thread).unwrap();
    assert_eq!(tx.thread(&scene.ctx, author.id).unwrap(), None);
    let found = tx
        .thread_by_address(&scene.ctx, scene.account, "author-7")
        .unwrap();
    assert_eq!(found.unwrap().id, scene.thread);
    let thread_of = |tx: &dyn Tx, id: MessageId| tx.message(&scene.ctx, id).unwrap().unwrap().thread_id;
    assert_eq!(thread_of(tx, message.id), scene.thread);

    // One part of the conversation under way at a time, the older one first, and none is forgotten.
    let mut sent = Vec::new();
    for _ in 0..2 {
        let due = tx.due_outbox(&scene.ctx, at(10), 10).unwrap();
        assert_eq!(due.len(), 1);
        let mut head = due.into_iter().next().unwrap();
        sent.push(head.id);
        head.state = OutboxState::Sent;
        tx.save_outbox(&scene.ctx, &head, head.fence).unwrap();
    }
    assert_eq!(sent, [moved, stayed]);
}

fn receipts(tx: &mut dyn Tx) {
    let scene = Scene::make(tx, 1);
    let (comment_id, text) = ("99_1".to_owned(), "x".to_owned());
    let public = OutboxPayload::PublicReply {
        comment_id: comment_id.clone(),
        text: text.clone(),
    };
    let private = OutboxPayload::PrivateReply { comment_id, text };
    for (number, payload) in [(21, public), (22, private)] {
        let id = part(&scene, tx, number, scene.thread, payload);
        let mut row = tx.outbox(&scene.ctx, id).unwrap().unwrap();
        row.state = OutboxState::Sent;
        row.sent_at = Some(at(1));
        tx.save_outbox(&scene.ctx, &row, row.fence).unwrap();
    }
    tx.raise_receipts(&scene.ctx, scene.thread, at(5), Receipt::Read)
        .unwrap();
    let receipt = |number: u8| {
        let id = OutboxId::new(at(0), [number; 10]);
        tx.outbox(&scene.ctx, id).unwrap().unwrap().receipt
    };
    assert_eq!((receipt(21), receipt(22)), (Receipt::None, Receipt::Read));
}
