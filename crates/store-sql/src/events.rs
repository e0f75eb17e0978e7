//! The realtime stream.

use std::sync::Arc;

use parlance_core::{
    TenantCtx, Timestamp,
    event::{Audience, EventKind},
};
use parlance_store::{CommittedEvent, EventsRead, EventsWrite, NewEvent, Signal, StoreError};

use crate::{
    db::params,
    query::{Connected as _, many, one, run},
    row::{Row, RowResult, blob, json, to_json},
    tx::{Reader, Transaction},
};

/// The text of an `EventFrame`, put together without parsing `data` again.
fn frame(seq: i64, kind: EventKind, at: Timestamp, data: &str) -> Arc<str> {
    format!(
        r#"{{"seq":{seq},"kind":"{}","at":{},"data":{data}}}"#,
        kind.as_str(),
        at.as_millis()
    )
    .into()
}

fn read_event(ctx: &TenantCtx, row: &Row<'_>) -> RowResult<Option<CommittedEvent>> {
    let seq = row.get("seq")?;
    let name: String = row.get("kind")?;
    let Some(kind) = EventKind::parse(&name) else {
        return Ok(None);
    };
    let audience: Audience = json(row, "audience")?;
    let data: String = row.get("data")?;
    let at = Timestamp::from_millis(row.get("at")?);
    Ok(Some(CommittedEvent {
        tenant: ctx.tenant_id(),
        seq,
        kind,
        audience: Arc::new(audience),
        frame: frame(seq, kind, at, &data),
    }))
}

impl EventsRead for Reader<'_> {
    fn newest_seq(&self, ctx: &TenantCtx) -> Result<i64, StoreError> {
        one(
            self.db(ctx),
            "SELECT event_seq FROM tenant WHERE id = ?1",
            params![blob(ctx.tenant_id().as_uuid())],
            |row| row.get(0),
        )
        .map(Option::unwrap_or_default)
    }

    fn oldest_seq(&self, ctx: &TenantCtx) -> Result<Option<i64>, StoreError> {
        one(
            self.db(ctx),
            "SELECT min(seq) FROM event WHERE tenant_id = ?1",
            params![blob(ctx.tenant_id().as_uuid())],
            |row| row.get(0),
        )
        .map(Option::flatten)
    }

    fn events_after(
        &self,
        ctx: &TenantCtx,
        after: i64,
        limit: u32,
    ) -> Result<Vec<CommittedEvent>, StoreError> {
        many(
            self.db(ctx),
            "SELECT seq, kind, audience, data, at FROM event WHERE tenant_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
            params![blob(ctx.tenant_id().as_uuid()), after, limit],
            |row| read_event(ctx, row),
        )
        .map(|events| events.into_iter().flatten().collect())
    }
}

impl EventsRead for Transaction<'_> {
    fn newest_seq(&self, ctx: &TenantCtx) -> Result<i64, StoreError> {
        match self.numbers.get(&ctx.tenant_id()) {
            Some(seq) => Ok(*seq),
            None => self.reader.newest_seq(ctx),
        }
    }
    fn oldest_seq(&self, ctx: &TenantCtx) -> Result<Option<i64>, StoreError> {
        self.reader.oldest_seq(ctx)
    }
    fn events_after(
        &self,
        ctx: &TenantCtx,
        after: i64,
        limit: u32,
    ) -> Result<Vec<CommittedEvent>, StoreError> {
        self.reader.events_after(ctx, after, limit)
    }
}

impl Transaction<'_> {
    /// Writes the numbers that were given out to their tenants. A unit does that once, at its end: nobody else can
    /// give out numbers before.
    pub(crate) fn keep_numbers(&mut self) -> Result<(), StoreError> {
        for (tenant, seq) in std::mem::take(&mut self.numbers) {
            let known = run(
                self.db(&TenantCtx::new(tenant)),
                "UPDATE tenant SET event_seq = ?2 WHERE id = ?1",
                params![blob(tenant.as_uuid()), seq],
            )?;
            if known == 0 {
                return Err(StoreError::Database("an event belongs to no tenant".into()));
            }
        }
        Ok(())
    }
}

impl EventsWrite for Transaction<'_> {
    fn append_event(&mut self, ctx: &TenantCtx, event: NewEvent) -> Result<i64, StoreError> {
        let tenant = blob(ctx.tenant_id().as_uuid());
        let seq = self.newest_seq(ctx)? + 1;
        let data = event.data.get();
        let db = self.db(ctx);
        db.database.append(
            db.scope,
            "INSERT INTO event (tenant_id, seq, kind, audience, data, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                tenant,
                seq,
                event.kind.as_str(),
                to_json(&event.audience)?,
                data,
                event.at.as_millis()
            ],
        )?;
        self.numbers.insert(ctx.tenant_id(), seq);
        self.events.push(CommittedEvent {
            tenant: ctx.tenant_id(),
            seq,
            kind: event.kind,
            audience: Arc::new(event.audience),
            frame: frame(seq, event.kind, event.at, data),
        });
        Ok(seq)
    }

    fn prune_events(&mut self, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
        run(
            self.all(),
            "DELETE FROM event WHERE (tenant_id, seq) IN
               (SELECT tenant_id, seq FROM event WHERE at < ?1 ORDER BY at LIMIT ?2)",
            params![before.as_millis(), limit],
        )
        .map(|count| count as u64)
    }

    fn signal(&mut self, signal: Signal) {
        self.signals.insert(signal);
    }
}
