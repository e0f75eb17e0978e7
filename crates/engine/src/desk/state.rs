//! Choosing one's state.

use parlance_api::agent::{AgentView, SetState};
use parlance_core::{ReasonId, TenantCtx, UserId, agent::Availability};
use parlance_store::{Signal, StoreError, Tx, segments::Outcome};

use crate::{
    Engine, Env, Refusal, UseCaseError,
    identity::Person,
    presence::{self, log_out, withdraw_offers},
    views::agent_view,
};

impl Engine {
    /// Sets the agent's state. Not Ready while something is held is remembered: no new work comes, and it is shown
    /// when the last interaction ends. Logging out while interactions are held is refused with `still_holding`.
    pub async fn set_agent_state(&self, who: &Person, to: SetState) -> Result<AgentView, UseCaseError> {
        let (ctx, user) = (who.ctx, who.user_id);
        self.write(move |tx, env| set_state(tx, env, &ctx, user, &to))
            .await
    }
}

fn set_state(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
    to: &SetState,
) -> Result<AgentView, Refusal> {
    if to.availability != Availability::NotReady && to.reason_id.is_some() {
        return Err(Refusal::field(
            "reason_id",
            "unknown",
            "A reason belongs to Not Ready only: leave it out.",
        ));
    }
    if to.availability == Availability::LoggedOut {
        refuse_while_holding(tx, ctx, user)?;
        withdraw_offers(tx, env, ctx, user, Outcome::LoggedOut)?;
    }
    let mut row = presence::state::load(tx, env, ctx, user)?;
    match to.availability {
        Availability::Ready => presence::state::make_ready(tx, env, ctx, &mut row),
        Availability::NotReady => {
            row.reason_id = reason(tx, ctx, to.reason_id)?;
            row.availability = Availability::NotReady;
        }
        Availability::LoggedOut => log_out(&mut row),
    }
    if !row.connected && row.deadline_at.is_none() && to.availability != Availability::LoggedOut {
        // A state chosen before the desktop's socket is there: if none comes, the agent does not stay logged in.
        row.lost_at = Some(env.now);
        row.deadline_at = Some(env.now.plus_ms(tx.settings(ctx)?.agent_grace_ms));
        tx.signal(Signal::Timers);
    }
    presence::state::save(tx, env, ctx, row)?;
    let person = tx.agent_person(ctx, user)?.ok_or(StoreError::Inconsistent {
        table: "agent",
        column: "user_id",
        detail: format!("{user} has no user"),
    })?;
    Ok(agent_view(&person, &tx.settings(ctx)?))
}

fn refuse_while_holding(tx: &dyn Tx, ctx: &TenantCtx, user: UserId) -> Result<(), Refusal> {
    let holding = tx.holding(ctx, user)?;
    let held = holding.active + holding.after_call_work;
    if held == 0 {
        return Ok(());
    }
    let chats = match held {
        1 => "1 chat".to_owned(),
        many => format!("{many} chats"),
    };
    Err(Refusal::conflict(
        "still_holding",
        format!(
            "You still hold {chats}. End or transfer them first; with Not Ready no new ones come until you are done."
        ),
    ))
}

/// The reason an agent chose, checked; required as soon as the tenant has reasons of its own.
fn reason(tx: &dyn Tx, ctx: &TenantCtx, chosen: Option<ReasonId>) -> Result<Option<ReasonId>, Refusal> {
    let reasons = tx.reasons(ctx)?;
    let mut own = reasons
        .iter()
        .filter(|reason| reason.system.is_none() && reason.disabled_at.is_none());
    let Some(id) = chosen else {
        return match own.next() {
            None => Ok(None),
            Some(_) => Err(Refusal::field(
                "reason_id",
                "missing",
                "Choose a reason for Not Ready.",
            )),
        };
    };
    if own.any(|reason| reason.id == id) {
        return Ok(Some(id));
    }
    let message = match reasons.iter().find(|reason| reason.id == id) {
        Some(reason) if reason.system.is_some() => {
            format!(
                "'{}' is set by Parlance only: choose another reason.",
                reason.name
            )
        }
        Some(reason) => format!("'{}' is no longer offered: choose another reason.", reason.name),
        None => "There is no such reason: choose one from the list.".into(),
    };
    Err(Refusal::field("reason_id", "unknown", message))
}
