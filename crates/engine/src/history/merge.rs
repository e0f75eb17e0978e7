//! One conversation of the past into the transcript.

use parlance_channel::{
    InboundEvent, InboundPayload, PastMessage, PastThread,
    inbound::{Echo, InboundMessage},
};
use parlance_core::{
    Timestamp,
    delivery::Delivery,
    message::{Author, Direction},
};
use parlance_store::{
    Tx,
    imports::{ImportKind, ImportRow},
    threads::ThreadRow,
};

use super::{ON_ITS_WAY_MS, OVERLAP_MS};
use crate::{
    Env, Refusal,
    inbound::{self, directory::LiveAccount},
    messages,
};

/// Which messages are stored, and as what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// Older ones are left out.
    pub from: Option<Timestamp>,
    /// Newer ones come as events of their own, and are left to them.
    until: Option<Timestamp>,
    /// Newer ones are applied as if their events had come.
    live_after: Option<Timestamp>,
    /// Older ones open no reply window: nobody could answer any more.
    answerable_from: Option<Timestamp>,
}

impl Span {
    /// The span of an import.
    pub(super) fn of(import: &ImportRow, env: &Env<'_>, account: &LiveAccount) -> Self {
        let capabilities = env
            .channels
            .get(&account.channel)
            .map(|channel| &channel.descriptor().capabilities);
        let longest = capabilities.and_then(|can| {
            let person = can.person_window.as_ref().map(|window| window.ms);
            person.max(can.reply_window_ms)
        });
        let answerable_from = longest.map(|ms| env.now.plus_ms(-ms));
        let gap = import.kind == ImportKind::Gap;
        Self {
            from: import.since.map(|since| since.plus_ms(-OVERLAP_MS)),
            until: (!gap).then(|| import.started_at.plus_ms(-ON_ITS_WAY_MS)),
            live_after: import
                .since
                .filter(|_| gap)
                .map(|since| answerable_from.map_or(since, |from| from.max(since))),
            answerable_from,
        }
    }

    fn holds(&self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| at >= from) && self.until.is_none_or(|until| at <= until)
    }

    fn is_live(&self, at: Timestamp) -> bool {
        self.live_after.is_some_and(|last| at > last)
    }
}

/// What became of a conversation's messages.
#[derive(Debug, Default)]
pub(super) struct Count {
    pub added: u64,
    pub known: u64,
}

/// Stores what is not there yet, oldest first.
pub(super) fn thread(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    account: &LiveAccount,
    past: &PastThread,
    span: &Span,
) -> Result<Count, Refusal> {
    let mut count = Count::default();
    // Conversations tell of whole seconds. Within one, the order of the list counts: nothing stands above what is listed
    // before it and whose moment is known better.
    let mut before: Option<Timestamp> = None;
    for message in past.messages.iter().rev() {
        let mut message = message.clone();
        if let Some(before) = before
            && (0..1_000).contains(&before.since_ms(message.at))
        {
            message.at = before;
        }
        let message = &message;
        let known = tx.message_by_provider(&account.ctx(), account.id, &message.provider_id)?;
        before = Some(known.as_ref().map_or(message.at, |row| row.at));
        if known.is_some() {
            if span.from.is_none_or(|from| message.at >= from) {
                count.known += 1;
            }
            continue;
        }
        if !span.holds(message.at) {
            continue;
        }
        count.added += 1;
        let event = event(past, message);
        if span.is_live(message.at) {
            inbound::apply_found(tx, env, account, &event, message.at)?;
        } else {
            let row = inbound::thread_of(tx, env, account, &event, message.at)?;
            if let Some(row) = row {
                keep(tx, env, account, &row, message, &event, span)?;
            }
        }
    }
    if let Some(name) = &past.customer_name {
        name_customer(tx, account, &past.customer_id, name)?;
    }
    Ok(count)
}

/// The event that would have told of the message.
fn event(past: &PastThread, message: &PastMessage) -> InboundEvent {
    let payload = if message.from_account {
        InboundPayload::Echo(Echo {
            message_id: Some(message.provider_id.clone()),
            parts: message.parts.clone(),
            reply_to: message.reply_to.clone(),
            ..Echo::default()
        })
    } else {
        InboundPayload::Message(InboundMessage {
            message_id: Some(message.provider_id.clone()),
            parts: message.parts.clone(),
            reply_to: message.reply_to.clone(),
            ..InboundMessage::default()
        })
    };
    InboundEvent {
        index: 0,
        provider_id: message.provider_id.clone(),
        customer_id: Some(past.customer_id.clone()),
        provider_at: Some(message.at),
        standby: false,
        payload,
    }
}

/// Stores a message as something that was: in no interaction, telling nobody.
fn keep(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    account: &LiveAccount,
    thread: &ThreadRow,
    past: &PastMessage,
    event: &InboundEvent,
    span: &Span,
) -> Result<(), Refusal> {
    let (direction, author) = if past.from_account {
        (Direction::Outbound, Author::Elsewhere)
    } else {
        (Direction::Inbound, Author::Customer)
    };
    let mut message = messages::blank(env, thread, direction, author, past.at);
    message.imported = true;
    message.parts.clone_from(&past.parts);
    message.provider_id = Some(past.provider_id.clone());
    message.reply_to_provider_id.clone_from(&past.reply_to);
    message.delivery = past.from_account.then_some(Delivery::Sent);
    tx.insert_message(&account.ctx(), &message)?;
    // The platform counts its window from the customer's words, whoever heard them; it only moves forward.
    if !past.from_account && span.answerable_from.is_none_or(|from| past.at >= from) {
        tx.open_window(&account.ctx(), thread.id, past.at)?;
    }
    inbound::fetch_files(tx, env, account, event, &message)
}

/// Customers whose profile cannot be asked for have their name from the conversation.
fn name_customer(tx: &mut dyn Tx, account: &LiveAccount, customer: &str, name: &str) -> Result<(), Refusal> {
    let ctx = account.ctx();
    let Some(thread) = tx.thread_by_address(&ctx, account.id, customer)? else {
        return Ok(());
    };
    let Some(mut contact) = tx.contact(&ctx, thread.contact_id)? else {
        return Ok(());
    };
    if contact.profile_name.is_none() {
        let clean: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
        contact.profile_name = Some(clean.trim().to_owned()).filter(|name| !name.is_empty());
        tx.save_contact(&ctx, &contact)?;
    }
    Ok(())
}
