//! Events that could not be applied.

use parlance_core::{AccountId, ParkedEventId, TenantCtx, Timestamp};
use parlance_store::{
    StoreError,
    parked::{ParkedRead, ParkedRow, ParkedWrite, Settled},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, blob, uuid},
    tx::Transaction,
};

const SELECT: &str = "SELECT id, account_id, channel, inbound_id, place, reason, body, digest, attempts, \
     received_at, settled_at FROM parked_event";

fn read_parked(row: &Row<'_>) -> RowResult<ParkedRow> {
    let settled_at: Option<i64> = row.get("settled_at")?;
    Ok(ParkedRow {
        id: ParkedEventId::from_uuid(uuid(row, "id")?),
        account_id: AccountId::from_uuid(uuid(row, "account_id")?),
        channel: row.get("channel")?,
        inbound_id: row.get("inbound_id")?,
        place: row.get("place")?,
        reason: row.get("reason")?,
        body: row.get("body")?,
        digest: row.get("digest")?,
        attempts: row.get("attempts")?,
        received_at: Timestamp::from_millis(row.get("received_at")?),
        settled_at: settled_at.map(Timestamp::from_millis),
    })
}

for_both!(ParkedRead {
    fn parked(&self, ctx: &TenantCtx, id: ParkedEventId) -> Result<Option<ParkedRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("{SELECT} WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_parked,
        )
    }

    fn parked_of_account(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        limit: u32,
    ) -> Result<Vec<ParkedRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "{SELECT} WHERE tenant_id = ?1 AND account_id = ?2 AND settled_at IS NULL
                 ORDER BY received_at, id LIMIT ?3"
            ),
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), limit],
            read_parked,
        )
    }

    fn count_parked(&self, ctx: &TenantCtx, account: AccountId) -> Result<u64, StoreError> {
        one(
            self.db(ctx),
            "SELECT count(*) FROM parked_event WHERE tenant_id = ?1 AND account_id = ?2 AND settled_at IS NULL",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            |row| row.get::<i64>(0),
        )
        .map(|count| count.unwrap_or_default().unsigned_abs())
    }
});

impl ParkedWrite for Transaction<'_> {
    fn park(&mut self, ctx: &TenantCtx, row: &ParkedRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO parked_event
               (tenant_id, id, account_id, channel, inbound_id, place, reason, body, digest,
                attempts, received_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (tenant_id, account_id, digest)
               DO UPDATE SET reason = excluded.reason, attempts = excluded.attempts",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                blob(row.account_id.as_uuid()),
                row.channel,
                row.inbound_id,
                row.place,
                row.reason,
                row.body,
                row.digest,
                row.attempts,
                row.received_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn settle_parked(
        &mut self,
        ctx: &TenantCtx,
        id: ParkedEventId,
        how: Settled,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            "UPDATE parked_event SET settled_at = ?3, settled_how = ?4
             WHERE tenant_id = ?1 AND id = ?2 AND settled_at IS NULL",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                at.as_millis(),
                how.as_str()
            ],
        )
        .map(|count| count > 0)
    }

    fn parked_again(&mut self, ctx: &TenantCtx, id: ParkedEventId, reason: &str) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE parked_event SET attempts = attempts + 1, reason = ?3
             WHERE tenant_id = ?1 AND id = ?2 AND settled_at IS NULL",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid()), reason],
        )
        .map(drop)
    }
}
