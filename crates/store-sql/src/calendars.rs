//! Calendars, what services do with what waits, and what customers have been told while they wait.

use parlance_core::{CalendarId, InteractionId, ServiceId, TenantCtx, ThreadId, Timestamp};
use parlance_store::{
    StoreError,
    calendars::{CalendarRow, CalendarsRead, CalendarsWrite, InLine, RuledService, Taken, ToldRow},
    services::ServiceRow,
};

use crate::{
    db::{Db, params},
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, json, json_opt, to_json, uuid},
    tx::Transaction,
};

const COLUMNS: &str = "id, name, hours, created_at, updated_at";
/// What waits in a service's queues for anybody.
const IN_LINE: &str =
    "i.tenant_id = ?1 AND i.service_id = ?2 AND i.state = 'queued' AND i.reserved_agent_id IS NULL";

fn read_calendar(row: &Row<'_>) -> RowResult<CalendarRow> {
    Ok(CalendarRow {
        id: CalendarId::from_uuid(uuid(row, "id")?),
        name: row.get("name")?,
        hours: json(row, "hours")?,
        created_at: at(row, "created_at")?,
        updated_at: at(row, "updated_at")?,
    })
}

fn read_id(row: &Row<'_>) -> RowResult<InteractionId> {
    Ok(InteractionId::from_uuid(uuid(row, "id")?))
}

for_both!(CalendarsRead {
    fn calendar(&self, ctx: &TenantCtx, id: CalendarId) -> Result<Option<CalendarRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM calendar WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_calendar,
        )
    }

    fn calendars(&self, ctx: &TenantCtx) -> Result<Vec<CalendarRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM calendar WHERE tenant_id = ?1 ORDER BY name, id"),
            params![blob(ctx.tenant_id().as_uuid())],
            read_calendar,
        )
    }

    fn ruled_services(&self, ctx: &TenantCtx) -> Result<Vec<RuledService>, StoreError> {
        many(
            self.db(ctx),
            "SELECT s.id, s.name, w.rules, c.hours FROM service_waiting w
             JOIN service s ON s.tenant_id = w.tenant_id AND s.id = w.service_id
             LEFT JOIN calendar c ON c.tenant_id = w.tenant_id AND c.id = w.calendar_id
             WHERE w.tenant_id = ?1 ORDER BY s.name, s.id",
            params![blob(ctx.tenant_id().as_uuid())],
            |row| {
                Ok(RuledService {
                    id: ServiceId::from_uuid(uuid(row, "id")?),
                    name: row.get("name")?,
                    rules: json(row, "rules")?,
                    hours: json_opt(row, "hours")?,
                })
            },
        )
    }

    fn told(&self, ctx: &TenantCtx, thread: ThreadId, what: &str) -> Result<Option<ToldRow>, StoreError> {
        one(
            self.db(ctx),
            "SELECT about, told_at FROM customer_told WHERE tenant_id = ?1 AND thread_id = ?2 AND what = ?3",
            params![blob(ctx.tenant_id().as_uuid()), blob(thread.as_uuid()), what],
            |row| {
                Ok(ToldRow {
                    about: row.get("about")?,
                    at: at(row, "told_at")?,
                })
            },
        )
    }

    fn untold(
        &self,
        ctx: &TenantCtx,
        service: ServiceId,
        what: &str,
        about: &str,
        limit: u32,
    ) -> Result<Vec<InteractionId>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT i.id FROM interaction i WHERE {IN_LINE} AND NOT EXISTS (
                   SELECT 1 FROM customer_told t WHERE t.tenant_id = i.tenant_id AND t.thread_id = i.thread_id
                     AND t.what = ?3 AND t.about = ?4)
                 ORDER BY i.queued_at, i.id LIMIT ?5"
            ),
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(service.as_uuid()),
                what,
                about,
                limit,
            ],
            read_id,
        )
    }

    fn in_line(
        &self,
        ctx: &TenantCtx,
        service: ServiceId,
        what: &str,
        limit: u32,
    ) -> Result<Vec<InLine>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT i.id, i.queued_at, t.about, t.told_at FROM interaction i
                 LEFT JOIN customer_told t
                   ON t.tenant_id = i.tenant_id AND t.thread_id = i.thread_id AND t.what = ?3
                 WHERE {IN_LINE} ORDER BY i.priority DESC, i.queued_at, i.id LIMIT ?4"
            ),
            params![blob(ctx.tenant_id().as_uuid()), blob(service.as_uuid()), what, limit],
            |row| {
                let about: Option<String> = row.get("about")?;
                Ok(InLine {
                    id: read_id(row)?,
                    queued_at: at(row, "queued_at")?,
                    told: about
                        .zip(at_opt(row, "told_at")?)
                        .map(|(about, at)| ToldRow { about, at }),
                })
            },
        )
    }

    fn taken_since(&self, ctx: &TenantCtx, service: ServiceId, since: Timestamp) -> Result<Taken, StoreError> {
        one(
            self.db(ctx),
            "SELECT count(*) AS chats, count(ended_at) AS ended,
                    CAST(coalesce(sum(ended_at - accepted_at), 0) AS BIGINT) AS handling_ms
             FROM interaction WHERE tenant_id = ?1 AND service_id = ?2 AND accepted_at > ?3",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(service.as_uuid()),
                since.as_millis()
            ],
            |row| {
                Ok(Taken {
                    chats: row.get("chats")?,
                    over: row.get("ended")?,
                    handling_ms: row.get("handling_ms")?,
                })
            },
        )
        .map(Option::unwrap_or_default)
    }
});

impl CalendarsWrite for Transaction<'_> {
    fn insert_calendar(&mut self, ctx: &TenantCtx, row: &CalendarRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO calendar (tenant_id, id, name, hours, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                to_json(&row.hours)?,
                row.created_at.as_millis(),
                row.updated_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn update_calendar(&mut self, ctx: &TenantCtx, row: &CalendarRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE calendar SET name = ?3, hours = ?4, updated_at = ?5 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                to_json(&row.hours)?,
                row.updated_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn delete_calendar(&mut self, ctx: &TenantCtx, id: CalendarId) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM calendar WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
        )
        .map(drop)
    }

    fn save_told(
        &mut self,
        ctx: &TenantCtx,
        thread: ThreadId,
        what: &str,
        told: &ToldRow,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO customer_told (tenant_id, thread_id, what, about, told_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (tenant_id, thread_id, what) DO UPDATE SET about = excluded.about, told_at = excluded.told_at",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(thread.as_uuid()),
                what,
                told.about,
                told.at.as_millis(),
            ],
        )
        .map(drop)
    }
}

/// The rules of one service.
pub(crate) fn fill_rules(db: Db<'_>, ctx: &TenantCtx, service: &mut ServiceRow) -> Result<(), StoreError> {
    let rules = one(
        db,
        "SELECT rules FROM service_waiting WHERE tenant_id = ?1 AND service_id = ?2",
        [ctx.tenant_id().as_uuid(), service.id.as_uuid()].map(blob),
        |row| json(row, "rules"),
    )?;
    service.waiting = rules.unwrap_or_default();
    Ok(())
}

/// Keeps the rules of a service; one without any has no row.
pub(crate) fn write_rules(db: Db<'_>, ctx: &TenantCtx, service: &ServiceRow) -> Result<(), StoreError> {
    let key = [ctx.tenant_id().as_uuid(), service.id.as_uuid()].map(blob);
    run(
        db,
        "DELETE FROM service_waiting WHERE tenant_id = ?1 AND service_id = ?2",
        key,
    )?;
    if service.waiting == parlance_api::hours::WaitingRules::default() {
        return Ok(());
    }
    run(
        db,
        "INSERT INTO service_waiting (tenant_id, service_id, calendar_id, rules) VALUES (?1, ?2, ?3, ?4)",
        params![
            key[0],
            key[1],
            service.waiting.calendar_id.map(|id| blob(id.as_uuid())),
            to_json(&service.waiting)?,
        ],
    )
    .map(drop)
}
