//! Skills.

use parlance_core::{ServiceId, SkillId, TenantCtx};
use parlance_store::{
    StoreError,
    skills::{SkillRow, SkillsRead, SkillsWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, millis, to_word, uuid, uuid_opt, word},
    tx::Transaction,
};

const COLUMNS: &str =
    "s.id, s.name, s.kind, s.group_name, s.service_id, s.disabled_at, s.created_at, s.updated_at,
     (SELECT count(*) FROM user_skill h JOIN \"user\" u ON u.tenant_id = h.tenant_id AND u.id = h.user_id
      WHERE h.tenant_id = s.tenant_id AND h.skill_id = s.id AND u.disabled_at IS NULL) AS holders";

fn read_skill(row: &Row<'_>) -> RowResult<SkillRow> {
    Ok(SkillRow {
        id: SkillId::from_uuid(uuid(row, "id")?),
        name: row.get("name")?,
        kind: word(row, "kind")?,
        group: row.get("group_name")?,
        service_id: uuid_opt(row, "service_id")?.map(ServiceId::from_uuid),
        holders: row.get("holders")?,
        disabled_at: at_opt(row, "disabled_at")?,
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
    })
}

for_both!(SkillsRead {
    fn skill(&self, ctx: &TenantCtx, id: SkillId) -> Result<Option<SkillRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM skill s WHERE s.tenant_id = ?1 AND s.id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_skill,
        )
    }

    fn skill_of_service(&self, ctx: &TenantCtx, id: ServiceId) -> Result<Option<SkillRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM skill s WHERE s.tenant_id = ?1 AND s.service_id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_skill,
        )
    }

    fn skills(&self, ctx: &TenantCtx) -> Result<Vec<SkillRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM skill s WHERE s.tenant_id = ?1 ORDER BY s.name, s.id"),
            params![blob(ctx.tenant_id().as_uuid())],
            read_skill,
        )
    }
});

impl SkillsWrite for Transaction<'_> {
    fn insert_skill(&mut self, ctx: &TenantCtx, row: &SkillRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO skill (tenant_id, id, name, kind, group_name, service_id, disabled_at, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                to_word(&row.kind)?,
                row.group,
                row.service_id.map(|id| blob(id.as_uuid())),
                millis(row.disabled_at),
                row.created_at.as_millis(),
                row.updated_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn update_skill(&mut self, ctx: &TenantCtx, row: &SkillRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE skill SET name = ?3, kind = ?4, group_name = ?5, disabled_at = ?6, updated_at = ?7
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                to_word(&row.kind)?,
                row.group,
                millis(row.disabled_at),
                row.updated_at.as_millis(),
            ],
        )
        .map(drop)
    }
}
