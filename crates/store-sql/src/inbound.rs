//! Raw deliveries and the memory of what was applied.

use std::{collections::HashSet, ops::ControlFlow};

use parlance_core::{AccountId, TenantCtx, TenantId, Timestamp};
use parlance_store::{
    StoreError,
    inbound::{AppliedRow, InboundRead, InboundWrite, NewRaw, RawRow},
};

use crate::{
    db::{Db, params},
    query::{Connected as _, each, for_both, many, one, run},
    row::{Row, RowResult, blob, to_json, uuid},
    tx::Transaction,
};

const COLUMNS: &str = "id, tenant_id, account_id, channel, body, verified_with, received_at, attempts, state";

fn read_raw(row: &Row<'_>) -> RowResult<RawRow> {
    let state: String = row.get("state")?;
    Ok(RawRow {
        id: row.get("id")?,
        tenant: TenantId::from_uuid(uuid(row, "tenant_id")?),
        account_id: AccountId::from_uuid(uuid(row, "account_id")?),
        channel: row.get("channel")?,
        body: row.get("body")?,
        verified_with: row.get("verified_with")?,
        received_at: Timestamp::from_millis(row.get("received_at")?),
        attempts: row.get("attempts")?,
        waiting: state == "new",
    })
}

for_both!(InboundRead {
    fn waiting_raw(
        &self,
        now: Timestamp,
        after: i64,
        limit: u32,
        max_bytes: usize,
    ) -> Result<Vec<RawRow>, StoreError> {
        let sql = select(
            "FROM inbound_event WHERE state = 'new' AND id > ?1 AND due_at <= ?2 ORDER BY id LIMIT ?3",
        );
        let (mut found, mut bytes) = (Vec::new(), 0);
        each(self.all(), &sql, params![after, now.as_millis(), limit], |row| {
            let raw = read_raw(row)?;
            bytes += raw.body.len();
            if bytes > max_bytes && !found.is_empty() {
                return Ok(ControlFlow::Break(()));
            }
            found.push(raw);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    fn no_raw_waits(&self, now: Timestamp) -> Result<bool, StoreError> {
        one(
            self.all(),
            "SELECT 1 FROM inbound_event WHERE state = 'new' AND due_at <= ?1 ORDER BY id LIMIT 1",
            params![now.as_millis()],
            |_| Ok(()),
        )
        .map(|found| found.is_none())
    }

    fn raw(&self, ctx: &TenantCtx, id: i64) -> Result<Option<RawRow>, StoreError> {
        let sql = select("FROM inbound_event WHERE tenant_id = ?1 AND id = ?2");
        one(self.db(ctx), &sql, params![blob(ctx.tenant_id().as_uuid()), id], read_raw)
    }

    fn still_waiting(&self, ids: &[i64]) -> Result<HashSet<i64>, StoreError> {
        let db = self.all();
        let these = db.dialect().is_among("id", "?1");
        many(
            db,
            &format!("SELECT id FROM inbound_event WHERE {these} AND state = 'new'"),
            params![to_json(&ids)?],
            |row| row.get("id"),
        )
        .map(|ids| ids.into_iter().collect())
    }

    fn applied(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        key: &str,
    ) -> Result<Option<AppliedRow>, StoreError> {
        one(
            self.db(ctx),
            "SELECT at, detail FROM applied_event WHERE tenant_id = ?1 AND account_id = ?2 AND key = ?3",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), key],
            |row| {
                Ok(AppliedRow {
                    at: Timestamp::from_millis(row.get("at")?),
                    detail: row.get("detail")?,
                })
            },
        )
    }

    fn applied_of(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        keys: [&str; 3],
    ) -> Result<[Option<AppliedRow>; 3], StoreError> {
        let [first, second, third] = keys;
        let mut found = [None, None, None];
        each(
            self.db(ctx),
            // Each is looked up by its whole key: a planner that knows no sizes yet would read all of the account's.
            "SELECT key, at, detail FROM applied_event WHERE tenant_id = ?1 AND account_id = ?2 AND key = ?3
             UNION ALL
             SELECT key, at, detail FROM applied_event WHERE tenant_id = ?1 AND account_id = ?2 AND key = ?4
             UNION ALL
             SELECT key, at, detail FROM applied_event WHERE tenant_id = ?1 AND account_id = ?2 AND key = ?5",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                first,
                second,
                third
            ],
            |row| {
                let key: String = row.get("key")?;
                let remembered = AppliedRow {
                    at: Timestamp::from_millis(row.get("at")?),
                    detail: row.get("detail")?,
                };
                if let Some(place) = keys.iter().position(|wanted| *wanted == key) {
                    found[place] = Some(remembered);
                }
                Ok(ControlFlow::Continue(()))
            },
        )?;
        Ok(found)
    }
});

/// Where a new delivery stands.
#[derive(Clone, Copy)]
enum Stands {
    Waiting,
    Applied,
}

fn insert(db: Db<'_>, ctx: &TenantCtx, raw: &NewRaw, stands: Stands) -> Result<i64, StoreError> {
    let state = match stands {
        Stands::Waiting => "new",
        Stands::Applied => "done",
    };
    db.database.insert_numbered(
        db.scope,
        "INSERT INTO inbound_event
           (tenant_id, account_id, channel, body, signed, verified_with, received_at, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            blob(ctx.tenant_id().as_uuid()),
            blob(raw.account_id.as_uuid()),
            raw.channel,
            raw.body,
            !raw.verified_with.is_empty(),
            raw.verified_with,
            raw.received_at.as_millis(),
            state,
        ],
    )
}

fn select(rest: &str) -> String {
    format!("SELECT {COLUMNS} {rest}")
}

impl InboundWrite for Transaction<'_> {
    fn insert_raw(&mut self, ctx: &TenantCtx, raw: &NewRaw) -> Result<i64, StoreError> {
        insert(self.db(ctx), ctx, raw, Stands::Waiting)
    }

    fn insert_applied_raw(&mut self, ctx: &TenantCtx, raw: &NewRaw) -> Result<i64, StoreError> {
        insert(self.db(ctx), ctx, raw, Stands::Applied)
    }

    fn finish_raw(&mut self, ctx: &TenantCtx, ids: &[i64]) -> Result<(), StoreError> {
        let db = self.db(ctx);
        let these = db.dialect().is_among("id", "?2");
        run(
            db,
            &format!(
                "UPDATE inbound_event SET state = 'done', error = NULL WHERE tenant_id = ?1 AND {these}"
            ),
            params![blob(ctx.tenant_id().as_uuid()), to_json(&ids)?],
        )
        .map(drop)
    }

    fn retry_raw(
        &mut self,
        ctx: &TenantCtx,
        id: i64,
        due_at: Timestamp,
        error: &str,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE inbound_event SET attempts = attempts + 1, due_at = ?3, error = ?4
             WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), id, due_at.as_millis(), error],
        )
        .map(drop)
    }

    fn prune_raw(&mut self, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
        run(
            self.all(),
            "DELETE FROM inbound_event WHERE id IN (
               SELECT id FROM (
                 SELECT id, received_at FROM inbound_event AS raw
                 WHERE state <> 'new'
                   AND NOT EXISTS (SELECT 1 FROM parked_event WHERE inbound_id = raw.id AND settled_at IS NULL)
                   AND NOT EXISTS (SELECT 1 FROM unknown_event WHERE inbound_id = raw.id)
                 ORDER BY id LIMIT ?2) AS oldest
               WHERE received_at < ?1)",
            params![before.as_millis(), limit],
        )
        .map(|count| count as u64)
    }

    fn mark_applied(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        key: &str,
        at: Timestamp,
        detail: Option<&str>,
    ) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO applied_event (tenant_id, account_id, key, at, detail) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO NOTHING",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                key,
                at.as_millis(),
                detail
            ],
        )
        .map(|count| count > 0)
    }

    fn remember(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        key: &str,
        row: &AppliedRow,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO applied_event (tenant_id, account_id, key, at, detail) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (tenant_id, account_id, key) DO UPDATE SET at = excluded.at, detail = excluded.detail",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                key,
                row.at.as_millis(),
                row.detail
            ],
        )
        .map(drop)
    }

    fn prune_applied(&mut self, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
        run(
            self.all(),
            "DELETE FROM applied_event WHERE (tenant_id, account_id, key) IN
               (SELECT tenant_id, account_id, key FROM applied_event WHERE at < ?1 ORDER BY at LIMIT ?2)",
            params![before.as_millis(), limit],
        )
        .map(|count| count as u64)
    }
}
