//! Changing a user: what ends sessions, and what must never happen to the last administrator.

use parlance_api::user::{SkillLevel, UserPatch};
use parlance_core::{SessionId, TenantCtx, UserId, permission::Role};
use parlance_store::{
    Read, Tx,
    users::{PasswordHash, UserRow},
};
use serde_json::json;

use super::{
    Check, NOUN, check_language, check_max_chats, check_may_grant, check_roles, check_team, check_username,
    skills,
};
use crate::{
    Env, Refusal,
    admin::{disabled_at, next_update, not_changed_since},
    audit::{self, Who},
    identity::sign_in::end_sessions_of,
};

/// Changes a user: only the fields given, except the password (see [`set_password`]). Taking roles away or disabling
/// ends their sessions; one's own session goes on, its rights are read anew with each request.
pub fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: UserId,
    patch: &UserPatch,
) -> Result<UserRow, Refusal> {
    let before = tx.user(ctx, id)?.ok_or(Refusal::not_found("This user"))?;
    not_changed_since(patch.expected_updated_at, before.updated_at)?;
    check_may_grant(who, &before.roles)?;
    check_may_grant(who, patch.roles.as_deref().unwrap_or_default())?;
    let held = tx.skill_levels_of(ctx, id)?;
    let mut after = overlay(tx.as_read(), env, ctx, &before, patch)?;
    let new_levels = patch
        .skills
        .as_deref()
        .map(|wanted| level_changes(&held, wanted))
        .unwrap_or_default();
    let demoted = is_administrator(&before) && !is_administrator(&after);
    if demoted && !another_administrator(tx.as_read(), ctx, id)? {
        let message = "This is the last administrator. Make another one first.";
        return Err(Refusal::conflict("last_administrator", message));
    }
    if after == before && new_levels.is_empty() {
        return Ok(after);
    }
    after.updated_at = next_update(env.now, before.updated_at);
    tx.update_user(ctx, &after)?;
    for level in &new_levels {
        tx.set_skill_level(ctx, id, level.skill_id, level.level)?;
    }
    let is_self = who.actor == parlance_core::actor::Actor::User(id);
    let disabled = after.disabled_at.is_some() && before.disabled_at.is_none();
    if disabled || (after.roles != before.roles && !is_self) {
        end_sessions_of(tx, env, ctx, id, None)?;
    }
    let fields = [
        ("username", after.username != before.username),
        ("name", after.name != before.name),
        ("email", after.email != before.email),
        ("roles", after.roles != before.roles),
        ("team_id", after.team_id != before.team_id),
        ("max_chats", after.max_chats != before.max_chats),
        ("language", after.language != before.language),
        ("skills", !new_levels.is_empty()),
        ("disabled", after.disabled_at != before.disabled_at),
    ];
    NOUN.altered(tx, env, ctx, who, id, &fields)?;
    Ok(after)
}

/// Sets a password that was hashed before; all sessions of the user but `keep` end.
pub fn set_password(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: UserId,
    hash: &PasswordHash,
    keep: Option<SessionId>,
) -> Result<(), Refusal> {
    let user = tx.user(ctx, id)?.ok_or(Refusal::not_found("This user"))?;
    check_may_grant(who, &user.roles)?;
    tx.set_password(ctx, id, hash)?;
    end_sessions_of(tx, env, ctx, id, keep)?;
    audit::record(tx, env, ctx, who, "user.password_set", id, json!({}))
}

fn overlay(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    before: &UserRow,
    patch: &UserPatch,
) -> Result<UserRow, Refusal> {
    let mut check = Check::default();
    let mut after = before.clone();
    if let Some(username) = &patch.username {
        after.username = check_username(read, ctx, &mut check, username, Some(before.id))?;
    }
    if let Some(name) = &patch.name {
        after.name = check.text("name", name, 1, 120);
    }
    if let Some(email) = &patch.email {
        after.email = check.email("email", email.as_deref());
    }
    if let Some(roles) = &patch.roles {
        after.roles = check_roles(&mut check, roles);
    }
    if let Some(team) = patch.team_id {
        if team != before.team_id {
            check_team(read, ctx, &mut check, team)?;
        }
        after.team_id = team;
    }
    if let Some(max_chats) = patch.max_chats {
        check_max_chats(&mut check, max_chats);
        after.max_chats = max_chats;
    }
    if let Some(language) = &patch.language {
        after.language = check_language(&mut check, language.as_deref());
    }
    if let Some(levels) = &patch.skills {
        skills::check_levels(read, ctx, &mut check, "skills", levels, 0)?;
    }
    after.disabled_at = disabled_at(patch.disabled, before.disabled_at, env.now);
    check.done()?;
    Ok(after)
}

/// The cells that differ when `wanted` replaces `held`; level 0 takes a skill away.
fn level_changes(held: &[SkillLevel], wanted: &[SkillLevel]) -> Vec<SkillLevel> {
    let level_in = |levels: &[SkillLevel], skill| {
        levels
            .iter()
            .find(|level| level.skill_id == skill)
            .map_or(0, |level| level.level)
    };
    let mut skills: Vec<_> = held.iter().chain(wanted).map(|level| level.skill_id).collect();
    skills.sort_unstable();
    skills.dedup();
    skills
        .into_iter()
        .map(|skill_id| SkillLevel {
            skill_id,
            level: level_in(wanted, skill_id),
        })
        .filter(|level| level.level != level_in(held, level.skill_id))
        .collect()
}

fn is_administrator(user: &UserRow) -> bool {
    user.disabled_at.is_none() && user.roles.contains(&Role::Administrator)
}

fn another_administrator(read: &dyn Read, ctx: &TenantCtx, than: UserId) -> Result<bool, Refusal> {
    Ok(read
        .users(ctx)?
        .iter()
        .any(|user| user.id != than && is_administrator(user)))
}
