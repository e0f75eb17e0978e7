//! API keys.

use parlance_core::{ApiKeyId, TenantCtx, TenantId, Timestamp, UserId};
use parlance_store::{
    StoreError,
    api_keys::{ApiKeyRow, ApiKeysRead, ApiKeysWrite},
    sessions::SecretHash,
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, json, millis, to_json, uuid},
    tx::Transaction,
};

const COLUMNS: &str =
    "tenant_id, id, name, hint, scopes, created_by, created_at, expires_at, last_used_at, revoked_at";

fn read_key(row: &Row<'_>) -> RowResult<ApiKeyRow> {
    Ok(ApiKeyRow {
        id: ApiKeyId::from_uuid(uuid(row, "id")?),
        name: row.get("name")?,
        hint: row.get("hint")?,
        scopes: json(row, "scopes")?,
        created_by: UserId::from_uuid(uuid(row, "created_by")?),
        created_at: at(row, "created_at")?,
        expires_at: at_opt(row, "expires_at")?,
        last_used_at: at_opt(row, "last_used_at")?,
        revoked_at: at_opt(row, "revoked_at")?,
    })
}

for_both!(ApiKeysRead {
    fn api_key_by_hash(&self, hash: &SecretHash) -> Result<Option<(TenantId, ApiKeyRow)>, StoreError> {
        one(self.all(), &format!("SELECT {COLUMNS} FROM api_key WHERE key_hash = ?1"), params![hash], |row| {
            Ok((TenantId::from_uuid(uuid(row, "tenant_id")?), read_key(row)?))
        })
    }

    fn api_key(&self, ctx: &TenantCtx, id: ApiKeyId) -> Result<Option<ApiKeyRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM api_key WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_key,
        )
    }

    fn api_keys(&self, ctx: &TenantCtx) -> Result<Vec<ApiKeyRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM api_key WHERE tenant_id = ?1 AND revoked_at IS NULL
                 ORDER BY created_at DESC, id DESC"
            ),
            params![blob(ctx.tenant_id().as_uuid())],
            read_key,
        )
    }
});

impl ApiKeysWrite for Transaction<'_> {
    fn insert_api_key(
        &mut self,
        ctx: &TenantCtx,
        hash: &SecretHash,
        row: &ApiKeyRow,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO api_key (tenant_id, id, key_hash, name, hint, scopes, created_by, created_at, expires_at,
               last_used_at, revoked_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                hash,
                row.name,
                row.hint,
                to_json(&row.scopes)?,
                blob(row.created_by.as_uuid()),
                row.created_at.as_millis(),
                millis(row.expires_at),
                millis(row.last_used_at),
                millis(row.revoked_at),
            ],
        )
        .map(drop)
    }

    fn touch_api_key(&mut self, ctx: &TenantCtx, id: ApiKeyId, at: Timestamp) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE api_key SET last_used_at = ?3 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                at.as_millis()
            ],
        )
        .map(drop)
    }

    fn revoke_api_key(&mut self, ctx: &TenantCtx, id: ApiKeyId, at: Timestamp) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            "UPDATE api_key SET revoked_at = ?3 WHERE tenant_id = ?1 AND id = ?2 AND revoked_at IS NULL",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                at.as_millis()
            ],
        )
        .map(|count| count > 0)
    }
}
