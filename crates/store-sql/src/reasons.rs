//! Not Ready reasons.

use parlance_core::{ReasonId, TenantCtx, agent::SystemReason};
use parlance_store::{
    StoreError,
    reasons::{ReasonRow, ReasonsRead, ReasonsWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, millis, to_word, uuid, word_opt},
    tx::Transaction,
};

const COLUMNS: &str = "id, name, counts_as_break, system, disabled_at, created_at";

fn read_reason(row: &Row<'_>) -> RowResult<ReasonRow> {
    Ok(ReasonRow {
        id: ReasonId::from_uuid(uuid(row, "id")?),
        name: row.get("name")?,
        counts_as_break: row.get("counts_as_break")?,
        system: word_opt(row, "system")?,
        disabled_at: at_opt(row, "disabled_at")?,
        created_at: at(row, "created_at")?,
    })
}

for_both!(ReasonsRead {
    fn reason(&self, ctx: &TenantCtx, id: ReasonId) -> Result<Option<ReasonRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM not_ready_reason WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_reason,
        )
    }

    fn system_reason(&self, ctx: &TenantCtx, system: SystemReason) -> Result<Option<ReasonRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM not_ready_reason WHERE tenant_id = ?1 AND system = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), to_word(&system)?],
            read_reason,
        )
    }

    fn reasons(&self, ctx: &TenantCtx) -> Result<Vec<ReasonRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM not_ready_reason WHERE tenant_id = ?1 ORDER BY system IS NOT NULL, name, id"
            ),
            params![blob(ctx.tenant_id().as_uuid())],
            read_reason,
        )
    }
});

impl ReasonsWrite for Transaction<'_> {
    fn insert_reason(&mut self, ctx: &TenantCtx, row: &ReasonRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO not_ready_reason (tenant_id, id, name, counts_as_break, system, disabled_at, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                row.counts_as_break,
                row.system.as_ref().map(to_word).transpose()?,
                millis(row.disabled_at),
                row.created_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn update_reason(&mut self, ctx: &TenantCtx, row: &ReasonRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE not_ready_reason SET name = ?3, counts_as_break = ?4, disabled_at = ?5
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                row.counts_as_break,
                millis(row.disabled_at),
            ],
        )
        .map(drop)
    }
}
