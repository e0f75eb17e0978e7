//! Templates that platforms review.

use parlance_core::{AccountId, ApprovedTemplateId, TenantCtx, TenantId};
use parlance_store::{
    StoreError,
    approved_templates::{
        ApprovedListRow, ApprovedTemplateRow, ApprovedTemplatesRead, ApprovedTemplatesWrite,
    },
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, json, millis, to_json, uuid, word},
    tx::Transaction,
};

const COLUMNS: &str = "id, account_id, remote_id, name, language, state, reason, content, examples, defaults, sendable, \
                       created_at, updated_at";

fn read_template(row: &Row<'_>) -> RowResult<ApprovedTemplateRow> {
    Ok(ApprovedTemplateRow {
        id: ApprovedTemplateId::from_uuid(uuid(row, "id")?),
        account_id: AccountId::from_uuid(uuid(row, "account_id")?),
        remote_id: row.get("remote_id")?,
        name: row.get("name")?,
        language: row.get("language")?,
        state: word(row, "state")?,
        reason: row.get("reason")?,
        content: json(row, "content")?,
        examples: json(row, "examples")?,
        defaults: json(row, "defaults")?,
        sendable: row.get("sendable")?,
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
    })
}

for_both!(ApprovedTemplatesRead {
    fn approved_template(
        &self,
        ctx: &TenantCtx,
        id: ApprovedTemplateId,
    ) -> Result<Option<ApprovedTemplateRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM approved_template WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_template,
        )
    }

    fn approved_templates(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
    ) -> Result<Vec<ApprovedTemplateRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM approved_template WHERE tenant_id = ?1 AND account_id = ?2
                 ORDER BY name, language"
            ),
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            read_template,
        )
    }

    fn approved_list(&self, ctx: &TenantCtx, account: AccountId) -> Result<ApprovedListRow, StoreError> {
        one(
            self.db(ctx),
            "SELECT read_at, stale, problem FROM approved_list WHERE tenant_id = ?1 AND account_id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            |row| {
                Ok(ApprovedListRow {
                    read_at: at_opt(row, "read_at")?,
                    stale: row.get("stale")?,
                    problem: row.get("problem")?,
                })
            },
        )
        .map(Option::unwrap_or_default)
    }

    fn approved_lists_to_read(&self) -> Result<Vec<(TenantCtx, AccountId)>, StoreError> {
        many(
            self.all(),
            "SELECT tenant_id, account_id FROM approved_list WHERE stale = 1
             UNION SELECT tenant_id, account_id FROM approved_template WHERE state = 'pending' ORDER BY 1, 2",
            params![],
            |row| {
                let tenant = TenantId::from_uuid(uuid(row, "tenant_id")?);
                Ok((TenantCtx::new(tenant), AccountId::from_uuid(uuid(row, "account_id")?)))
            },
        )
    }
});

impl ApprovedTemplatesWrite for Transaction<'_> {
    fn save_approved_template(
        &mut self,
        ctx: &TenantCtx,
        row: &ApprovedTemplateRow,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO approved_template (tenant_id, id, account_id, remote_id, name, language, state, reason, content,
                                            examples, defaults, sendable, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
             ON CONFLICT (tenant_id, id) DO UPDATE SET
                remote_id = ?4, name = ?5, language = ?6, state = ?7, reason = ?8, content = ?9, examples = ?10,
                defaults = ?11, sendable = ?12, updated_at = ?14",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                blob(row.account_id.as_uuid()),
                row.remote_id,
                row.name,
                row.language,
                row.state.as_str(),
                row.reason,
                to_json(&row.content)?,
                to_json(&row.examples)?,
                to_json(&row.defaults)?,
                row.sendable,
                row.created_at.as_millis(),
                row.updated_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn delete_approved_template(
        &mut self,
        ctx: &TenantCtx,
        id: ApprovedTemplateId,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM approved_template WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
        )
        .map(drop)
    }

    fn save_approved_list(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        row: &ApprovedListRow,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO approved_list (tenant_id, account_id, read_at, stale, problem) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (tenant_id, account_id) DO UPDATE SET read_at = ?3, stale = ?4, problem = ?5",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                millis(row.read_at),
                row.stale,
                row.problem,
            ],
        )
        .map(drop)
    }
}
