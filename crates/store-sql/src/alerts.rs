//! Targets of alerts.

use parlance_core::{AlertTargetId, TenantCtx, TenantId, Timestamp};
use parlance_store::{
    StoreError,
    alerts::{AlertTargetRow, AlertsRead, AlertsWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, millis, to_word, uuid, word},
    tx::Transaction,
};

const COLUMNS: &str =
    "tenant_id, id, kind, address, secret, disabled_at, last_at, last_error, created_at, updated_at";

fn read_target(row: &Row<'_>) -> RowResult<AlertTargetRow> {
    Ok(AlertTargetRow {
        id: AlertTargetId::from_uuid(uuid(row, "id")?),
        kind: word(row, "kind")?,
        address: row.get("address")?,
        secret: row.get("secret")?,
        disabled_at: at_opt(row, "disabled_at")?,
        last_at: at_opt(row, "last_at")?,
        last_error: row.get("last_error")?,
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
    })
}

for_both!(AlertsRead {
    fn alert_target(
        &self,
        ctx: &TenantCtx,
        id: AlertTargetId,
    ) -> Result<Option<AlertTargetRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM alert_target WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_target,
        )
    }

    fn alert_targets(&self, ctx: &TenantCtx) -> Result<Vec<AlertTargetRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM alert_target WHERE tenant_id = ?1 ORDER BY address, id"),
            params![blob(ctx.tenant_id().as_uuid())],
            read_target,
        )
    }

    fn all_sealed_alert_targets(&self) -> Result<Vec<(TenantId, AlertTargetRow)>, StoreError> {
        many(
            self.all(),
            &format!("SELECT {COLUMNS} FROM alert_target WHERE secret IS NOT NULL"),
            params![],
            |row| Ok((TenantId::from_uuid(uuid(row, "tenant_id")?), read_target(row)?)),
        )
    }
});

impl AlertsWrite for Transaction<'_> {
    fn insert_alert_target(&mut self, ctx: &TenantCtx, row: &AlertTargetRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO alert_target (tenant_id, id, kind, address, secret, disabled_at, last_at, last_error,
                                       created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                to_word(&row.kind)?,
                row.address,
                row.secret,
                millis(row.disabled_at),
                millis(row.last_at),
                row.last_error,
                row.created_at.as_millis(),
                row.updated_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn update_alert_target(&mut self, ctx: &TenantCtx, row: &AlertTargetRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE alert_target SET address = ?3, secret = ?4, disabled_at = ?5, updated_at = ?6
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.address,
                row.secret,
                millis(row.disabled_at),
                row.updated_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn note_alert_sent(
        &mut self,
        ctx: &TenantCtx,
        id: AlertTargetId,
        at: Timestamp,
        error: Option<&str>,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE alert_target SET last_at = ?3, last_error = ?4 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                at.as_millis(),
                error
            ],
        )
        .map(drop)
    }

    fn delete_alert_target(&mut self, ctx: &TenantCtx, id: AlertTargetId) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM alert_target WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
        )
        .map(|count| count > 0)
    }
}
