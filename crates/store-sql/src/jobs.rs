//! Durable background work.

use parlance_core::{JobId, TenantCtx, TenantId, Timestamp};
use parlance_store::{
    EventsWrite as _, Signal, StoreError,
    jobs::{JobRow, JobsRead, JobsWrite, Lane, NewJob},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, blob, json, to_json, uuid},
    tx::Transaction,
};

const fn number(lane: Lane) -> i64 {
    match lane {
        Lane::Live => 0,
        Lane::Imports => 1,
        Lane::Past => 2,
    }
}

fn read_job(row: &Row<'_>) -> RowResult<JobRow> {
    Ok(JobRow {
        tenant: TenantId::from_uuid(uuid(row, "tenant_id")?),
        id: JobId::from_uuid(uuid(row, "id")?),
        kind: row.get("kind")?,
        payload: json(row, "payload")?,
        attempts: row.get("attempts")?,
        fence: row.get("fence")?,
    })
}

for_both!(JobsRead {
    fn next_job_due(&self, lane: Lane) -> Result<Option<Timestamp>, StoreError> {
        one(
            self.all(),
            "SELECT min(due_at) FROM job WHERE lane = ?1 AND state IN ('queued', 'running')",
            params![number(lane)],
            |row| row.get::<Option<i64>>(0),
        )
        .map(|due| due.flatten().map(Timestamp::from_millis))
    }
});

impl JobsWrite for Transaction<'_> {
    fn enqueue_job(&mut self, ctx: &TenantCtx, job: &NewJob) -> Result<bool, StoreError> {
        let queued = run(
            self.db(ctx),
            "INSERT INTO job (tenant_id, id, kind, unique_key, payload, state, due_at, created_at, lane)
             VALUES (?1, ?2, ?3, ?4, ?5, 'queued', ?6, ?7, ?8)
             ON CONFLICT (tenant_id, kind, unique_key) WHERE state IN ('queued', 'running') DO NOTHING",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(job.id.as_uuid()),
                job.kind,
                job.unique_key,
                to_json(&job.payload)?,
                job.due_at.as_millis(),
                job.created_at.as_millis(),
                number(job.lane),
            ],
        )? > 0;
        if queued {
            self.signal(Signal::Jobs);
        }
        Ok(queued)
    }

    fn claim_jobs(
        &mut self,
        lane: Lane,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<JobRow>, StoreError> {
        let skip = self.all().dialect().skip_leased();
        many(
            self.all(),
            &format!(
                "UPDATE job SET state = 'running', attempts = attempts + 1, fence = fence + 1, due_at = ?2
                 WHERE (tenant_id, id) IN (
                   SELECT tenant_id, id FROM job WHERE lane = ?4 AND state IN ('queued', 'running') AND due_at <= ?1
                   ORDER BY due_at LIMIT ?3{skip})
                 RETURNING tenant_id, id, kind, payload, attempts, fence"
            ),
            params![now.as_millis(), lease_until.as_millis(), limit, number(lane)],
            read_job,
        )
    }

    fn finish_job(&mut self, ctx: &TenantCtx, id: JobId, fence: i64) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            "UPDATE job SET state = 'done', error = NULL
             WHERE tenant_id = ?1 AND id = ?2 AND fence = ?3 AND state = 'running'",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid()), fence],
        )
        .map(|count| count > 0)
    }

    fn fail_job(
        &mut self,
        ctx: &TenantCtx,
        id: JobId,
        fence: i64,
        due_at: Option<Timestamp>,
        error: &str,
    ) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            "UPDATE job SET state = CASE WHEN CAST(?4 AS BIGINT) IS NULL THEN 'dead' ELSE 'queued' END, due_at = coalesce(?4, due_at), error = ?5
             WHERE tenant_id = ?1 AND id = ?2 AND fence = ?3 AND state = 'running'",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                fence,
                due_at.map(Timestamp::as_millis),
                error,
            ],
        )
        .map(|count| count > 0)
    }

    fn prune_jobs(&mut self, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
        run(
            self.all(),
            "DELETE FROM job WHERE (tenant_id, id) IN (
               SELECT tenant_id, id FROM job WHERE state IN ('done', 'dead') AND created_at < ?1
               ORDER BY created_at LIMIT ?2)",
            params![before.as_millis(), limit],
        )
        .map(|count| count as u64)
    }
}
