//! One run of routing: a snapshot and decisions beside the writer, then the offers in one unit of work. On a large floor
//! looking and deciding take long, offering does not: the writer is asked only when there is something to offer, and
//! looks at each decision again, because the floor may have moved on meanwhile.

use parlance_core::{
    InteractionId, TenantCtx, Timestamp, UserId,
    interaction::InteractionState,
    permission::{Right, can},
};
use parlance_routing::{Decision, Snapshot, by_hand, decide};
use parlance_store::{Read, Signal, Tx, interactions::InteractionRow};

use super::{
    offer,
    snapshot::{self, Among},
};
use crate::{Env, Refusal, interactions, views::agent::room};

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dispatched {
    /// Offers made.
    pub offers: usize,
    /// Look again at this moment even when nothing else happens.
    pub look_again_at: Option<Timestamp>,
}

/// What is to be offered to whom, as the floor was when it was looked at.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub decisions: Vec<Decision>,
    /// There is more to decide than fits into one unit of work.
    pub more: bool,
    pub look_again_at: Option<Timestamp>,
}

/// Offers made in one unit of work, at most: other work of the store does not wait for a morning's rush.
const MOST_OFFERS: usize = 100;

/// Decides as much of what waits as can be offered now.
pub(super) fn plan(read: &dyn Read, env: &Env<'_>, ctx: &TenantCtx, among: Among) -> Result<Plan, Refusal> {
    let Some(floor) = snapshot::of_run(read, env, ctx, among)? else {
        return Ok(Plan::default());
    };
    let mut decisions = decide(&floor.snapshot);
    let more = decisions.len() > MOST_OFFERS;
    // The first decisions do not depend on the later ones, so the rest is decided the same way next time.
    decisions.truncate(MOST_OFFERS);
    Ok(Plan {
        decisions,
        more,
        look_again_at: floor.look_again_at,
    })
}

/// Makes the offers of a plan that still hold; says how many. Wakes routing again for the rest.
pub(super) fn carry_out(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    plan: Plan,
) -> Result<usize, Refusal> {
    let decided = plan.decisions.len();
    let mut offers = 0;
    for decision in plan.decisions {
        let Some(mut interaction) = tx.interaction(ctx, decision.interaction_id)? else {
            continue;
        };
        if still_holds(tx.as_read(), env, ctx, &decision, &interaction)? {
            let (agent, reason) = (decision.agent_id, decision.reason);
            offer::make(tx, env, ctx, &mut interaction, agent, reason)?;
            offers += 1;
        }
    }
    parlance_failpoints::point("routing-before-commit");
    if plan.more || offers < decided {
        tx.signal(Signal::Dispatch(ctx.tenant_id()));
    }
    Ok(offers)
}

/// Whether the interaction still waits for just this, and the agent could still take it: by state, room, team and skills,
/// as far as the steps of its service have come.
fn still_holds(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    decision: &Decision,
    interaction: &InteractionRow,
) -> Result<bool, Refusal> {
    if interaction.state != InteractionState::Queued || interaction.service_id != decision.reason.service_id {
        return Ok(false);
    }
    let Some(person) = read.agent_person(ctx, decision.agent_id)? else {
        return Ok(false);
    };
    let settings = read.settings(ctx)?;
    let can_take = !person.disabled
        && snapshot::is_ready(&person)
        && can(&person.roles, Right::HandleInteractions)
        && person.holding.total() < room(&person, &settings);
    Ok(can_take
        && match interaction.reserved_agent_id {
            Some(reserved) => reserved == decision.agent_id,
            None => snapshot::is_good_enough(read, env, ctx, &person, interaction)?,
        })
}

/// Who gave a chat to an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// Who had it before.
    Colleague,
    /// Who supervises.
    Supervisor,
    /// The agent.
    Oneself,
}

/// Offers one waiting interaction to the agent to whom it was handed; `false` when they cannot take it now.
pub(crate) fn offer_reserved(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: InteractionId,
    agent: UserId,
    by: By,
) -> Result<bool, Refusal> {
    let row = interactions::get(tx.as_read(), ctx, id)?;
    let mut floor = snapshot::of_one(tx.as_read(), env, ctx, agent, &row)?;
    if by == By::Oneself {
        // They choose it: whether they want more work does not matter.
        floor
            .agents
            .iter_mut()
            .for_each(|agent| agent.readiness = agent.readiness.when_asked());
    }
    let mut waiting = snapshot::waiting(tx.as_read(), env, ctx, &row)?;
    // A colleague asks them in person: that they let it pass before does not count.
    waiting.passed_by.clear();
    waiting.reserved_for = Some(agent);
    let decisions = decide(&Snapshot {
        waiting: vec![waiting],
        ..floor
    });
    let offered = !decisions.is_empty();
    for decision in decisions {
        let mut interaction = interactions::get(tx.as_read(), ctx, decision.interaction_id)?;
        let reason = match by {
            By::Colleague => decision.reason,
            By::Supervisor => by_hand(decision.reason, "assigned"),
            By::Oneself => by_hand(decision.reason, "pull"),
        };
        offer::make(tx, env, ctx, &mut interaction, decision.agent_id, reason)?;
    }
    Ok(offered)
}
