//! Making, changing and moving cases.

use parlance_api::case::{CaseDetail, CasePatch, CaseStepInput, LinkCase, NewCase};
use parlance_core::{
    CaseId, ContactId, InteractionId, TeamId, TenantCtx, UserId,
    case::{CaseError, CaseState, CaseStep},
};
use parlance_store::{Read, Tx, cases::CaseRow};

use super::{NOT_FOUND, detail, note};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    admin::{check::Check, next_update},
    audit::Who,
    identity::Caller,
    interactions,
};

const LONGEST_TITLE: usize = 120;
const LONGEST_DESCRIPTION: usize = 4_000;

impl From<CaseError> for Refusal {
    fn from(error: CaseError) -> Self {
        let code = match error {
            CaseError::Closed => "case_closed",
            CaseError::Already => "case_state",
        };
        Self::conflict(code, error.to_string())
    }
}

fn check_team(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    team: Option<TeamId>,
) -> Result<(), Refusal> {
    if let Some(id) = team {
        let known = read.team(ctx, id)?.is_some();
        check.that(known, "team_id", "unknown", "This team does not exist.");
    }
    Ok(())
}

fn check_owner(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    owner: Option<UserId>,
) -> Result<(), Refusal> {
    if let Some(id) = owner {
        let known = read.user(ctx, id)?.is_some_and(|user| user.disabled_at.is_none());
        check.that(known, "owner_id", "unknown", "This user does not exist.");
    }
    Ok(())
}

/// The customer of a new case: that of its conversation, or the one that is named.
fn customer(read: &dyn Read, caller: &Caller, command: &NewCase) -> Result<ContactId, Refusal> {
    match (command.interaction_id, command.contact_id) {
        (Some(interaction), _) => Ok(interactions::access::readable(read, caller, interaction)?.contact_id),
        (None, Some(contact)) => {
            let row = read.contact(caller.ctx(), contact)?;
            row.map(|row| row.id).ok_or(Refusal::not_found("This contact"))
        }
        (None, None) => Err(Refusal::field(
            "contact_id",
            "missing",
            "Say whose case it is: name a conversation or a contact.",
        )),
    }
}

fn create(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    caller: &Caller,
    who: &Who,
    command: &NewCase,
) -> Result<CaseId, Refusal> {
    let ctx = caller.ctx();
    let contact_id = customer(tx.as_read(), caller, command)?;
    let mut check = Check::default();
    let title = check.text("title", &command.title, 1, LONGEST_TITLE);
    let description = check.lines("description", &command.description, 0, LONGEST_DESCRIPTION);
    check_team(tx.as_read(), ctx, &mut check, command.team_id)?;
    if let Some(id) = command.follows {
        let before = tx.case(ctx, id)?.filter(|row| row.contact_id == contact_id);
        let fine = before.is_some_and(|row| row.state == CaseState::Closed);
        let message = "Only a closed case of the same customer is followed by another.";
        check.that(fine, "follows", "not_allowed", message);
    }
    check.done()?;
    let row = CaseRow {
        id: CaseId::new(env.now, env.id_bytes()),
        number: tx.next_case_number(ctx)?,
        title,
        description,
        state: CaseState::New,
        reason: None,
        contact_id,
        owner_id: who.user_id().filter(|_| command.team_id.is_none()),
        team_id: command.team_id,
        importance: command.importance,
        follows: command.follows,
        created_at: env.now,
        updated_at: env.now,
        resolved_at: None,
    };
    tx.insert_case(ctx, &row)?;
    note(tx, env, ctx, who, row.id, "created", None)?;
    if let Some(interaction) = command.interaction_id {
        tx.link_case(ctx, row.id, interaction, env.now)?;
    }
    Ok(row.id)
}

fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: CaseId,
    patch: &CasePatch,
) -> Result<(), Refusal> {
    let before = tx.case(ctx, id)?.ok_or(NOT_FOUND)?;
    let mut check = Check::default();
    let mut after = before.clone();
    if let Some(title) = &patch.title {
        after.title = check.text("title", title, 1, LONGEST_TITLE);
    }
    if let Some(description) = &patch.description {
        after.description = check.lines("description", description, 0, LONGEST_DESCRIPTION);
    }
    after.importance = patch.importance.unwrap_or(before.importance);
    if let Some(owner) = patch.owner_id {
        check_owner(tx.as_read(), ctx, &mut check, owner)?;
        after.owner_id = owner;
    }
    if let Some(team) = patch.team_id {
        check_team(tx.as_read(), ctx, &mut check, team)?;
        after.team_id = team;
    }
    check.done()?;
    if after == before {
        return Ok(());
    }
    if before.state == CaseState::Closed {
        return Err(CaseError::Closed.into());
    }
    after.updated_at = next_update(env.now, before.updated_at);
    tx.update_case(ctx, &after)?;
    if (after.owner_id, after.team_id) == (before.owner_id, before.team_id) {
        return note(tx, env, ctx, who, id, "edited", None);
    }
    let owner = match after.owner_id {
        Some(id) => tx.user(ctx, id)?.map(|user| user.name),
        None => None,
    };
    let team = match after.team_id {
        Some(id) => tx.team(ctx, id)?.map(|team| team.name),
        None => None,
    };
    note(tx, env, ctx, who, id, "assigned", owner.or(team))
}

fn step(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: CaseId,
    command: &CaseStepInput,
) -> Result<(), Refusal> {
    let mut row = tx.case(ctx, id)?.ok_or(NOT_FOUND)?;
    row.state = row.state.step(command.step)?;
    let reasons = tx.settings(ctx)?.case_pending_reasons;
    let reason = command
        .reason
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    row.reason = match (command.step, reason) {
        (CaseStep::Pend, Some(reason)) if reasons.iter().any(|known| known == reason) => {
            Some(reason.to_owned())
        }
        (CaseStep::Pend, None) if reasons.is_empty() => None,
        (CaseStep::Pend, _) => {
            let message = format!("Say what it waits for: {}.", reasons.join(", "));
            return Err(Refusal::field("reason", "unknown", message));
        }
        _ => None,
    };
    row.resolved_at = (row.state == CaseState::Resolved).then_some(env.now);
    row.updated_at = next_update(env.now, row.updated_at);
    // Who begins looks after it, unless somebody does.
    if command.step == CaseStep::Open && row.owner_id.is_none() {
        row.owner_id = who.user_id();
    }
    tx.update_case(ctx, &row)?;
    let what = match command.step {
        CaseStep::Open => "open",
        CaseStep::Pend => "pending",
        CaseStep::Resolve => "resolved",
    };
    note(tx, env, ctx, who, id, what, row.reason)
}

/// Joins a conversation: what was resolved is open again, what is closed stays so.
fn link(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    caller: &Caller,
    who: &Who,
    id: CaseId,
    interaction: InteractionId,
) -> Result<(), Refusal> {
    let ctx = caller.ctx();
    let before = tx.case(ctx, id)?.ok_or(NOT_FOUND)?;
    let found = interactions::access::readable(tx.as_read(), caller, interaction)?;
    if found.contact_id != before.contact_id {
        let message = "This conversation is another customer's.";
        return Err(Refusal::field("interaction_id", "not_allowed", message));
    }
    let state = before.state.touched()?;
    if !tx.link_case(ctx, id, interaction, env.now)? {
        return Ok(());
    }
    let reopened = state != before.state;
    let after = CaseRow {
        state,
        resolved_at: before.resolved_at.filter(|_| !reopened),
        updated_at: next_update(env.now, before.updated_at),
        ..before
    };
    tx.update_case(ctx, &after)?;
    note(tx, env, ctx, who, id, "linked", None)?;
    if reopened {
        note(tx, env, ctx, who, id, "open", None)?;
    }
    Ok(())
}

impl Engine {
    /// Makes a case.
    pub async fn create_case(&self, caller: &Caller, command: NewCase) -> Result<CaseDetail, UseCaseError> {
        let (caller, who) = (caller.clone(), Who::from(caller));
        self.write(move |tx, env| {
            let id = create(tx, env, &caller, &who, &command)?;
            detail(tx.as_read(), caller.ctx(), id)
        })
        .await
    }

    /// Changes a case.
    pub async fn change_case(
        &self,
        caller: &Caller,
        id: CaseId,
        patch: CasePatch,
    ) -> Result<CaseDetail, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            change(tx, env, ctx, who, id, &patch)?;
            detail(tx.as_read(), ctx, id)
        })
        .await
    }

    /// Opens, pends or resolves a case.
    pub async fn step_case(
        &self,
        caller: &Caller,
        id: CaseId,
        command: CaseStepInput,
    ) -> Result<CaseDetail, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            step(tx, env, ctx, who, id, &command)?;
            detail(tx.as_read(), ctx, id)
        })
        .await
    }

    /// Joins a conversation to a case.
    pub async fn link_case(
        &self,
        caller: &Caller,
        id: CaseId,
        command: LinkCase,
    ) -> Result<CaseDetail, UseCaseError> {
        let (caller, who) = (caller.clone(), Who::from(caller));
        self.write(move |tx, env| {
            link(tx, env, &caller, &who, id, command.interaction_id)?;
            detail(tx.as_read(), caller.ctx(), id)
        })
        .await
    }
}
