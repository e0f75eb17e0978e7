//! One run of routing: snapshot, decisions, offers, in one unit of work, so that no two runs can see the same
//! interaction waiting.

use parlance_core::{InteractionId, TenantCtx, Timestamp, UserId};
use parlance_routing::{Decision, Snapshot, decide};
use parlance_store::{Signal, Tx};

use super::{offer, snapshot};
use crate::{Env, Refusal, interactions};

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dispatched {
    /// Offers made.
    pub offers: usize,
    /// Look again at this moment even when nothing else happens.
    pub look_again_at: Option<Timestamp>,
}

/// Offers made in one unit of work, at most: other work of the store does not wait for a morning's rush.
const MOST_OFFERS: usize = 100;

/// Offers as much of what waits as can be offered now; when that is a lot, it wakes routing again for the rest.
pub fn run(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx) -> Result<Dispatched, Refusal> {
    let Some(floor) = snapshot::of_run(tx.as_read(), env, ctx)? else {
        return Ok(Dispatched::default());
    };
    let mut decisions = decide(&floor.snapshot);
    if decisions.len() > MOST_OFFERS {
        // The first decisions do not depend on the later ones, so the rest is decided the same way next time.
        decisions.truncate(MOST_OFFERS);
        tx.signal(Signal::Dispatch(ctx.tenant_id()));
    }
    let offers = decisions.len();
    for decision in decisions {
        carry_out(tx, env, ctx, decision)?;
    }
    Ok(Dispatched {
        offers,
        look_again_at: floor.look_again_at,
    })
}

/// Offers one waiting interaction to the agent to whom it was handed; `false` when they cannot take it now.
pub(crate) fn offer_reserved(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: InteractionId,
    agent: UserId,
) -> Result<bool, Refusal> {
    let row = interactions::get(tx.as_read(), ctx, id)?;
    let everyone = snapshot::of_everyone(tx.as_read(), env, ctx)?;
    let mut waiting = snapshot::waiting(tx.as_read(), env, ctx, &row)?;
    // A colleague asks them in person: that they let it pass before does not count.
    waiting.passed_by.clear();
    waiting.reserved_for = Some(agent);
    let decisions = decide(&Snapshot {
        waiting: vec![waiting],
        ..everyone
    });
    let offered = !decisions.is_empty();
    for decision in decisions {
        carry_out(tx, env, ctx, decision)?;
    }
    Ok(offered)
}

fn carry_out(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, decision: Decision) -> Result<(), Refusal> {
    let mut interaction = interactions::get(tx.as_read(), ctx, decision.interaction_id)?;
    offer::make(tx, env, ctx, &mut interaction, decision.agent_id, decision.reason)?;
    parlance_failpoints::point("routing-before-commit");
    Ok(())
}
