//! What phones report by themselves: delivered, read.

use std::sync::Arc;

use super::wire::page_of;
use super::write::release_held;
use crate::fanout::{Emission, emit};
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::webhook::event::{Body, Event};
use crate::world::{Change, Message};

/// Lets a phone notice a page's message: delivered after a moment, read after another if it reads at once.
pub(crate) fn schedule(platform: &Arc<Platform>, psid: String) {
    let phone = platform.clone();
    platform.spawn(async move {
        tokio::time::sleep(phone.config.delivery_delay).await;
        phone.note(|tx| {
            release_held(&phone, tx, &psid);
            mark_delivered(tx, &psid);
        });
        tokio::time::sleep(phone.config.read_delay).await;
        phone.note(|tx| {
            if tx.holder(&psid).is_ok_and(|person| person.phone.reads_at_once) {
                mark_read(tx, &psid);
            }
        });
    });
}

/// After a start: phones catch up with what they missed.
pub(crate) fn resume(platform: &Arc<Platform>) {
    let behind: Vec<String> = platform.read(|world| {
        let unread = |message: &Message, read_ms: i64| message.by_page() && message.at_ms > read_ms;
        let threads = world.threads.values();
        let behind = threads.filter(|thread| {
            thread
                .messages
                .iter()
                .any(|message| message.held || unread(message, thread.state.read_ms))
        });
        behind.map(|thread| thread.psid.clone()).collect()
    });
    for psid in behind {
        schedule(platform, psid);
    }
}

/// The person looks at the chat: everything delivered is read.
pub(crate) fn look_at(tx: &mut Tx<'_>, psid: &str) {
    mark_read(tx, psid);
}

fn mark_delivered(tx: &mut Tx<'_>, psid: &str) {
    let Ok(person) = tx.holder(psid) else { return };
    if person.phone.no_signal {
        return;
    }
    let Ok(thread) = tx.thread(psid) else { return };
    let fresh: Vec<Message> = thread
        .messages
        .iter()
        .filter(|message| message.by_page() && message.delivered_ms.is_none())
        .cloned()
        .collect();
    let Some(watermark) = fresh.iter().map(|message| message.at_ms).max() else {
        return;
    };
    let now = tx.now;
    let mids: Vec<String> = fresh.iter().map(|message| message.mid.clone()).collect();
    for message in fresh {
        let message = Message {
            delivered_ms: Some(now),
            ..message
        };
        tx.apply(Change::MessagePut {
            psid: psid.to_owned(),
            message,
        });
    }
    let count = mids.len();
    let what = if count == 1 {
        "1 message".to_owned()
    } else {
        format!("{count} messages")
    };
    let body = Body::Delivery { mids, watermark };
    let event = Event::from_customer(psid, &page_of(tx, psid), now, body);
    emit(
        tx,
        Emission::new(psid, "message_deliveries", "delivery", event).what(what),
    );
}

/// Reports everything delivered as read, if there is something new to report. Watermarks only move forward.
pub(super) fn mark_read(tx: &mut Tx<'_>, psid: &str) {
    let Ok(thread) = tx.thread(psid) else { return };
    if tx.holder(psid).is_ok_and(|person| person.phone.no_signal) {
        return;
    }
    let delivered = thread
        .messages
        .iter()
        .filter(|message| message.by_page() && message.delivered_ms.is_some());
    let Some(last) = delivered.max_by_key(|message| message.at_ms) else {
        return;
    };
    let (watermark, what) = (last.at_ms, format!("up to {}", last.gist()));
    if watermark <= thread.state.read_ms {
        return;
    }
    let now = tx.now;
    tx.edit_thread(psid, |state| state.read_ms = watermark);
    let event = Event::from_customer(psid, &page_of(tx, psid), now, Body::Read { watermark });
    emit(tx, Emission::new(psid, "message_reads", "read", event).what(what));
}
