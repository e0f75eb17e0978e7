//! Who may read an interaction, and who may act in it. Everybody else gets the same answer as for one that does not
//! exist.

use parlance_core::{InteractionId, TenantCtx, UserId, interaction::InteractionState, permission::Right};
use parlance_store::{Read, interactions::InteractionRow};

use super::{NOT_FOUND, get};
use crate::{Engine, Refusal, identity::Caller};

/// The interaction, for one who may read it: programs (their scope is checked at the edge), people who may see all
/// records, agents at whom it rings or who ever held it, and agents who now hold, are offered or take part in an
/// interaction of the same conversation, because they answer the same customer.
pub fn readable(read: &dyn Read, caller: &Caller, id: InteractionId) -> Result<InteractionRow, Refusal> {
    let ctx = caller.ctx();
    let row = get(read, ctx, id)?;
    let Caller::Person(person) = caller else {
        return Ok(row);
    };
    if person.can(Right::ViewAllRecords) || concerns(read, ctx, person.user_id, &row)? {
        Ok(row)
    } else {
        Err(NOT_FOUND)
    }
}

impl Engine {
    /// The name of a person who may read an interaction; `None`: they may not, or the store is away.
    pub async fn may_view(
        &self,
        ctx: TenantCtx,
        user: UserId,
        sees_all: bool,
        id: InteractionId,
    ) -> Option<String> {
        let name = self.read(move |read, _| {
            let row = get(read, &ctx, id)?;
            if !sees_all && !concerns(read, &ctx, user, &row)? {
                return Err(NOT_FOUND);
            }
            Ok(read.user(&ctx, user)?.map(|user| user.name))
        });
        name.await.ok().flatten()
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

fn concerns(read: &dyn Read, ctx: &TenantCtx, user: UserId, row: &InteractionRow) -> Result<bool, Refusal> {
    if row.agent_id == Some(user) || read.was_held_by(ctx, row.id, user)? {
        return Ok(true);
    }
    for offer in read.pending_offers(ctx, user)? {
        let offered = get(read, ctx, offer.interaction_id)?;
        if offered.thread_id == row.thread_id {
            return Ok(true);
        }
    }
    let mut held = read.held_interactions(ctx, user)?;
    held.extend(read.shared_interactions(ctx, user)?);
    Ok(held.iter().any(|held| held.thread_id == row.thread_id))
}

/// Whether somebody writes to the customer of an interaction: they hold it, or have joined it as a member.
pub(crate) fn writes(
    read: &dyn Read,
    ctx: &TenantCtx,
    user: UserId,
    row: &InteractionRow,
) -> Result<bool, Refusal> {
    if row.state != InteractionState::Active {
        return Ok(false);
    }
    if row.agent_id == Some(user) {
        return Ok(true);
    }
    let part = read.participation(ctx, row.id, user)?;
    Ok(part.is_some_and(|part| part.state.writes(part.role)))
}
