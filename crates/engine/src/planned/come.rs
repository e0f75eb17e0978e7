//! The moment of something that was planned.

use parlance_core::{
    PlannedId, TenantCtx,
    message::{Author, preview},
    planned::{PlannedKind, PlannedState, PlannedStep},
    window::Way,
};
use parlance_store::{Tx, planned::PlannedRow};

use super::{must_hold, step};
use crate::{
    Env, Refusal, control, interactions, messages,
    outbound::{self, Outgoing},
};

/// Sends a message or reminds, if it is still due. Whether the message may go out is decided now; if not, its author is
/// told why.
pub(crate) fn come(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, id: PlannedId) -> Result<(), Refusal> {
    let Some(mut row) = tx.planned(ctx, id)? else {
        return Ok(());
    };
    if row.state != PlannedState::Waiting || row.due_at > env.now {
        return Ok(());
    }
    let mut sent = false;
    if row.kind == PlannedKind::Message {
        let mut outcome = Ok(());
        tx.isolated(&mut |tx| {
            outcome = send(tx, env, ctx, &row);
            outcome.is_ok()
        })?;
        match outcome {
            Ok(()) => sent = true,
            Err(Refusal::Store(error)) => return Err(Refusal::Store(error)),
            Err(refusal) => row.problem = Some(refusal.to_string()),
        }
    }
    step(tx, env, ctx, row, PlannedStep::Come { sent }).map(drop)
}

fn send(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, row: &PlannedRow) -> Result<(), Refusal> {
    let interaction = interactions::get(tx.as_read(), ctx, row.interaction_id)?;
    must_hold(&interaction, row.author_id)?;
    let thread = tx
        .thread(ctx, interaction.thread_id)?
        .ok_or(interactions::NOT_FOUND)?;
    messages::must_have_address(&thread)?;
    control::must_be_ours(&thread)?;
    outbound::must_be_open(tx.as_read(), env, ctx, &thread, Way::Answer)?;
    let outgoing = Outgoing {
        thread: &thread,
        interaction_id: Some(row.interaction_id),
        author: Author::Agent {
            user_id: row.author_id,
        },
        text: &row.text,
        files: Vec::new(),
        rich: None,
        reply_to: None,
        permission: None,
        approved: None,
        client_msg_id: None,
        comment: None,
    };
    let message = outbound::enqueue(tx, env, ctx, outgoing)?;
    let line = preview(&message.parts);
    interactions::agent_wrote(
        tx,
        env,
        ctx,
        row.interaction_id,
        env.now,
        &line,
        Some(row.author_id),
    )
}
