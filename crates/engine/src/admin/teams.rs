//! Teams.

use parlance_api::user::{TeamInput, TeamView};
use parlance_core::{
    TeamId, TenantCtx, UserId,
    permission::{Right, can},
};
use parlance_store::{Read, Tx, teams::TeamRow};

use super::{
    check::Check,
    disabled_at, next_update, not_changed_since,
    noun::{Noun, own_name},
};
use crate::{Engine, Env, Refusal, UseCaseError, audit::Who, identity::Caller};

const NOUN: Noun = Noun {
    word: "team",
    list: "teams",
};

/// A team as screens show it.
#[must_use]
pub fn view(row: TeamRow) -> TeamView {
    TeamView {
        id: row.id,
        name: row.name,
        supervisor_ids: row.supervisor_ids,
        members: row.members,
        disabled: row.disabled_at.is_some(),
        updated_at: row.updated_at,
    }
}

fn check_name(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    name: &str,
    own: Option<TeamId>,
) -> Result<String, Refusal> {
    let teams = read.teams(ctx)?;
    let others = teams.iter().filter(|other| Some(other.id) != own);
    let names = others.map(|other| other.name.as_str());
    Ok(own_name(check, name, 80, names, "Another team has this name."))
}

fn check_supervisors(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    ids: &[UserId],
) -> Result<Vec<UserId>, Refusal> {
    for (at, id) in ids.iter().enumerate() {
        match read.user(ctx, *id)? {
            None => check.fault(
                format!("supervisor_ids[{at}]"),
                "unknown",
                "This user does not exist.",
            ),
            Some(user) if !can(&user.roles, Right::Supervise) => {
                let message = format!("{} is not a supervisor. Give them the role first.", user.name);
                check.fault(format!("supervisor_ids[{at}]"), "not_allowed", message);
            }
            Some(_) => {}
        }
    }
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// Makes a team.
pub fn create(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    input: &TeamInput,
) -> Result<TeamRow, Refusal> {
    let mut check = Check::default();
    let name = check_name(
        tx.as_read(),
        ctx,
        &mut check,
        input.name.as_deref().unwrap_or_default(),
        None,
    )?;
    let supervisors = input.supervisor_ids.as_deref().unwrap_or_default();
    let supervisor_ids = check_supervisors(tx.as_read(), ctx, &mut check, supervisors)?;
    check.done()?;
    let row = TeamRow {
        id: TeamId::new(env.now, env.id_bytes()),
        name,
        supervisor_ids,
        members: 0,
        disabled_at: disabled_at(input.disabled, None, env.now),
        created_at: env.now,
        updated_at: env.now,
    };
    tx.insert_team(ctx, &row)?;
    NOUN.created(tx, env, ctx, who, row.id, &row.name)?;
    Ok(row)
}

/// Changes a team.
pub fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: TeamId,
    input: &TeamInput,
) -> Result<TeamRow, Refusal> {
    let before = tx.team(ctx, id)?.ok_or(Refusal::not_found("This team"))?;
    not_changed_since(input.expected_updated_at, before.updated_at)?;
    let mut check = Check::default();
    let mut after = before.clone();
    if let Some(name) = &input.name {
        after.name = check_name(tx.as_read(), ctx, &mut check, name, Some(id))?;
    }
    if let Some(ids) = &input.supervisor_ids {
        after.supervisor_ids = check_supervisors(tx.as_read(), ctx, &mut check, ids)?;
    }
    after.disabled_at = disabled_at(input.disabled, before.disabled_at, env.now);
    check.done()?;
    if after == before {
        return Ok(after);
    }
    after.updated_at = next_update(env.now, before.updated_at);
    tx.update_team(ctx, &after)?;
    let fields = [
        ("name", after.name != before.name),
        ("supervisor_ids", after.supervisor_ids != before.supervisor_ids),
        ("disabled", after.disabled_at != before.disabled_at),
    ];
    NOUN.altered(tx, env, ctx, who, id, &fields)?;
    Ok(after)
}

impl Engine {
    /// All teams.
    pub async fn teams(&self, caller: &Caller) -> Result<Vec<TeamView>, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| Ok(read.teams(&ctx)?.into_iter().map(view).collect()))
            .await
    }

    /// Makes a team.
    pub async fn create_team(&self, caller: &Caller, input: TeamInput) -> Result<TeamView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            create(tx, env, ctx, who, &input).map(view)
        })
        .await
    }

    /// Changes a team.
    pub async fn change_team(
        &self,
        caller: &Caller,
        id: TeamId,
        input: TeamInput,
    ) -> Result<TeamView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            change(tx, env, ctx, who, id, &input).map(view)
        })
        .await
    }
}
