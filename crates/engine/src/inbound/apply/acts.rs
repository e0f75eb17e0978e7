//! What every act of a customer has in common.

use parlance_store::{Tx, threads::ThreadRow};

use super::Arrival;
use crate::{Env, Refusal, interactions};

/// Moves the reply window when this act opens it, and tells the desk that holds the conversation.
pub(super) fn window_opened(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    arrival: &Arrival<'_>,
    thread: &ThreadRow,
) -> Result<(), Refusal> {
    let opens = arrival.event.payload.opens_window();
    if opens
        && tx.open_window(&arrival.ctx, thread.id, arrival.at)?
        && let Some(interaction_id) = thread.open_interaction_id
    {
        interactions::touched(tx, env, &arrival.ctx, interaction_id)?;
    }
    Ok(())
}
