//! Imports of past conversations.

use parlance_core::{AccountId, ImportId, TenantCtx, Timestamp};
use parlance_store::{
    StoreError,
    imports::{ImportKind, ImportRow, ImportState, ImportsRead, ImportsWrite},
};
use rusqlite::{Row, params};

use crate::{
    query::{Connected as _, for_both, many, one, run},
    row::{at, blob, uuid},
    tx::Transaction,
};

const SELECT: &str = "SELECT id, account_id, kind, since, state, cursor, pages, threads, added, known, error, \
     started_at, finished_at FROM history_import";

const fn kind_word(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Past => "past",
        ImportKind::Gap => "gap",
    }
}

const fn state_word(state: ImportState) -> &'static str {
    match state {
        ImportState::Running => "running",
        ImportState::Done => "done",
        ImportState::Failed => "failed",
    }
}

fn read_import(row: &Row<'_>) -> rusqlite::Result<ImportRow> {
    let (kind, state): (String, String) = (row.get("kind")?, row.get("state")?);
    let moment = |name: &str| -> rusqlite::Result<Option<Timestamp>> {
        Ok(row.get::<_, Option<i64>>(name)?.map(Timestamp::from_millis))
    };
    let count = |name: &str| -> rusqlite::Result<u64> { Ok(row.get::<_, i64>(name)?.unsigned_abs()) };
    Ok(ImportRow {
        id: ImportId::from_uuid(uuid(row, "id")?),
        account_id: AccountId::from_uuid(uuid(row, "account_id")?),
        kind: if kind == "gap" {
            ImportKind::Gap
        } else {
            ImportKind::Past
        },
        since: moment("since")?,
        state: match state.as_str() {
            "running" => ImportState::Running,
            "done" => ImportState::Done,
            _ => ImportState::Failed,
        },
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
            self.db(),
            &format!("{SELECT} WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_import,
        )
    }

    fn imports(&self, ctx: &TenantCtx, account: AccountId, limit: u32) -> Result<Vec<ImportRow>, StoreError> {
        many(
            self.db(),
            &format!("{SELECT} WHERE tenant_id = ?1 AND account_id = ?2 ORDER BY started_at DESC, id DESC LIMIT ?3"),
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), limit],
            read_import,
        )
    }
});

impl ImportsWrite for Transaction<'_> {
    fn insert_import(&mut self, ctx: &TenantCtx, row: &ImportRow) -> Result<bool, StoreError> {
        run(
            self.db(),
            "INSERT INTO history_import (tenant_id, id, account_id, kind, since, state, started_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (tenant_id, account_id) WHERE state = 'running' DO NOTHING",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                blob(row.account_id.as_uuid()),
                kind_word(row.kind),
                row.since.map(Timestamp::as_millis),
                state_word(row.state),
                row.started_at.as_millis(),
            ],
        )
        .map(|count| count > 0)
    }

    fn save_import(&mut self, ctx: &TenantCtx, row: &ImportRow) -> Result<(), StoreError> {
        run(
            self.db(),
            "UPDATE history_import SET state = ?3, cursor = ?4, pages = ?5, threads = ?6, added = ?7, known = ?8,
               error = ?9, finished_at = ?10
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                state_word(row.state),
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
}
