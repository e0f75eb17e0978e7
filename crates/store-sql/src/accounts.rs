//! Integration accounts: what an administrator entered.

use parlance_core::{AccountId, TenantCtx, TenantId};
use parlance_store::{
    StoreError,
    accounts::{AccountRow, AccountTraffic, AccountsRead, AccountsWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, json, millis, to_json, to_word, uuid, word},
    tx::Transaction,
};

const COLUMNS: &str = "tenant_id, id, channel, channel_type, name, external_id, settings, sealed, enabled, complete, \
     person_answers, token_state, sending_paused_at, verified_at, last_event_at, last_event_signed, last_sent_at, last_error, \
     last_error_at, refused, last_refusal, last_refusal_at, deleted_at, created_at, updated_at";

fn read_account(row: &Row<'_>) -> RowResult<AccountRow> {
    let refused: i64 = row.get("refused")?;
    Ok(AccountRow {
        id: AccountId::from_uuid(uuid(row, "id")?),
        channel: row.get("channel")?,
        channel_type: row.get("channel_type")?,
        name: row.get("name")?,
        external_id: row.get("external_id")?,
        settings: json(row, "settings")?,
        sealed: json(row, "sealed")?,
        enabled: row.get("enabled")?,
        complete: row.get("complete")?,
        person_answers: row.get("person_answers")?,
        token_state: word(row, "token_state")?,
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
        deleted_at: at_opt(row, "deleted_at")?,
        traffic: AccountTraffic {
            sending_paused_at: at_opt(row, "sending_paused_at")?,
            verified_at: at_opt(row, "verified_at")?,
            last_event_at: at_opt(row, "last_event_at")?,
            last_event_signed: row.get("last_event_signed")?,
            last_sent_at: at_opt(row, "last_sent_at")?,
            last_error: row.get("last_error")?,
            last_error_at: at_opt(row, "last_error_at")?,
            refused: u64::try_from(refused).unwrap_or(0),
            last_refusal: row.get("last_refusal")?,
            last_refusal_at: at_opt(row, "last_refusal_at")?,
        },
    })
}

for_both!(AccountsRead {
    fn account(&self, ctx: &TenantCtx, id: AccountId) -> Result<Option<AccountRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM integration_account WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_account,
        )
    }

    fn accounts(&self, ctx: &TenantCtx) -> Result<Vec<AccountRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM integration_account
                 WHERE tenant_id = ?1 AND deleted_at IS NULL ORDER BY name, id"
            ),
            params![blob(ctx.tenant_id().as_uuid())],
            read_account,
        )
    }

    fn all_accounts(&self) -> Result<Vec<(TenantId, AccountRow)>, StoreError> {
        many(
            self.all(),
            &format!("SELECT {COLUMNS} FROM integration_account WHERE deleted_at IS NULL ORDER BY tenant_id, id"),
            params![],
            |row| Ok((TenantId::from_uuid(uuid(row, "tenant_id")?), read_account(row)?)),
        )
    }

    fn deleted_account(
        &self,
        ctx: &TenantCtx,
        channel: &str,
        external_id: &str,
    ) -> Result<Option<AccountRow>, StoreError> {
        one(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM integration_account
                 WHERE tenant_id = ?1 AND channel = ?2 AND external_id = ?3 AND deleted_at IS NOT NULL
                 ORDER BY deleted_at DESC, id LIMIT 1"
            ),
            params![blob(ctx.tenant_id().as_uuid()), channel, external_id],
            read_account,
        )
    }

    fn holder_of_external(
        &self,
        channel: &str,
        external_id: &str,
        except: AccountId,
    ) -> Result<Option<TenantId>, StoreError> {
        one(
            self.all(),
            "SELECT tenant_id FROM integration_account
             WHERE channel = ?1 AND external_id = ?2 AND enabled = 1 AND deleted_at IS NULL AND id <> ?3",
            params![channel, external_id, blob(except.as_uuid())],
            |row| Ok(TenantId::from_uuid(uuid(row, "tenant_id")?)),
        )
    }
});

impl AccountsWrite for Transaction<'_> {
    fn insert_account(&mut self, ctx: &TenantCtx, row: &AccountRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO integration_account (tenant_id, id, channel, channel_type, name, external_id, settings,
               sealed, enabled, complete, token_state, deleted_at, created_at, updated_at, person_answers)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.channel,
                row.channel_type,
                row.name,
                row.external_id,
                to_json(&row.settings)?,
                to_json(&row.sealed)?,
                row.enabled,
                row.complete,
                to_word(&row.token_state)?,
                millis(row.deleted_at),
                row.created_at.as_millis(),
                row.updated_at.as_millis(),
                row.person_answers,
            ],
        )
        .map(drop)
    }

    fn update_account(&mut self, ctx: &TenantCtx, row: &AccountRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE integration_account SET channel_type = ?3, name = ?4, external_id = ?5, settings = ?6, sealed = ?7,
               enabled = ?8, complete = ?9, token_state = ?10, deleted_at = ?11, updated_at = ?12,
               person_answers = ?13
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.channel_type,
                row.name,
                row.external_id,
                to_json(&row.settings)?,
                to_json(&row.sealed)?,
                row.enabled,
                row.complete,
                to_word(&row.token_state)?,
                millis(row.deleted_at),
                row.updated_at.as_millis(),
                row.person_answers,
            ],
        )
        .map(drop)
    }

    fn clear_account_error(&mut self, ctx: &TenantCtx, id: AccountId) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE integration_account SET last_error = NULL, last_error_at = NULL WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
        )
        .map(drop)
    }

    fn forget_account_traffic(&mut self, ctx: &TenantCtx, id: AccountId) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE integration_account SET verified_at = NULL, last_event_at = NULL, last_event_signed = NULL,
               last_sent_at = NULL, last_error = NULL, last_error_at = NULL, refused = 0, last_refusal = NULL,
               last_refusal_at = NULL
             WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
        )
        .map(drop)
    }
}
