//! Making a user.

use parlance_api::user::NewUser;
use parlance_core::{TenantCtx, UserId};
use parlance_store::{
    Read, Tx,
    users::{PasswordHash, UserRow},
};
use serde_json::json;

use super::{Check, NOUN, check_max_chats, check_may_grant, check_roles, check_team, check_username, skills};
use crate::{Env, Refusal, audit::Who};

/// The values as they will be stored; faults are gathered. The password is checked before, beside its hash.
pub(super) struct Checked {
    username: String,
    name: String,
    email: Option<String>,
    roles: Vec<parlance_core::permission::Role>,
}

pub(super) fn check(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    command: &NewUser,
) -> Result<Checked, Refusal> {
    let username = check_username(read, ctx, check, &command.username, None)?;
    let name = check.text("name", &command.name, 1, 120);
    let email = check.email("email", command.email.as_deref());
    let roles = check_roles(check, &command.roles);
    check_team(read, ctx, check, command.team_id)?;
    skills::check_levels(read, ctx, check, "skills", &command.skills, 0)?;
    check_max_chats(check, command.max_chats);
    Ok(Checked {
        username,
        name,
        email,
        roles,
    })
}

/// Makes a user with a password that was hashed before.
pub fn create(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    command: &NewUser,
    hash: &PasswordHash,
) -> Result<UserRow, Refusal> {
    check_may_grant(who, &command.roles)?;
    let mut faults = Check::default();
    let Checked {
        username,
        name,
        email,
        roles,
    } = check(tx.as_read(), ctx, &mut faults, command)?;
    faults.done()?;
    let row = UserRow {
        id: UserId::new(env.now, env.id_bytes()),
        username,
        name,
        email,
        roles,
        team_id: command.team_id,
        max_chats: command.max_chats,
        language: None,
        password_hash: hash.clone(),
        disabled_at: None,
        last_sign_in_at: None,
        created_at: env.now,
        updated_at: env.now,
    };
    tx.insert_user(ctx, &row)?;
    for level in &command.skills {
        tx.set_skill_level(ctx, row.id, level.skill_id, level.level)?;
    }
    let detail = json!({ "username": row.username, "roles": row.roles });
    NOUN.created_as(tx, env, ctx, who, row.id, detail)?;
    Ok(row)
}
