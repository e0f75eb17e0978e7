//! Kinds of events that are not known.

use parlance_core::{AccountId, TenantCtx, UnknownEventId};
use parlance_store::{
    StoreError,
    unknown_events::{UnknownEventRow, UnknownEventsRead, UnknownEventsWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, blob, uuid},
    tx::Transaction,
};

const SELECT: &str =
    "SELECT id, account_id, kind, count, first_at, last_at, sample, inbound_id, place FROM unknown_event";

fn read_unknown(row: &Row<'_>) -> RowResult<UnknownEventRow> {
    let count: i64 = row.get("count")?;
    Ok(UnknownEventRow {
        id: UnknownEventId::from_uuid(uuid(row, "id")?),
        account_id: AccountId::from_uuid(uuid(row, "account_id")?),
        kind: row.get("kind")?,
        count: count.unsigned_abs(),
        first_at: at(row, "first_at")?,
        last_at: at(row, "last_at")?,
        sample: row.get("sample")?,
        inbound_id: row.get("inbound_id")?,
        place: row.get("place")?,
    })
}

for_both!(UnknownEventsRead {
    fn unknown_event(
        &self,
        ctx: &TenantCtx,
        id: UnknownEventId,
    ) -> Result<Option<UnknownEventRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("{SELECT} WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_unknown,
        )
    }

    fn unknown_events(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        limit: u32,
    ) -> Result<Vec<UnknownEventRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("{SELECT} WHERE tenant_id = ?1 AND account_id = ?2 ORDER BY last_at DESC, id LIMIT ?3"),
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), limit],
            read_unknown,
        )
    }

    fn count_unknown_kinds(&self, ctx: &TenantCtx, account: AccountId) -> Result<u64, StoreError> {
        one(
            self.db(ctx),
            "SELECT count(*) FROM unknown_event WHERE tenant_id = ?1 AND account_id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            |row| row.get::<i64>(0),
        )
        .map(|count| count.unwrap_or_default().unsigned_abs())
    }
});

impl UnknownEventsWrite for Transaction<'_> {
    fn note_unknown_event(&mut self, ctx: &TenantCtx, row: &UnknownEventRow) -> Result<bool, StoreError> {
        one(
            self.db(ctx),
            "INSERT INTO unknown_event
               (tenant_id, id, account_id, kind, count, first_at, last_at, sample, inbound_id, place)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (tenant_id, account_id, kind) DO UPDATE SET count = unknown_event.count + excluded.count,
               last_at = max(unknown_event.last_at, excluded.last_at), sample = excluded.sample, inbound_id = excluded.inbound_id,
               place = excluded.place
             RETURNING count = ?5",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                blob(row.account_id.as_uuid()),
                row.kind,
                row.count.cast_signed(),
                row.first_at.as_millis(),
                row.last_at.as_millis(),
                row.sample,
                row.inbound_id,
                row.place,
            ],
            |row| row.get(0),
        )
        .map(|new| new.unwrap_or(false))
    }

    fn forget_unknown_event(&mut self, ctx: &TenantCtx, id: UnknownEventId) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM unknown_event WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
        )
        .map(|count| count > 0)
    }
}
