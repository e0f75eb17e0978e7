//! Services: their skill of the same name comes and goes with them.

mod parts;
mod steps;
mod waiting;

use parlance_api::{
    config::{CannedTextView, DispositionView, ServiceInput, ServiceView},
    hours::WaitingRules,
    user::SkillKind,
};
use parlance_core::{ServiceId, SkillId, TeamId, TenantCtx};
use parlance_store::{Read, Tx, services::ServiceRow, skills::SkillRow};

use super::{changed, check::Check, disabled_at, next_update, not_changed_since, noun::Noun, skills};
use crate::{Engine, Env, Refusal, UseCaseError, audit::Who, identity::Caller};

const SECOND_MS: i64 = 1_000;
const MINUTE_MS: i64 = 60 * SECOND_MS;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

const NOUN: Noun = Noun {
    word: "service",
    list: "services",
};

/// A service as screens show it.
#[must_use]
pub fn view(row: ServiceRow) -> ServiceView {
    ServiceView {
        id: row.id,
        name: row.name,
        team_ids: row.team_ids,
        required_skills: row.required_skills,
        steps: row.steps,
        last_agent_wait_ms: row.last_agent_wait_ms,
        last_agent_days: row.last_agent_days,
        may_pull: row.may_pull,
        waiting: row.waiting,
        target_percent: row.target_percent,
        target_wait_ms: row.target_wait_ms,
        after_call_work_ms: row.after_call_work_ms,
        disposition_required: row.disposition_required,
        reply_warn_ms: row.reply_warn_ms,
        reply_alarm_ms: row.reply_alarm_ms,
        dispositions: row
            .dispositions
            .into_iter()
            .map(|row| DispositionView {
                id: row.id,
                name: row.name,
                folder: row.folder,
                code: row.code,
                kind: row.kind,
            })
            .collect(),
        canned_texts: row
            .canned_texts
            .into_iter()
            .map(|row| CannedTextView {
                id: row.id,
                shortcut: row.shortcut,
                title: row.title,
                text: row.text,
            })
            .collect(),
        disabled: row.disabled_at.is_some(),
        updated_at: row.updated_at,
    }
}

/// What a new service begins with.
fn blank(env: &Env<'_>) -> ServiceRow {
    ServiceRow {
        id: ServiceId::new(env.now, env.id_bytes()),
        name: String::new(),
        team_ids: Vec::new(),
        required_skills: Vec::new(),
        steps: Vec::new(),
        last_agent_wait_ms: 0,
        last_agent_days: 30,
        may_pull: false,
        waiting: WaitingRules::default(),
        target_percent: 80,
        target_wait_ms: 60 * SECOND_MS,
        after_call_work_ms: 2 * MINUTE_MS,
        disposition_required: false,
        reply_warn_ms: 2 * MINUTE_MS,
        reply_alarm_ms: 5 * MINUTE_MS,
        dispositions: Vec::new(),
        canned_texts: Vec::new(),
        disabled_at: None,
        created_at: env.now,
        updated_at: env.now,
    }
}

/// Overlays what is given over a service, and checks it.
fn overlay(
    read: &dyn Read,
    env: &Env<'_>,
    ctx: &TenantCtx,
    before: &ServiceRow,
    skill: Option<SkillId>,
    input: &ServiceInput,
) -> Result<ServiceRow, Refusal> {
    let mut check = Check::default();
    let mut after = before.clone();
    if let Some(name) = &input.name {
        after.name = check.text("name", name, 1, 80);
        let lower = after.name.to_lowercase();
        let taken = read
            .services(ctx)?
            .iter()
            .any(|other| other.id != before.id && other.name.to_lowercase() == lower);
        check.that(!taken, "name", "taken", "Another service has this name.");
        let free = taken || skills::is_free(read, ctx, &after.name, skill)?;
        check.that(
            free,
            "name",
            "taken",
            "A skill has this name, and each service brings a skill of its own name.",
        );
    }
    if let Some(ids) = &input.team_ids {
        after.team_ids = check_teams(read, ctx, &mut check, "team_ids", ids)?;
    }
    if let Some(levels) = &input.required_skills {
        skills::check_levels(read, ctx, &mut check, "required_skills", levels, 1)?;
        after.required_skills.clone_from(levels);
        after.required_skills.sort_unstable_by_key(|level| level.skill_id);
    }
    if let Some(wanted) = &input.steps {
        after.steps = steps::checked(read, ctx, &mut check, wanted)?;
    }
    steps::drop_repeated_teams(&mut after);
    if let Some(wanted) = &input.waiting {
        after.waiting = waiting::checked(read, ctx, &mut check, before.id, wanted)?;
    }
    after.may_pull = input.may_pull.unwrap_or(before.may_pull);
    after.disposition_required = input.disposition_required.unwrap_or(before.disposition_required);
    overlay_times(&mut check, &mut after, input);
    if let Some(wanted) = &input.dispositions {
        after.dispositions = parts::dispositions(env, &mut check, before, wanted);
    }
    if let Some(wanted) = &input.canned_texts {
        after.canned_texts = parts::canned_texts(env, &mut check, before, wanted);
    }
    after.disabled_at = disabled_at(input.disabled, before.disabled_at, env.now);
    check.done()?;
    Ok(after)
}

fn overlay_times(check: &mut Check, after: &mut ServiceRow, input: &ServiceInput) {
    after.target_percent = check.range(
        "target_percent",
        input.target_percent.unwrap_or(after.target_percent),
        1,
        100,
    );
    let wait = input.target_wait_ms.unwrap_or(after.target_wait_ms);
    after.target_wait_ms = check.range("target_wait_ms", wait, SECOND_MS, DAY_MS);
    let work = input.after_call_work_ms.unwrap_or(after.after_call_work_ms);
    after.after_call_work_ms = check.range("after_call_work_ms", work, 0, 60 * MINUTE_MS);
    let kept = input.last_agent_wait_ms.unwrap_or(after.last_agent_wait_ms);
    after.last_agent_wait_ms = check.range("last_agent_wait_ms", kept, 0, 10 * MINUTE_MS);
    let days = input.last_agent_days.unwrap_or(after.last_agent_days);
    after.last_agent_days = check.range("last_agent_days", days, 1, 365);
    let warn = input.reply_warn_ms.unwrap_or(after.reply_warn_ms);
    after.reply_warn_ms = check.range("reply_warn_ms", warn, SECOND_MS, DAY_MS);
    let alarm = input.reply_alarm_ms.unwrap_or(after.reply_alarm_ms);
    after.reply_alarm_ms = check.range("reply_alarm_ms", alarm, SECOND_MS, DAY_MS);
    let message = "The timer cannot turn red before it turns amber.";
    check.that(alarm >= warn, "reply_alarm_ms", "out_of_range", message);
}

fn check_teams(
    read: &dyn Read,
    ctx: &TenantCtx,
    check: &mut Check,
    field: &str,
    ids: &[TeamId],
) -> Result<Vec<TeamId>, Refusal> {
    for (at, id) in ids.iter().enumerate() {
        let found = read.team(ctx, *id)?;
        check.that(
            found.is_some(),
            format!("{field}[{at}]"),
            "unknown",
            "This team does not exist.",
        );
    }
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// Makes a service, its skill and its system outcomes. Without outcomes given it begins with the usual ones.
pub fn create(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    input: &ServiceInput,
) -> Result<ServiceRow, Refusal> {
    let mut named = ServiceInput {
        name: Some(input.name.clone().unwrap_or_default()),
        ..input.clone()
    };
    if named.dispositions.is_none() {
        named.dispositions = Some(parts::usual_dispositions());
    }
    let mut before = blank(env);
    before.dispositions = parts::system_dispositions(env, before.id);
    let row = overlay(tx.as_read(), env, ctx, &before, None, &named)?;
    let skill = SkillRow {
        id: SkillId::new(env.now, env.id_bytes()),
        name: row.name.clone(),
        kind: SkillKind::Service,
        group: None,
        service_id: Some(row.id),
        holders: 0,
        disabled_at: row.disabled_at,
        created_at: env.now,
        updated_at: env.now,
    };
    tx.insert_service(ctx, &row)?;
    tx.insert_skill(ctx, &skill)?;
    NOUN.created(tx, env, ctx, who, row.id, &row.name)?;
    changed(tx, env, ctx, "skills")?;
    Ok(row)
}

/// Changes a service; its skill takes name and use from it.
pub fn change(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    who: &Who,
    id: ServiceId,
    input: &ServiceInput,
) -> Result<ServiceRow, Refusal> {
    let before = tx.service(ctx, id)?.ok_or(Refusal::not_found("This service"))?;
    not_changed_since(input.expected_updated_at, before.updated_at)?;
    let skill = tx.skill_of_service(ctx, id)?;
    let mut after = overlay(
        tx.as_read(),
        env,
        ctx,
        &before,
        skill.as_ref().map(|skill| skill.id),
        input,
    )?;
    if after == before {
        return Ok(after);
    }
    after.updated_at = next_update(env.now, before.updated_at);
    tx.update_service(ctx, &after)?;
    let renamed = after.name != before.name || after.disabled_at != before.disabled_at;
    if let Some(mut skill) = skill.filter(|_| renamed) {
        skill.name.clone_from(&after.name);
        skill.disabled_at = after.disabled_at;
        skill.updated_at = next_update(env.now, skill.updated_at);
        tx.update_skill(ctx, &skill)?;
        changed(tx, env, ctx, "skills")?;
    }
    let fields = [
        ("name", after.name != before.name),
        ("team_ids", after.team_ids != before.team_ids),
        ("required_skills", after.required_skills != before.required_skills),
        ("steps", after.steps != before.steps),
        (
            "last_agent_wait_ms",
            after.last_agent_wait_ms != before.last_agent_wait_ms,
        ),
        ("last_agent_days", after.last_agent_days != before.last_agent_days),
        ("may_pull", after.may_pull != before.may_pull),
        ("waiting", after.waiting != before.waiting),
        ("target_percent", after.target_percent != before.target_percent),
        ("target_wait_ms", after.target_wait_ms != before.target_wait_ms),
        (
            "after_call_work_ms",
            after.after_call_work_ms != before.after_call_work_ms,
        ),
        (
            "disposition_required",
            after.disposition_required != before.disposition_required,
        ),
        ("reply_warn_ms", after.reply_warn_ms != before.reply_warn_ms),
        ("reply_alarm_ms", after.reply_alarm_ms != before.reply_alarm_ms),
        ("dispositions", after.dispositions != before.dispositions),
        ("canned_texts", after.canned_texts != before.canned_texts),
        ("disabled", after.disabled_at != before.disabled_at),
    ];
    NOUN.altered(tx, env, ctx, who, id, &fields)?;
    Ok(after)
}

impl Engine {
    /// All services.
    pub async fn services(&self, caller: &Caller) -> Result<Vec<ServiceView>, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| Ok(read.services(&ctx)?.into_iter().map(view).collect()))
            .await
    }

    /// One service.
    pub async fn service(&self, caller: &Caller, id: ServiceId) -> Result<ServiceView, UseCaseError> {
        let ctx = *caller.ctx();
        self.read(move |read, _| {
            read.service(&ctx, id)?
                .map(view)
                .ok_or(Refusal::not_found("This service"))
        })
        .await
    }

    /// Makes a service.
    pub async fn create_service(
        &self,
        caller: &Caller,
        input: ServiceInput,
    ) -> Result<ServiceView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            create(tx, env, ctx, who, &input).map(view)
        })
        .await
    }

    /// Changes a service.
    pub async fn change_service(
        &self,
        caller: &Caller,
        id: ServiceId,
        input: ServiceInput,
    ) -> Result<ServiceView, UseCaseError> {
        self.administer(caller, move |tx, env, ctx, who| {
            change(tx, env, ctx, who, id, &input).map(view)
        })
        .await
    }
}
