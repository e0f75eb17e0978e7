//! Services with what belongs to them.

use parlance_api::{hours::WaitingRules, routing::step_mut, user::SkillLevel};
use parlance_core::{CannedTextId, DispositionId, ServiceId, SkillId, TeamId, TenantCtx};
use parlance_store::{
    StoreError,
    services::{CannedTextRow, DispositionRow, ServiceRow, ServicesRead, ServicesWrite},
};

use crate::{
    calendars::{fill_rules, write_rules},
    db::{Db, params},
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, millis, to_word, uuid, word},
    tx::Transaction,
};

const COLUMNS: &str = "id, name, target_percent, target_wait_ms, after_call_work_ms, disposition_required, \
                       reply_warn_ms, reply_alarm_ms, last_agent_wait_ms, last_agent_days, may_pull, disabled_at, created_at, \
                       updated_at";

fn read_service(row: &Row<'_>) -> RowResult<ServiceRow> {
    Ok(ServiceRow {
        id: ServiceId::from_uuid(uuid(row, "id")?),
        name: row.get("name")?,
        team_ids: Vec::new(),
        required_skills: Vec::new(),
        steps: Vec::new(),
        last_agent_wait_ms: row.get("last_agent_wait_ms")?,
        last_agent_days: row.get("last_agent_days")?,
        may_pull: row.get("may_pull")?,
        waiting: WaitingRules::default(),
        target_percent: row.get("target_percent")?,
        target_wait_ms: row.get("target_wait_ms")?,
        after_call_work_ms: row.get("after_call_work_ms")?,
        disposition_required: row.get("disposition_required")?,
        reply_warn_ms: row.get("reply_warn_ms")?,
        reply_alarm_ms: row.get("reply_alarm_ms")?,
        dispositions: Vec::new(),
        canned_texts: Vec::new(),
        disabled_at: at_opt(row, "disabled_at")?,
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
    })
}

fn read_disposition(row: &Row<'_>) -> RowResult<DispositionRow> {
    Ok(DispositionRow {
        id: DispositionId::from_uuid(uuid(row, "id")?),
        service_id: ServiceId::from_uuid(uuid(row, "service_id")?),
        name: row.get("name")?,
        folder: row.get("folder")?,
        code: row.get("code")?,
        kind: word(row, "kind")?,
        removed_at: at_opt(row, "removed_at")?,
    })
}

/// A skill with a level.
pub(crate) fn read_level(row: &Row<'_>) -> RowResult<SkillLevel> {
    Ok(SkillLevel {
        skill_id: SkillId::from_uuid(uuid(row, "skill_id")?),
        level: row.get("level")?,
    })
}

/// Adds what belongs to a service.
fn fill(db: Db<'_>, ctx: &TenantCtx, mut service: ServiceRow) -> Result<ServiceRow, StoreError> {
    let key = [ctx.tenant_id().as_uuid(), service.id.as_uuid()].map(blob);
    let teams = many(
        db,
        "SELECT after_ms, team_id FROM service_team WHERE tenant_id = ?1 AND service_id = ?2
         ORDER BY after_ms, team_id",
        key,
        |row| Ok((row.get("after_ms")?, TeamId::from_uuid(uuid(row, "team_id")?))),
    )?;
    for (after_ms, team) in teams {
        match after_ms {
            0 => service.team_ids.push(team),
            _ => step_mut(&mut service.steps, after_ms).team_ids.push(team),
        }
    }
    let levels = many(
        db,
        "SELECT after_ms, skill_id, level FROM service_step_skill WHERE tenant_id = ?1 AND service_id = ?2
         ORDER BY after_ms, skill_id",
        key,
        |row| Ok((row.get("after_ms")?, read_level(row)?)),
    )?;
    for (after_ms, level) in levels {
        step_mut(&mut service.steps, after_ms).levels.push(level);
    }
    service.required_skills = many(
        db,
        "SELECT skill_id, level FROM service_skill WHERE tenant_id = ?1 AND service_id = ?2 ORDER BY skill_id",
        key,
        read_level,
    )?;
    service.dispositions = many(
        db,
        "SELECT id, service_id, name, folder, code, kind, removed_at FROM disposition
         WHERE tenant_id = ?1 AND service_id = ?2 AND removed_at IS NULL ORDER BY place, id",
        key,
        read_disposition,
    )?;
    service.canned_texts = many(
        db,
        "SELECT id, shortcut, title, body FROM canned_text
         WHERE tenant_id = ?1 AND service_id = ?2 ORDER BY place, id",
        key,
        |row| {
            Ok(CannedTextRow {
                id: CannedTextId::from_uuid(uuid(row, "id")?),
                shortcut: row.get("shortcut")?,
                title: row.get("title")?,
                text: row.get("body")?,
            })
        },
    )?;
    fill_rules(db, ctx, &mut service)?;
    Ok(service)
}

for_both!(ServicesRead {
    fn service(&self, ctx: &TenantCtx, id: ServiceId) -> Result<Option<ServiceRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM service WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_service,
        )?
        .map(|service| fill(self.db(ctx), ctx, service))
        .transpose()
    }

    fn services(&self, ctx: &TenantCtx) -> Result<Vec<ServiceRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM service WHERE tenant_id = ?1 ORDER BY name, id"),
            params![blob(ctx.tenant_id().as_uuid())],
            read_service,
        )?
        .into_iter()
        .map(|service| fill(self.db(ctx), ctx, service))
        .collect()
    }

    fn disposition(&self, ctx: &TenantCtx, id: DispositionId) -> Result<Option<DispositionRow>, StoreError> {
        one(
            self.db(ctx),
            "SELECT id, service_id, name, folder, code, kind, removed_at FROM disposition
             WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_disposition,
        )
    }
});

impl ServicesWrite for Transaction<'_> {
    fn insert_service(&mut self, ctx: &TenantCtx, row: &ServiceRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO service (tenant_id, id, name, target_percent, target_wait_ms, after_call_work_ms,
               disposition_required, reply_warn_ms, reply_alarm_ms, disabled_at, created_at, updated_at,
               last_agent_wait_ms, last_agent_days, may_pull)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                row.target_percent,
                row.target_wait_ms,
                row.after_call_work_ms,
                row.disposition_required,
                row.reply_warn_ms,
                row.reply_alarm_ms,
                millis(row.disabled_at),
                row.created_at.as_millis(),
                row.updated_at.as_millis(),
                row.last_agent_wait_ms,
                row.last_agent_days,
                row.may_pull,
            ],
        )?;
        write_parts(self.db(ctx), ctx, row)
    }

    fn update_service(&mut self, ctx: &TenantCtx, row: &ServiceRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE service SET name = ?3, target_percent = ?4, target_wait_ms = ?5, after_call_work_ms = ?6,
               disposition_required = ?7, reply_warn_ms = ?8, reply_alarm_ms = ?9, disabled_at = ?10,
               updated_at = ?11, last_agent_wait_ms = ?12, last_agent_days = ?13, may_pull = ?14
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                row.target_percent,
                row.target_wait_ms,
                row.after_call_work_ms,
                row.disposition_required,
                row.reply_warn_ms,
                row.reply_alarm_ms,
                millis(row.disabled_at),
                row.updated_at.as_millis(),
                row.last_agent_wait_ms,
                row.last_agent_days,
                row.may_pull,
            ],
        )?;
        write_parts(self.db(ctx), ctx, row)
    }
}

fn write_parts(db: Db<'_>, ctx: &TenantCtx, row: &ServiceRow) -> Result<(), StoreError> {
    let key = [ctx.tenant_id().as_uuid(), row.id.as_uuid()].map(blob);
    run(
        db,
        "DELETE FROM service_team WHERE tenant_id = ?1 AND service_id = ?2",
        key,
    )?;
    let at_first = row.team_ids.iter().map(|team| (0, team));
    let later = row
        .steps
        .iter()
        .flat_map(|step| step.team_ids.iter().map(|team| (step.after_ms, team)));
    for (after_ms, team) in at_first.chain(later) {
        run(
            db,
            "INSERT INTO service_team (tenant_id, service_id, team_id, after_ms) VALUES (?1, ?2, ?3, ?4)",
            params![key[0], key[1], blob(team.as_uuid()), after_ms],
        )?;
    }
    run(
        db,
        "DELETE FROM service_step_skill WHERE tenant_id = ?1 AND service_id = ?2",
        key,
    )?;
    for step in &row.steps {
        for skill in &step.levels {
            run(
                db,
                "INSERT INTO service_step_skill (tenant_id, service_id, after_ms, skill_id, level)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    key[0],
                    key[1],
                    step.after_ms,
                    blob(skill.skill_id.as_uuid()),
                    skill.level
                ],
            )?;
        }
    }
    run(
        db,
        "DELETE FROM service_skill WHERE tenant_id = ?1 AND service_id = ?2",
        key,
    )?;
    for skill in &row.required_skills {
        run(
            db,
            "INSERT INTO service_skill (tenant_id, service_id, skill_id, level) VALUES (?1, ?2, ?3, ?4)",
            params![key[0], key[1], blob(skill.skill_id.as_uuid()), skill.level],
        )?;
    }
    write_rules(db, ctx, row)?;
    write_dispositions(db, ctx, row)?;
    run(
        db,
        "DELETE FROM canned_text WHERE tenant_id = ?1 AND service_id = ?2",
        key,
    )?;
    for (place, text) in (0_i64..).zip(&row.canned_texts) {
        run(
            db,
            "INSERT INTO canned_text (tenant_id, id, service_id, shortcut, title, body, place)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                key[0],
                blob(text.id.as_uuid()),
                key[1],
                text.shortcut,
                text.title,
                text.text,
                place
            ],
        )?;
    }
    Ok(())
}

/// All in force are marked removed first, so that names can be swapped among them; those in the row come back.
fn write_dispositions(db: Db<'_>, ctx: &TenantCtx, row: &ServiceRow) -> Result<(), StoreError> {
    let key = [ctx.tenant_id().as_uuid(), row.id.as_uuid()].map(blob);
    run(
        db,
        "UPDATE disposition SET removed_at = ?3
         WHERE tenant_id = ?1 AND service_id = ?2 AND removed_at IS NULL",
        params![key[0], key[1], row.updated_at.as_millis()],
    )?;
    for (place, disposition) in (0_i64..).zip(&row.dispositions) {
        run(
            db,
            "INSERT INTO disposition (tenant_id, id, service_id, name, folder, code, kind, place)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (tenant_id, id) DO UPDATE SET name = ?4, folder = ?5, code = ?6, kind = ?7, place = ?8,
               removed_at = NULL",
            params![
                key[0],
                blob(disposition.id.as_uuid()),
                key[1],
                disposition.name,
                disposition.folder,
                disposition.code,
                to_word(&disposition.kind)?,
                place,
            ],
        )?;
    }
    Ok(())
}
