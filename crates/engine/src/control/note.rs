//! What the platform tells about who holds a conversation.

use parlance_core::{TenantCtx, ThreadId, thread::Owner};
use parlance_store::{Tx, threads::ThreadRow};

use crate::{Engine, Env, Refusal, UseCaseError, interactions};

/// Notes who holds a conversation and tells the desks; returns whether that is news. `None`: nobody knows any more.
///
/// A holder without a name does not replace the same kind of holder with one.
pub(crate) fn note(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    thread: ThreadId,
    owner: Option<&Owner>,
) -> Result<bool, Refusal> {
    let Some(row) = tx.thread(ctx, thread)? else {
        return Ok(false);
    };
    let known = row.owner.as_ref().map(|(owner, _)| owner);
    if known == owner || known.is_some_and(|known| owner.is_some_and(|owner| says_more(known, owner))) {
        return Ok(false);
    }
    tx.set_owner(ctx, thread, owner.map(|owner| (owner, env.now)))?;
    let was_elsewhere = known.is_some_and(Owner::is_elsewhere);
    let is_elsewhere = owner.is_some_and(Owner::is_elsewhere);
    if let Some(interaction) = row.open_interaction_id
        && (was_elsewhere || is_elsewhere)
    {
        interactions::touched(tx, env, ctx, interaction)?;
    }
    Ok(true)
}

/// Whether `known` says all that `owner` says, and more.
#[expect(clippy::match_same_arms, reason = "each arm is a case of its own")]
fn says_more(known: &Owner, owner: &Owner) -> bool {
    match (known, owner) {
        (Owner::Inbox | Owner::App { .. }, Owner::App { id: None, name: None }) => true,
        (
            Owner::App {
                id: Some(known),
                name: Some(_),
            },
            Owner::App {
                id: Some(id),
                name: None,
            },
        ) => known == id,
        (Owner::Ours { from: Some(_) }, Owner::Ours { from: None }) => true,
        _ => false,
    }
}

/// Refuses to write while somebody else holds the conversation.
pub(crate) fn must_be_ours(thread: &ThreadRow) -> Result<(), Refusal> {
    let Some((owner, _)) = thread.owner.as_ref().filter(|(owner, _)| owner.is_elsewhere()) else {
        return Ok(());
    };
    let who = match owner {
        Owner::Inbox => "People in the platform's own inbox".to_owned(),
        Owner::App { name: Some(name), .. } => name.clone(),
        _ => "Another app".to_owned(),
    };
    let message = format!("{who} hold this conversation now: take it over before you answer.");
    Err(Refusal::conflict("held_elsewhere", message))
}

/// Asks the platform who holds a conversation, and notes the answer. A platform that does not say changes nothing.
pub(crate) async fn refresh(engine: &Engine, ctx: TenantCtx, thread: &ThreadRow) -> Result<(), UseCaseError> {
    let accounts = engine.directory().now();
    let (Some(account), Some(channel)) = (
        accounts.get(thread.account_id),
        engine.channels().get(&thread.channel),
    ) else {
        return Ok(());
    };
    let Some(routing) = channel.routing() else {
        return Ok(());
    };
    let owner = match routing.owner(&account.values, &thread.external_id).await {
        Ok(Some(owner)) => owner,
        Ok(None) => return Ok(()),
        Err(error) => {
            tracing::info!(account = %account.id, kind = error.kind.as_str(), "the platform does not say who holds a chat");
            return Ok(());
        }
    };
    let id = thread.id;
    engine
        .write(move |tx, env| note(tx, env, &ctx, id, Some(&owner)).map(drop))
        .await
}
