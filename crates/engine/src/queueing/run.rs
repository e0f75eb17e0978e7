//! One run: looks beside the writer at what the rules ask for, then does it in one unit of work, each chat looked at
//! once more.

use parlance_api::hours::ClosedThen;
use parlance_core::{InteractionId, ServiceId, TenantCtx, interaction::InteractionState, overflow::Overflow};
use parlance_store::{
    Read, Signal, Tx,
    calendars::{RuledService, ToldRow},
    interactions::InteractionRow,
};

use super::{closed::ClosedTime, move_on, tell, waiting};
use crate::{Engine, Env, Refusal, UseCaseError, interactions};

/// Chats of a unit of work, at most.
pub(super) const MOST: u32 = 100;
/// The kind of thing that is told when a service is closed.
const TOLD_CLOSED: &str = "closed";

/// What is to be done with a chat.
#[derive(Debug)]
pub(super) enum Act {
    /// The customer is told something.
    Tell {
        /// The kind of thing.
        what: &'static str,
        text: String,
        /// The same is not told twice.
        about: String,
    },
    /// It goes to another service.
    Send { to: ServiceId, why: Overflow },
}

#[derive(Debug)]
pub(super) struct Planned {
    pub(super) interaction: InteractionId,
    pub(super) service: ServiceId,
    pub(super) act: Act,
}

/// Runs the rules of one tenant.
pub(crate) async fn run(engine: &Engine, ctx: TenantCtx) -> Result<(), UseCaseError> {
    let plan = engine.read(move |read, env| plan(read, env, &ctx)).await?;
    if plan.is_empty() {
        return Ok(());
    }
    engine
        .write(move |tx, env| {
            plan.iter()
                .try_for_each(|planned| carry_out(tx, env, &ctx, planned))
        })
        .await
}

fn plan(read: &dyn Read, env: &Env<'_>, ctx: &TenantCtx) -> Result<Vec<Planned>, Refusal> {
    let mut plan = Vec::new();
    for service in read.ruled_services(ctx)? {
        if let Some(closed) = ClosedTime::of(&service, env.now) {
            plan_closed(read, env, ctx, &service, &closed, &mut plan)?;
        } else {
            waiting::plan(read, env, ctx, &service, &mut plan)?;
        }
    }
    plan.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    Ok(plan)
}

fn plan_closed(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    service: &RuledService,
    closed: &ClosedTime,
    plan: &mut Vec<Planned>,
) -> Result<(), Refusal> {
    let rule = &service.rules.closed;
    let planned = |interaction, act| Planned {
        interaction,
        service: service.id,
        act,
    };
    match (rule.then, rule.service_id) {
        (ClosedThen::Tell, _) => {
            let about = about(service, closed);
            for id in read.untold(ctx, service.id, TOLD_CLOSED, &about, MOST)? {
                let row = interactions::get(read, ctx, id)?;
                let language = tell::language(read, ctx, &row)?;
                let opening = closed.opening(language.as_deref(), env.now);
                let values = [
                    ("next_opening", opening.as_deref().unwrap_or("…")),
                    ("service", service.name.as_str()),
                ];
                let text = parlance_core::sentence::fill(&rule.text, &values);
                plan.push(planned(
                    id,
                    Act::Tell {
                        what: TOLD_CLOSED,
                        text,
                        about: about.clone(),
                    },
                ));
            }
        }
        (ClosedThen::Send, Some(to)) => {
            for each in read.in_line(ctx, service.id, TOLD_CLOSED, MOST)? {
                let why = Overflow::Closed;
                plan.push(planned(each.id, Act::Send { to, why }));
            }
        }
        _ => {}
    }
    Ok(())
}

/// One closed time of one service.
fn about(service: &RuledService, closed: &ClosedTime) -> String {
    let until = closed.opens_at.map_or(0, |at| at.as_millis());
    format!("{}:{until}", service.id)
}

fn carry_out(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, planned: &Planned) -> Result<(), Refusal> {
    let Some(row) = still_waits(tx.as_read(), ctx, planned)? else {
        return Ok(());
    };
    let done = match &planned.act {
        Act::Tell { what, text, about } => {
            let told = ToldRow {
                about: about.clone(),
                at: env.now,
            };
            // Also when nothing can be sent now: it is not tried again for this.
            tx.save_told(ctx, row.thread_id, what, &told)?;
            tell::tell(tx, env, ctx, &row, text)?;
            true
        }
        Act::Send { to, why } => move_on::to_service(tx, env, ctx, row, *to, *why)?,
    };
    if done {
        // There may be more than fits into one unit of work, and elsewhere somebody may be free.
        tx.signal(Signal::Dispatch(ctx.tenant_id()));
    }
    Ok(())
}

fn still_waits(
    read: &dyn Read,
    ctx: &TenantCtx,
    planned: &Planned,
) -> Result<Option<InteractionRow>, Refusal> {
    let row = read.interaction(ctx, planned.interaction)?;
    Ok(row.filter(|row| {
        row.state == InteractionState::Queued
            && row.service_id == planned.service
            && row.reserved_agent_id.is_none()
    }))
}
