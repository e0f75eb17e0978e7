//! Conversations from before any app listened: nothing is sent to anybody.

use super::write::INBOX_APP;
use super::{NewPerson, open_chat, person};
use crate::ControlError;
use crate::transaction::Tx;
use crate::world::{Attachment, Author, Change, Message};

/// A list is one line of the journal.
const MOST_THREADS: usize = 500;
const MOST_MESSAGES: usize = 20_000;
/// The newest thread ended so long ago; each other one an hour earlier.
const ENDED_MS: i64 = 26 * 3_600_000;
const HOUR_MS: i64 = 3_600_000;
/// Between two messages of a thread.
const STEP_MS: i64 = 90_000;

const QUESTIONS: [&str; 5] = [
    "Hello, is the tent in stock?",
    "And how long does delivery take?",
    "Can I pick it up on Saturday?",
    "One more thing: is the groundsheet included?",
    "Great, thank you!",
];
const ANSWERS: [&str; 5] = [
    "Good morning! Yes, in green and in sand.",
    "Two working days.",
    "We are open from ten to six.",
    "It is. The pegs are, too.",
    "You are welcome. Have a good trip!",
];

/// Makes customers who wrote long ago, with so many messages in all; returns their page-scoped ids.
pub(crate) fn past(
    tx: &mut Tx<'_>,
    page_id: &str,
    threads: usize,
    messages: usize,
) -> Result<Vec<String>, ControlError> {
    if !tx.world.pages.contains_key(page_id) {
        return Err(ControlError::not_found("page", page_id));
    }
    if threads == 0 || threads > MOST_THREADS || messages < threads || messages > MOST_MESSAGES {
        return Err(ControlError::invalid(format!(
            "1 to {MOST_THREADS} threads can be made, with at least one message each and at most {MOST_MESSAGES} in all"
        )));
    }
    let mut made = Vec::with_capacity(threads);
    for number in 0..threads {
        let who = person(tx, NewPerson::default())?;
        let psid = open_chat(tx, who.id, page_id)?;
        // What does not divide evenly falls to the first threads.
        let count = messages / threads + usize::from(number < messages % threads);
        conversation(tx, &psid, number, count);
        made.push(psid);
    }
    Ok(made)
}

fn conversation(tx: &mut Tx<'_>, psid: &str, number: usize, count: usize) {
    let ago = |steps: usize| i64::try_from(steps).unwrap_or(i64::MAX / STEP_MS);
    let end = tx.now - ENDED_MS - ago(number) * HOUR_MS;
    let (mut last_act, mut stamp) = (None, 0);
    for place in 0..count {
        let at_ms = end - ago(count - 1 - place) * STEP_MS;
        let asks = place % 2 == 0;
        let words = if asks { QUESTIONS } else { ANSWERS }[place / 2 % 5];
        let mid = tx.ids().mid();
        let sticker = asks && place % 10 == 8;
        let message = Message {
            mid,
            at_ms,
            author: if asks {
                Author::Customer
            } else {
                Author::Page {
                    app_id: INBOX_APP.to_owned(),
                }
            },
            text: (!sticker).then(|| format!("{words} ({}/{count})", place + 1)),
            attachments: if sticker {
                vec![Attachment::Sticker {
                    name: "sun".to_owned(),
                }]
            } else {
                Vec::new()
            },
            quick_replies: Vec::new(),
            tapped: None,
            metadata: None,
            reply_to: None,
            referral: None,
            held: false,
            delivered_ms: Some(at_ms),
            customer_reaction: None,
            page_reaction: None,
            edits: 0,
            taken_back: false,
            persona: None,
        };
        if asks {
            last_act = Some(at_ms);
        }
        stamp = at_ms;
        tx.apply(Change::MessagePut {
            psid: psid.to_owned(),
            message,
        });
    }
    tx.edit_thread(psid, |state| {
        state.last_act_ms = last_act;
        state.seen_by_page_ms = stamp;
        state.read_ms = stamp;
        state.last_stamp_ms = stamp;
    });
}
