//! Imports of past conversations.

use parlance_core::{AccountId, ImportId, TenantCtx, Timestamp};
use parlance_store::{
    StoreError,
    imports::{ImportRow, ImportsRead, ImportsWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, blob, to_word, uuid, word},
    tx::Transaction,
};

const SELECT: &str = "SELECT id, account_id, kind, since, state, cursor, pages, threads, added, known, error, \
     started_at, finished_at FROM history_import";

fn read_import(row: &Row<'_>) -> RowResult<ImportRow> {
    let moment = |name: &str| -> RowResult<Option<Timestamp>> {
        Ok(row.get::<Option<i64>>(name)?.map(Timestamp::from_millis))
    };
    let count = |name: &str| -> RowResult<u64> { Ok(row.get::<i64>(name)?.unsigned_abs()) };
    Ok(ImportRow {
        id: ImportId::from_uuid(uuid(row, "id")?),
        account_id: AccountId::from_uuid(uuid(row, "account_id")?),
        kind: word(row, "kind")?,
        since: moment("since")?,
        state: word(row, "state")?,
        cursor: row.get("cursor")?,
        pages: row.get("pages")?,
        threads: count("threads")?,
        added: count("added")?,
        known: count("known")?,
        error: row.get("error")?,
        started_at: at(row, "started_at")?,
        finished_at: moment("finished_at")?,
    })
}

for_both!(ImportsRead {
    fn import(&self, ctx: &TenantCtx, id: ImportId) -> Result<Option<ImportRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("{SELECT} WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_import,
        )
    }

    fn imports(&self, ctx: &TenantCtx, account: AccountId, limit: u32) -> Result<Vec<ImportRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("{SELECT} WHERE tenant_id = ?1 AND account_id = ?2 ORDER BY started_at DESC, id DESC LIMIT ?3"),
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), limit],
            read_import,
        )
    }
});

impl ImportsWrite for Transaction<'_> {
    fn insert_import(&mut self, ctx: &TenantCtx, row: &ImportRow) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO history_import (tenant_id, id, account_id, kind, since, state, started_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (tenant_id, account_id) WHERE state = 'running' DO NOTHING",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                blob(row.account_id.as_uuid()),
                to_word(&row.kind)?,
                row.since.map(Timestamp::as_millis),
                to_word(&row.state)?,
                row.started_at.as_millis(),
            ],
        )
        .map(|count| count > 0)
    }

    fn save_import(&mut self, ctx: &TenantCtx, row: &ImportRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE history_import SET state = ?3, cursor = ?4, pages = ?5, threads = ?6, added = ?7, known = ?8,
               error = ?9, finished_at = ?10
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                to_word(&row.state)?,
                row.cursor,
                row.pages,
                row.threads.cast_signed(),
                row.added.cast_signed(),
                row.known.cast_signed(),
                row.error,
                row.finished_at.map(Timestamp::as_millis),
            ],
        )
        .map(drop)
    }

    fn want_import(&mut self, ctx: &TenantCtx, account: AccountId) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE integration_account SET import_wanted = 1 WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
        )
        .map(drop)
    }

    fn take_wanted_import(&mut self, ctx: &TenantCtx, account: AccountId) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            "UPDATE integration_account SET import_wanted = 0 WHERE tenant_id = ?1 AND id = ?2 AND import_wanted = 1",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
        )
        .map(|count| count > 0)
    }
}
