//! The interaction that a customer's act belongs to.

use parlance_core::{InteractionId, message::Author};
use parlance_store::{Tx, entries::EntryRow, threads::ThreadRow};

use super::Arrival;
use crate::{
    Env, Refusal,
    interactions::{self, MessageSummary},
    outbound::{self, account::note_account_error},
};

/// What an act of the customer belongs to.
pub(super) struct Belongs {
    /// The open interaction, if there is one.
    pub interaction_id: Option<InteractionId>,
    /// It was opened just now, by this entry.
    pub opened_by: Option<EntryRow>,
}

/// The open interaction of a conversation; opened when there is none. Stays closed when another app owns the
/// conversation, while the customer is blocked, and when no scenario entry takes the account's chats: then the account
/// says so.
pub(super) fn open(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
    line: String,
) -> Result<Belongs, Refusal> {
    let mut belongs = Belongs {
        interaction_id: thread.open_interaction_id,
        opened_by: None,
    };
    if belongs.interaction_id.is_some() || arrival.event.standby {
        return Ok(belongs);
    }
    let ctx = &arrival.ctx;
    let customer = tx.contact(ctx, thread.contact_id)?;
    if customer.is_some_and(|customer| customer.is_blocked(env.now)) {
        return Ok(belongs);
    }
    let entry = match usable_entry(tx, arrival)? {
        Ok(entry) => entry,
        Err(why) => {
            note_account_error(tx, env, ctx, arrival.account.id, why)?;
            return Ok(belongs);
        }
    };
    let first = MessageSummary { at: arrival.at, line };
    let interaction = interactions::open(tx, env, ctx, thread, &entry, &first)?;
    belongs.interaction_id = Some(interaction.id);
    belongs.opened_by = Some(entry);
    Ok(belongs)
}

/// The entry that takes the account's chats, or why there is none.
fn usable_entry(tx: &dyn Tx, arrival: &Arrival<'_>) -> Result<Result<EntryRow, &'static str>, Refusal> {
    let Some(entry) = tx.entry_of_account(&arrival.ctx, arrival.account.id)? else {
        return Ok(Err(
            "No scenario entry takes this account's chats: messages are kept, but nobody is offered them.",
        ));
    };
    let why = if entry.disabled_at.is_some() {
        "The scenario entry that takes this account's chats is switched off: messages are kept, but nobody is offered \
         them."
    } else if entry.service_id.is_none() {
        "The scenario entry that takes this account's chats names no service: messages are kept, but nobody is offered \
         them."
    } else {
        return Ok(Ok(entry));
    };
    Ok(Err(why))
}

/// Sends the greeting of the entry that opened the interaction.
pub(super) fn greet(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
    belongs: &Belongs,
) -> Result<(), Refusal> {
    let (Some(entry), Some(interaction_id)) = (&belongs.opened_by, belongs.interaction_id) else {
        return Ok(());
    };
    let ctx = &arrival.ctx;
    let greeting = entry.greeting_text.trim();
    // A message that came very late: the platform would refuse the greeting.
    if greeting.is_empty() || outbound::window_is_closed(env.channels, thread, env.now) {
        return Ok(());
    }
    // What came before the backup was put back was greeted then, if at all.
    let greeted_before = tx
        .restored()?
        .is_some_and(|restored| arrival.at < restored.restored_at);
    if greeted_before {
        return Ok(());
    }
    outbound::enqueue_text(tx, env, ctx, thread, interaction_id, Author::System, greeting)?;
    interactions::own_line(tx, env, ctx, interaction_id, env.now, greeting)
}
