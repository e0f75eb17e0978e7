//! Who may read an interaction, and who may act in it. Everybody else gets the same answer as for one that does not
//! exist.

use parlance_core::{InteractionId, TenantCtx, UserId, permission::Right};
use parlance_store::{Read, interactions::InteractionRow};

use super::{NOT_FOUND, get};
use crate::{
    Refusal,
    identity::{Caller, Person},
};

/// The interaction, for one who may read it: programs (their scope is checked at the edge), people who may see all
/// records, agents at whom it rings or who ever held it, and agents who now hold or are offered an interaction of the
/// same conversation, because they answer the same customer.
pub fn readable(read: &dyn Read, caller: &Caller, id: InteractionId) -> Result<InteractionRow, Refusal> {
    let ctx = caller.ctx();
    let row = get(read, ctx, id)?;
    let Caller::Person(person) = caller else {
        return Ok(row);
    };
    if person.can(Right::ViewAllRecords) || concerns(read, ctx, person, &row)? {
        Ok(row)
    } else {
        Err(NOT_FOUND)
    }
}

/// The interaction, for the agent who holds it (active or in after-call work) or held it last.
pub fn held(
    read: &dyn Read,
    ctx: &TenantCtx,
    user: UserId,
    id: InteractionId,
) -> Result<InteractionRow, Refusal> {
    let row = get(read, ctx, id)?;
    if row.agent_id == Some(user) {
        Ok(row)
    } else {
        Err(NOT_FOUND)
    }
}

fn concerns(
    read: &dyn Read,
    ctx: &TenantCtx,
    person: &Person,
    row: &InteractionRow,
) -> Result<bool, Refusal> {
    let user = person.user_id;
    if row.agent_id == Some(user) || read.was_held_by(ctx, row.id, user)? {
        return Ok(true);
    }
    for offer in read.pending_offers(ctx, user)? {
        let offered = get(read, ctx, offer.interaction_id)?;
        if offered.thread_id == row.thread_id {
            return Ok(true);
        }
    }
    let held = read.held_interactions(ctx, user)?;
    Ok(held.iter().any(|held| held.thread_id == row.thread_id))
}
