//! Who the author of a comment is in messages.
//!
//! The id under a comment need not be an address for messages. The platform names that one when a private answer has
//! gone out; from then on the conversation goes on there, and the customer is one.

use parlance_core::{ContactId, TenantCtx, ThreadId};
use parlance_store::{Tx, jobs::Lane, threads::ThreadRow};

use crate::{Env, Refusal, contacts, jobs};

/// The author of the comments of this conversation has this address for messages.
pub(crate) fn author_is(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: ThreadId,
    address: &str,
) -> Result<(), Refusal> {
    let Some(thread) = tx.thread(ctx, thread)?.filter(|thread| thread.only_comments) else {
        return Ok(());
    };
    match tx.thread_by_address(ctx, thread.account_id, address)? {
        Some(known) if known.id != thread.id => join(tx, env, ctx, &thread, &known),
        _ => {
            tx.readdress_thread(ctx, thread.id, address)?;
            let now = ThreadRow {
                external_id: address.to_owned(),
                ..thread
            };
            jobs::ask_for_profile(tx, env, ctx, &now, Lane::Live)?;
            contacts::changed(tx, env, ctx, now.contact_id)
        }
    }
}

/// The author has written messages before: two conversations are one. While agents work in both, only the customer is
/// joined; the next answer joins the conversations.
fn join(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    comments: &ThreadRow,
    messages: &ThreadRow,
) -> Result<(), Refusal> {
    if comments.contact_id != messages.contact_id {
        fill_in(tx, ctx, comments.contact_id, messages.contact_id)?;
        tx.join_contacts(ctx, comments.contact_id, messages.contact_id)?;
    }
    if comments.open_interaction_id.is_none() || messages.open_interaction_id.is_none() {
        tx.join_threads(ctx, comments.id, messages.id)?;
    }
    contacts::changed(tx, env, ctx, messages.contact_id)
}

/// What is known of the one and not of the other.
fn fill_in(tx: &mut dyn Tx, ctx: &TenantCtx, from: ContactId, into: ContactId) -> Result<(), Refusal> {
    let (Some(from), Some(mut into)) = (tx.contact(ctx, from)?, tx.contact(ctx, into)?) else {
        return Ok(());
    };
    let fill = |into: &mut Option<String>, from: Option<String>| {
        if into.is_none() {
            *into = from;
        }
    };
    // A name is one thing: halves of two do not make one.
    if into.first_name.is_none() && into.last_name.is_none() {
        into.first_name = from.first_name;
        into.last_name = from.last_name;
    }
    fill(&mut into.profile_name, from.profile_name);
    fill(&mut into.email, from.email);
    fill(&mut into.phone, from.phone);
    fill(&mut into.language, from.language);
    fill(&mut into.company, from.company);
    if !from.notes.trim().is_empty() {
        let both = format!("{}\n{}", into.notes, from.notes);
        both.trim().clone_into(&mut into.notes);
    }
    tx.save_contact(ctx, &into)?;
    Ok(())
}
