//! What waits for an agent, seen and moved by people: the list with reasons, priority, assignment, taking by hand.

mod assign;
mod list;

use parlance_core::{InteractionId, TenantCtx, interaction::InteractionState};
use parlance_store::{Read, interactions::InteractionRow};

use crate::{Refusal, interactions};

/// One that waits in a queue; refused when it does not any more.
fn waiting(read: &dyn Read, ctx: &TenantCtx, id: InteractionId) -> Result<InteractionRow, Refusal> {
    let row = interactions::get(read, ctx, id)?;
    if row.state == InteractionState::Queued {
        return Ok(row);
    }
    Err(Refusal::conflict(
        "not_waiting",
        "This chat does not wait any more: look at the list again.",
    ))
}
