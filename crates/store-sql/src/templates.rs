//! Message templates.

use parlance_core::{ServiceId, TemplateId, TenantCtx};
use parlance_store::{
    StoreError,
    templates::{TemplateRow, TemplatesRead, TemplatesWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, json, millis, to_json, uuid, uuid_opt},
    tx::Transaction,
};

const COLUMNS: &str = "id, name, channel, service_id, content, disabled_at, created_at, updated_at";

fn read_template(row: &Row<'_>) -> RowResult<TemplateRow> {
    Ok(TemplateRow {
        id: TemplateId::from_uuid(uuid(row, "id")?),
        name: row.get("name")?,
        channel: row.get("channel")?,
        service_id: uuid_opt(row, "service_id")?.map(ServiceId::from_uuid),
        content: json(row, "content")?,
        disabled_at: at_opt(row, "disabled_at")?,
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
    })
}

for_both!(TemplatesRead {
    fn template(&self, ctx: &TenantCtx, id: TemplateId) -> Result<Option<TemplateRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM message_template WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_template,
        )
    }

    fn templates(&self, ctx: &TenantCtx) -> Result<Vec<TemplateRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM message_template WHERE tenant_id = ?1 ORDER BY name, id"),
            params![blob(ctx.tenant_id().as_uuid())],
            read_template,
        )
    }
});

impl TemplatesWrite for Transaction<'_> {
    fn insert_template(&mut self, ctx: &TenantCtx, row: &TemplateRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO message_template (tenant_id, id, name, channel, service_id, content, disabled_at, created_at,
                                           updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                row.channel,
                row.service_id.map(|service| blob(service.as_uuid())),
                to_json(&row.content)?,
                millis(row.disabled_at),
                row.created_at.as_millis(),
                row.updated_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn update_template(&mut self, ctx: &TenantCtx, row: &TemplateRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE message_template
             SET name = ?3, channel = ?4, service_id = ?5, content = ?6, disabled_at = ?7, updated_at = ?8
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                row.channel,
                row.service_id.map(|service| blob(service.as_uuid())),
                to_json(&row.content)?,
                millis(row.disabled_at),
                row.updated_at.as_millis(),
            ],
        )
        .map(drop)
    }
}
