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
use parlance_store::{Tx, threads::ThreadRow};

use crate::{
    Env, Refusal,
    inbound::{self, directory::LiveAccount},
    messages,
};

/// What became of a conversation's messages.
#[derive(Debug, Default)]
pub(super) struct Count {
    pub added: u64,
    pub known: u64,
}

/// Stores what is not there yet, oldest first. Messages before `from` are left out; those after `live_after` are
/// applied as if their events had come.
pub(super) fn thread(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    account: &LiveAccount,
    past: &PastThread,
    from: Option<Timestamp>,
    live_after: Option<Timestamp>,
) -> Result<Count, Refusal> {
    let mut count = Count::default();
    let wanted = past
        .messages
        .iter()
        .rev()
        .filter(|message| from.is_none_or(|from| message.at >= from));
    for message in wanted {
        if tx
            .message_by_provider(&account.ctx(), account.id, &message.provider_id)?
            .is_some()
        {
            count.known += 1;
            continue;
        }
        count.added += 1;
        let event = event(past, message);
        if live_after.is_some_and(|last| message.at > last) {
            inbound::apply_found(tx, env, account, &event, message.at)?;
        } else {
            let row = inbound::thread_of(tx, env, account, &event, message.at)?;
            if let Some(row) = row {
                keep(tx, env, account, &row, message, &event)?;
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
    if !past.from_account {
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
