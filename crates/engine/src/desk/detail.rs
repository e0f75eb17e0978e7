//! One interaction with everything that the desk shows beside it.

use parlance_api::interaction::{EarlierInteraction, InteractionDetail};
use parlance_core::{ContactId, InteractionId, TenantCtx};
use parlance_store::{Read, messages::Transcript};

use crate::{
    Engine, Env, Refusal, UseCaseError, contacts,
    identity::Caller,
    interactions::readable,
    messages,
    views::{earlier_interaction, interaction_view},
};

/// Earlier interactions shown, at most.
const EARLIER: u32 = 20;
/// Messages shown at once: at least so many, so that a short chat stands in its context …
const LEAST_MESSAGES: usize = 50;
/// … and at most so many.
const MOST_MESSAGES: u32 = 200;

impl Engine {
    /// An interaction with its customer, newest messages and earlier interactions, for one who may read it.
    pub async fn interaction_detail(
        &self,
        caller: &Caller,
        id: InteractionId,
    ) -> Result<InteractionDetail, UseCaseError> {
        let caller = caller.clone();
        self.read(move |read, env| detail(read, env, &caller, id)).await
    }
}

fn detail(
    read: &dyn Read,
    env: &Env<'_>,
    caller: &Caller,
    id: InteractionId,
) -> Result<InteractionDetail, Refusal> {
    let ctx = caller.ctx();
    let row = readable(read, caller, id)?;
    let own = read.messages_of_interaction(ctx, id, None, MOST_MESSAGES)?.len();
    let limit = u32::try_from(own.max(LEAST_MESSAGES)).unwrap_or(MOST_MESSAGES);
    let page = messages::page(read, ctx, Transcript::Thread(row.thread_id), None, limit)?;
    let came_from = read
        .thread(ctx, row.thread_id)?
        .and_then(|thread| thread.came_from);
    Ok(InteractionDetail {
        interaction: interaction_view(read, env, ctx, &row)?,
        contact: contacts::view(read, ctx, row.contact_id)?,
        messages: page.items,
        earlier_cursor: page.next_cursor,
        earlier: others(read, ctx, row.contact_id, id, EARLIER)?,
        came_from,
    })
}

/// Other interactions of a contact, newest first.
pub(crate) fn others(
    read: &dyn Read,
    ctx: &TenantCtx,
    contact: ContactId,
    except: InteractionId,
    limit: u32,
) -> Result<Vec<EarlierInteraction>, Refusal> {
    read.contact_interactions(ctx, contact, Some(except), limit)?
        .iter()
        .map(|row| earlier_interaction(read, ctx, row).map_err(Refusal::from))
        .collect()
}
