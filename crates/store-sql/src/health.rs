//! Hours, problems and reports of integration accounts.

use parlance_core::{AccountId, ProblemId, TenantCtx, Timestamp, health::Traffic, thread::Owner};
use parlance_store::{
    StoreError,
    health::{FailureRow, HealthRead, HealthWrite, HourRow, ProblemRow, Waiting, WaitingAnswers},
};

use crate::{
    db::{Db, params},
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, json, json_opt, millis, to_json, to_word, uuid, word},
    tx::Transaction,
};

const PROBLEM: &str = "SELECT id, account_id, kind, severity, sentence, detail, said, fix, url, repaired, since, seen_at, resolved_at \
     FROM health_problem";
const HOUR: &str =
    "SELECT hour, events, messages, refused, parked, sent, failed, standby, acknowledged FROM account_hour";

fn count(row: &Row<'_>, column: &str) -> RowResult<u64> {
    row.get::<i64>(column).map(i64::unsigned_abs)
}

fn read_hour(row: &Row<'_>) -> RowResult<HourRow> {
    Ok(HourRow {
        hour: row.get("hour")?,
        traffic: Traffic {
            events: count(row, "events")?,
            messages: count(row, "messages")?,
            refused: count(row, "refused")?,
            parked: count(row, "parked")?,
            sent: count(row, "sent")?,
            failed: count(row, "failed")?,
            standby: count(row, "standby")?,
            acknowledged: json(row, "acknowledged")?,
        },
    })
}

fn read_problem(row: &Row<'_>) -> RowResult<ProblemRow> {
    Ok(ProblemRow {
        id: ProblemId::from_uuid(uuid(row, "id")?),
        account_id: AccountId::from_uuid(uuid(row, "account_id")?),
        kind: row.get("kind")?,
        severity: word(row, "severity")?,
        sentence: json(row, "sentence")?,
        detail: json_opt(row, "detail")?,
        said: row.get("said")?,
        fix: word(row, "fix")?,
        url: row.get("url")?,
        repaired: row.get("repaired")?,
        since: at(row, "since")?,
        seen_at: at(row, "seen_at")?,
        resolved_at: at_opt(row, "resolved_at")?,
    })
}

fn total(db: Db<'_>, sql: &str) -> Result<u64, StoreError> {
    one(db, sql, params![], |row| row.get::<i64>(0)).map(|count| count.unwrap_or_default().unsigned_abs())
}

for_both!(HealthRead {
    fn account_hours(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        since: i64,
    ) -> Result<Vec<HourRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("{HOUR} WHERE tenant_id = ?1 AND account_id = ?2 AND hour >= ?3 ORDER BY hour"),
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), since],
            read_hour,
        )
    }

    fn send_failures(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        since: i64,
    ) -> Result<Vec<FailureRow>, StoreError> {
        many(
            self.db(ctx),
            "SELECT cause, max(sentence) AS sentence, CAST(sum(count) AS BIGINT) AS count FROM send_failure_hour
             WHERE tenant_id = ?1 AND account_id = ?2 AND hour >= ?3 GROUP BY cause ORDER BY sum(count) DESC, cause",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), since],
            |row| {
                Ok(FailureRow {
                    cause: row.get("cause")?,
                    sentence: json(row, "sentence")?,
                    count: count(row, "count")?,
                })
            },
        )
    }

    fn open_problems(&self, ctx: &TenantCtx, account: AccountId) -> Result<Vec<ProblemRow>, StoreError> {
        let mut rows = many(
            self.db(ctx),
            &format!("{PROBLEM} WHERE tenant_id = ?1 AND account_id = ?2 AND resolved_at IS NULL"),
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            read_problem,
        )?;
        rows.sort_by_key(|row| (row.severity, row.since));
        Ok(rows)
    }

    fn resolved_problems(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<ProblemRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "{PROBLEM} WHERE tenant_id = ?1 AND account_id = ?2 AND resolved_at >= ?3
                 ORDER BY resolved_at DESC, id DESC LIMIT ?4"
            ),
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                since.as_millis(),
                limit
            ],
            read_problem,
        )
    }

    fn conversations_by_owner(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        since: Timestamp,
    ) -> Result<Vec<(Owner, u64)>, StoreError> {
        many(
            self.db(ctx),
            "SELECT owner, count(*) AS count FROM thread
             WHERE tenant_id = ?1 AND account_id = ?2 AND owner IS NOT NULL AND owner_since >= ?3
             GROUP BY owner ORDER BY count(*) DESC, owner LIMIT 8",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                since.as_millis()
            ],
            |row| Ok((json(row, "owner")?, count(row, "count")?)),
        )
    }

    fn health_problem(&self, ctx: &TenantCtx, id: ProblemId) -> Result<Option<ProblemRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("{PROBLEM} WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_problem,
        )
    }

    fn health_report(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
    ) -> Result<Option<(Timestamp, String)>, StoreError> {
        one(
            self.db(ctx),
            "SELECT at, report FROM health_report WHERE tenant_id = ?1 AND account_id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            |row| Ok((at(row, "at")?, row.get("report")?)),
        )
    }

    fn waiting_of_account(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
    ) -> Result<WaitingAnswers, StoreError> {
        one(
            self.db(ctx),
            "SELECT count(*) AS parts, count(DISTINCT o.thread_id) AS threads, min(t.last_customer_at) AS oldest
             FROM outbox o LEFT JOIN thread t ON t.tenant_id = o.tenant_id AND t.id = o.thread_id
             WHERE o.tenant_id = ?1 AND o.account_id = ?2 AND o.state IN ('queued', 'sending', 'uncertain')",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            |row| {
                Ok(WaitingAnswers {
                    parts: count(row, "parts")?,
                    threads: count(row, "threads")?,
                    oldest_customer_at: at_opt(row, "oldest")?,
                })
            },
        )
        .map(Option::unwrap_or_default)
    }

    fn waiting_everywhere(&self) -> Result<Waiting, StoreError> {
        let db = self.all();
        Ok(Waiting {
            deliveries: total(db, "SELECT count(*) FROM inbound_event WHERE state = 'new'")?,
            outbox: total(
                db,
                "SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending', 'uncertain')",
            )?,
            parked: total(db, "SELECT count(*) FROM parked_event WHERE settled_at IS NULL")?,
        })
    }
});

impl HealthWrite for Transaction<'_> {
    fn add_traffic(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        hour: i64,
        traffic: &Traffic,
    ) -> Result<(), StoreError> {
        let (tenant, key) = (blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()));
        let mut all = one(
            self.db(ctx),
            &format!("{HOUR} WHERE tenant_id = ?1 AND account_id = ?2 AND hour = ?3"),
            params![tenant, key, hour],
            read_hour,
        )?
        .map(|row| row.traffic)
        .unwrap_or_default();
        all.add(traffic);
        run(
            self.db(ctx),
            "INSERT INTO account_hour
               (tenant_id, account_id, hour, events, messages, refused, parked, sent, failed, standby, acknowledged)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (tenant_id, account_id, hour) DO UPDATE SET events = excluded.events,
               messages = excluded.messages, refused = excluded.refused, parked = excluded.parked,
               sent = excluded.sent, failed = excluded.failed, standby = excluded.standby,
               acknowledged = excluded.acknowledged",
            params![
                tenant,
                key,
                hour,
                all.events.cast_signed(),
                all.messages.cast_signed(),
                all.refused.cast_signed(),
                all.parked.cast_signed(),
                all.sent.cast_signed(),
                all.failed.cast_signed(),
                all.standby.cast_signed(),
                to_json(&all.acknowledged)?,
            ],
        )
        .map(drop)
    }

    fn add_failures(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        hour: i64,
        failure: &FailureRow,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO send_failure_hour (tenant_id, account_id, hour, cause, sentence, count)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (tenant_id, account_id, hour, cause)
               DO UPDATE SET count = send_failure_hour.count + excluded.count, sentence = excluded.sentence",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                hour,
                failure.cause,
                to_json(&failure.sentence)?,
                failure.count.cast_signed(),
            ],
        )
        .map(drop)
    }

    fn insert_problem(&mut self, ctx: &TenantCtx, row: &ProblemRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO health_problem
               (tenant_id, id, account_id, kind, severity, sentence, detail, said, fix, since, seen_at, resolved_at,
                url, repaired)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                blob(row.account_id.as_uuid()),
                row.kind,
                to_word(&row.severity)?,
                to_json(&row.sentence)?,
                row.detail.as_ref().map(to_json).transpose()?,
                row.said,
                to_word(&row.fix)?,
                row.since.as_millis(),
                row.seen_at.as_millis(),
                millis(row.resolved_at),
                row.url,
                row.repaired,
            ],
        )
        .map(drop)
    }

    fn save_problem(&mut self, ctx: &TenantCtx, row: &ProblemRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE health_problem SET severity = ?3, sentence = ?4, detail = ?5, said = ?6, fix = ?7, seen_at = ?8,
               resolved_at = ?9, url = ?10, repaired = ?11
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                to_word(&row.severity)?,
                to_json(&row.sentence)?,
                row.detail.as_ref().map(to_json).transpose()?,
                row.said,
                to_word(&row.fix)?,
                row.seen_at.as_millis(),
                millis(row.resolved_at),
                row.url,
                row.repaired,
            ],
        )
        .map(drop)
    }

    fn save_health_report(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        at: Timestamp,
        report: &str,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO health_report (tenant_id, account_id, at, report) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (tenant_id, account_id) DO UPDATE SET at = excluded.at, report = excluded.report",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                at.as_millis(),
                report
            ],
        )
        .map(drop)
    }

    fn prune_hours(&mut self, before: i64, limit: u32) -> Result<u64, StoreError> {
        let hours = run(
            self.all(),
            "DELETE FROM account_hour WHERE (tenant_id, account_id, hour) IN
               (SELECT tenant_id, account_id, hour FROM account_hour WHERE hour < ?1 LIMIT ?2)",
            params![before, limit],
        )?;
        let failures = run(
            self.all(),
            "DELETE FROM send_failure_hour WHERE (tenant_id, account_id, hour, cause) IN
               (SELECT tenant_id, account_id, hour, cause FROM send_failure_hour WHERE hour < ?1 LIMIT ?2)",
            params![before, limit],
        )?;
        Ok(hours.max(failures) as u64)
    }
}
