//! The realtime stream.

use std::sync::Arc;

use parlance_core::{
    TenantCtx, Timestamp,
    event::{Audience, EventKind},
};
use parlance_store::{CommittedEvent, EventsRead, EventsWrite, NewEvent, Signal, StoreError};
use rusqlite::{OptionalExtension, Row, params};

use crate::{
    row::{blob, json, store_error, to_json},
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

fn read_event(ctx: &TenantCtx, row: &Row<'_>) -> rusqlite::Result<Option<CommittedEvent>> {
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
        self.connection
            .prepare_cached("SELECT event_seq FROM tenant WHERE id = ?1")
            .and_then(|mut statement| {
                statement
                    .query_row([blob(ctx.tenant_id().as_uuid())], |row| row.get(0))
                    .optional()
            })
            .map(|seq| seq.unwrap_or(0))
            .map_err(store_error)
    }

    fn oldest_seq(&self, ctx: &TenantCtx) -> Result<Option<i64>, StoreError> {
        self.connection
            .prepare_cached("SELECT min(seq) FROM event WHERE tenant_id = ?1")
            .and_then(|mut statement| {
                statement.query_row([blob(ctx.tenant_id().as_uuid())], |row| row.get(0))
            })
            .map_err(store_error)
    }

    fn events_after(
        &self,
        ctx: &TenantCtx,
        after: i64,
        limit: u32,
    ) -> Result<Vec<CommittedEvent>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT seq, kind, audience, data, at FROM event WHERE tenant_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
            )
            .map_err(store_error)?;
        let rows = statement
            .query_map(params![blob(ctx.tenant_id().as_uuid()), after, limit], |row| {
                read_event(ctx, row)
            })
            .map_err(store_error)?;
        rows.filter_map(Result::transpose)
            .collect::<Result<_, _>>()
            .map_err(store_error)
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
        for (tenant, seq) in self.numbers.drain() {
            let known = self
                .reader
                .connection
                .prepare_cached("UPDATE tenant SET event_seq = ?2 WHERE id = ?1")
                .and_then(|mut statement| statement.execute(params![blob(tenant.as_uuid()), seq]))
                .map_err(store_error)?;
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
        let connection = self.connection();
        let data = to_json(&event.data)?;
        connection
            .prepare_cached(
                "INSERT INTO event (tenant_id, seq, kind, audience, data, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )
            .and_then(|mut statement| {
                statement.execute(params![
                    tenant,
                    seq,
                    event.kind.as_str(),
                    to_json(&event.audience).unwrap_or_default(),
                    data,
                    event.at.as_millis()
                ])
            })
            .map_err(store_error)?;
        self.numbers.insert(ctx.tenant_id(), seq);
        self.events.push(CommittedEvent {
            tenant: ctx.tenant_id(),
            seq,
            kind: event.kind,
            audience: Arc::new(event.audience),
            frame: frame(seq, event.kind, event.at, &data),
        });
        Ok(seq)
    }

    fn prune_events(&mut self, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
        self.connection()
            .execute(
                "DELETE FROM event WHERE (tenant_id, seq) IN
                   (SELECT tenant_id, seq FROM event WHERE at < ?1 ORDER BY at LIMIT ?2)",
                params![before.as_millis(), limit],
            )
            .map(|count| count as u64)
            .map_err(store_error)
    }

    fn signal(&mut self, signal: Signal) {
        self.signals.insert(signal);
    }
}
