//! Deadlines over all tenants: each read touches a partial index that holds only what is open.

use parlance_core::{InteractionId, OfferId, PlannedId, TenantCtx, TenantId, Timestamp, UserId};
use parlance_store::{
    StoreError,
    deadlines::{DeadlinesRead, Due},
};
use uuid::Uuid;

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one},
    row::{Row, RowResult, uuid},
};

fn read_due(row: &Row<'_>, make: fn(TenantCtx, Uuid) -> Due) -> RowResult<Due> {
    let ctx = TenantCtx::new(TenantId::from_uuid(uuid(row, "tenant_id")?));
    Ok(make(ctx, uuid(row, "id")?))
}

for_both! { DeadlinesRead {
    fn next_deadline(&self) -> Result<Option<Timestamp>, StoreError> {
        one(
            self.all(),
            "SELECT min(at) FROM (
               SELECT min(expires_at) AS at FROM offer WHERE state = 'pending'
               UNION ALL
               SELECT min(after_call_work_until) FROM interaction WHERE state = 'after_call_work'
               UNION ALL
               SELECT min(reserved_until) FROM interaction WHERE state = 'queued' AND reserved_until IS NOT NULL
               UNION ALL
               SELECT min(deadline_at) FROM agent WHERE deadline_at IS NOT NULL
               UNION ALL
               SELECT min(work_until) FROM participant WHERE state = 'after_call_work'
               UNION ALL
               SELECT min(due_at) FROM planned WHERE state = 'waiting') AS next",
            params![],
            |row| row.get::<Option<i64>>(0),
        )
        .map(|at| at.flatten().map(Timestamp::from_millis))
    }

    fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<Due>, StoreError> {
        let bound = params![now.as_millis(), limit];
        let mut due = many(
            self.all(),
            "SELECT tenant_id, id FROM offer WHERE state = 'pending' AND expires_at <= ?1 ORDER BY expires_at LIMIT ?2",
            bound,
            |row| read_due(row, |ctx, id| Due::Offer(ctx, OfferId::from_uuid(id))),
        )?;
        due.extend(many(
            self.all(),
            "SELECT tenant_id, id FROM interaction
             WHERE state = 'after_call_work' AND after_call_work_until <= ?1 ORDER BY after_call_work_until LIMIT ?2",
            bound,
            |row| read_due(row, |ctx, id| Due::AfterCallWork(ctx, InteractionId::from_uuid(id))),
        )?);
        due.extend(many(
            self.all(),
            "SELECT tenant_id, id FROM interaction
             WHERE state = 'queued' AND reserved_until IS NOT NULL AND reserved_until <= ?1
             ORDER BY reserved_until LIMIT ?2",
            bound,
            |row| read_due(row, |ctx, id| Due::Reserved(ctx, InteractionId::from_uuid(id))),
        )?);
        due.extend(many(
            self.all(),
            "SELECT tenant_id, user_id AS id FROM agent
             WHERE deadline_at IS NOT NULL AND deadline_at <= ?1 ORDER BY deadline_at LIMIT ?2",
            bound,
            |row| read_due(row, |ctx, id| Due::Agent(ctx, UserId::from_uuid(id))),
        )?);
        due.extend(many(
            self.all(),
            "SELECT tenant_id, interaction_id, user_id FROM participant
             WHERE state = 'after_call_work' AND work_until <= ?1 ORDER BY work_until LIMIT ?2",
            bound,
            |row| {
                let ctx = TenantCtx::new(TenantId::from_uuid(uuid(row, "tenant_id")?));
                let interaction = InteractionId::from_uuid(uuid(row, "interaction_id")?);
                Ok(Due::Participant(ctx, interaction, UserId::from_uuid(uuid(row, "user_id")?)))
            },
        )?);
        due.extend(many(
            self.all(),
            "SELECT tenant_id, id FROM planned WHERE state = 'waiting' AND due_at <= ?1 ORDER BY due_at LIMIT ?2",
            bound,
            |row| read_due(row, |ctx, id| Due::Planned(ctx, PlannedId::from_uuid(id))),
        )?);
        Ok(due)
    }
}}
