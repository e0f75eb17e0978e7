//! Skills, and the levels users hold.

use parlance_api::user::{SetSkillLevels, SkillInput, SkillKind, SkillLevel, SkillView};
use parlance_core::{SkillId, TenantCtx};
use parlance_store::{Read, Tx, skills::SkillRow};
use serde_json::json;

use super::{changed, check::Check, disabled_at, next_update, not_changed_since, noun::Noun};
use crate::{
    Engine, Env, Refusal, UseCaseError,
    audit::{self, Who},
    identity::Caller,
};

const NOUN: Noun = Noun {
    word: "skill",
    list: "skills",
};

/// A skill as screens show it.
#[must_use]
pub fn view(row: SkillRow) -> SkillView {
    SkillView {
        id: row.id,
        name: row.name,
        kind: row.kind,
        group: row.group,
        holders: row.holders,
        disabled: row.disabled_at.is_some(),
        updated_at: row.updated_at,
    }
}

/// Whether a name is free among skills; a service's name is its skill's name too.
pub(crate) fn is_free(
    read: &dyn Read,
    ctx: &TenantCtx,
    name: &str,
    own: Option<SkillId>,
) -> Result<bool, Refusal> {
    let lower = name.to_lowercase();
    Ok(read
        .skills(ctx)?
        .iter()
        .all(|other| Some(other.id) == own || other.name.to_lowercase() != lower))
}

/// Checks levels that shall be stored with a user or a service. `least` is 0 where a level may take a skill away.
pub(crate) fn check_levels(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    field: &str,
    levels: &[SkillLevel],
    least: u8,
) -> Result<(), Refusal> {
    for (at, level) in levels.iter().enumerate() {
        if read.skill(ctx, level.skill_id)?.is_none() {
            check.fault(
                format!("{field}[{at}].skill_id"),
                "unknown",
                "This skill does not exist.",
            );
        }
        if levels[..at].iter().any(|other| other.skill_id == level.skill_id) {
            check.fault(
                format!("{field}[{at}].skill_id"),
                "taken",
                "This skill stands there twice.",
            );
        }
        check.range(format!("{field}[{at}].level"), level.level, least, 100);
    }
    Ok(())
}

/// Makes an auxiliary or language skill.
pub fn create(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    input: &SkillInput,
) -> Result<SkillRow, Refusal> {
    let mut check = Check::default();
    let name = check.text("name", input.name.as_deref().unwrap_or_default(), 1, 80);
    let free = is_free(tx.as_read(), ctx, &name, None)?;
    check.that(free, "name", "taken", "Another skill or service has this name.");
    let kind = input.kind.unwrap_or(SkillKind::Auxiliary);
    let message = "A service's skill is made with the service.";
    check.that(kind != SkillKind::Service, "kind", "not_allowed", message);
    let group = check.optional("group", input.group.as_deref(), 80);
    check.done()?;
    let row = SkillRow {
        id: SkillId::new(env.now, env.id_bytes()),
        name,
        kind,
        group,
        service_id: None,
        holders: 0,
        disabled_at: disabled_at(input.disabled, None, env.now),
        created_at: env.now,
        updated_at: env.now,
    };
    tx.insert_skill(ctx, &row)?;
    NOUN.created(tx, env, ctx, who, row.id, &row.name)?;
    Ok(row)
}

/// Changes an auxiliary or language skill. A service's skill follows its service.
pub fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: SkillId,
    input: &SkillInput,
) -> Result<SkillRow, Refusal> {
    let before = tx.skill(ctx, id)?.ok_or(Refusal::not_found("This skill"))?;
    not_changed_since(input.expected_updated_at, before.updated_at)?;
    let mut check = Check::default();
    let mut after = before.clone();
    if let Some(name) = &input.name {
        after.name = check.text("name", name, 1, 80);
        let free = is_free(tx.as_read(), ctx, &after.name, Some(id))?;
        check.that(free, "name", "taken", "Another skill or service has this name.");
    }
    after.kind = input.kind.unwrap_or(before.kind);
    if input.group.is_some() {
        after.group = check.optional("group", input.group.as_deref(), 80);
    }
    after.disabled_at = disabled_at(input.disabled, before.disabled_at, env.now);
    if before.kind == SkillKind::Service {
        let message = "This skill belongs to a service of the same name. Change the service instead.";
        check.that(after == before, "name", "not_allowed", message);
    } else {
        let message = "A service's skill is made with the service.";
        check.that(after.kind != SkillKind::Service, "kind", "not_allowed", message);
    }
    check.done()?;
    if after == before {
        return Ok(after);
    }
    after.updated_at = next_update(env.now, before.updated_at);
    tx.update_skill(ctx, &after)?;
    let fields = [
        ("name", after.name != before.name),
        ("kind", after.kind != before.kind),
        ("group", after.group != before.group),
        ("disabled", after.disabled_at != before.disabled_at),
    ];
    NOUN.altered(tx, env, ctx, who, id, &fields)?;
    Ok(after)
}

/// Sets levels of many users; all or none.
pub fn set_levels(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    command: &SetSkillLevels,
) -> Result<(), Refusal> {
    let mut check = Check::default();
    for (at, cell) in command.levels.iter().enumerate() {
        let user = tx.user(ctx, cell.user_id)?;
        check.that(
            user.is_some(),
            format!("levels[{at}].user_id"),
            "unknown",
            "This user does not exist.",
        );
        let skill = tx.skill(ctx, cell.skill_id)?;
        check.that(
            skill.is_some(),
            format!("levels[{at}].skill_id"),
            "unknown",
            "This skill does not exist.",
        );
        check.range(format!("levels[{at}].level"), cell.level, 0, 100);
    }
    check.done()?;
    for cell in &command.levels {
        tx.set_skill_level(ctx, cell.user_id, cell.skill_id, cell.level)?;
    }
    let detail = json!({ "cells": command.levels.len() });
    audit::record(tx, env, ctx, who, "skill_levels.changed", ctx.tenant_id(), detail)?;
    changed(tx, env, ctx, "skills")
}

impl Engine {
    /// All skills.
    pub async fn skills(&self, caller: &Caller) -> Result<Vec<SkillView>, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| Ok(read.skills(&ctx)?.into_iter().map(view).collect()))
            .await
    }

    /// Makes a skill.
    pub async fn create_skill(&self, caller: &Caller, input: SkillInput) -> Result<SkillView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            create(tx, env, ctx, who, &input).map(view)
        })
        .await
    }

    /// Changes a skill.
    pub async fn change_skill(
        &self,
        caller: &Caller,
        id: SkillId,
        input: SkillInput,
    ) -> Result<SkillView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            change(tx, env, ctx, who, id, &input).map(view)
        })
        .await
    }

    /// Sets levels of many users.
    pub async fn set_skill_levels(
        &self,
        caller: &Caller,
        command: SetSkillLevels,
    ) -> Result<(), UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            set_levels(tx, env, ctx, who, &command)
        })
        .await
    }
}
