//! Segments of interactions.

use parlance_core::{InteractionId, SegmentId, ServiceId, TenantCtx, Timestamp, UserId};
use parlance_store::{
    StoreError,
    segments::{AgentSegment, NamedSegment, Outcome, SegmentRow, SegmentsRead, SegmentsWrite},
};

use crate::{
    db::params,
    interactions::{moment, moment_opt, tenant},
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, blob, to_word, uuid, uuid_opt, word, word_opt},
    tx::Transaction,
};

const COLUMNS: &str =
    "s.id, s.interaction_id, s.kind, s.service_id, s.agent_id, s.started_at, s.ended_at, s.outcome";

fn read_segment(row: &Row<'_>) -> RowResult<SegmentRow> {
    Ok(SegmentRow {
        id: SegmentId::from_uuid(uuid(row, "id")?),
        interaction_id: InteractionId::from_uuid(uuid(row, "interaction_id")?),
        kind: word(row, "kind")?,
        service_id: ServiceId::from_uuid(uuid(row, "service_id")?),
        agent_id: uuid_opt(row, "agent_id")?.map(UserId::from_uuid),
        started_at: moment(row, "started_at")?,
        ended_at: moment_opt(row, "ended_at")?,
        outcome: word_opt(row, "outcome")?,
    })
}

for_both! { SegmentsRead {
    fn segments(&self, ctx: &TenantCtx, interaction: InteractionId) -> Result<Vec<NamedSegment>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS}, sv.name AS service, us.name AS agent FROM segment s
                 JOIN service sv ON sv.tenant_id = s.tenant_id AND sv.id = s.service_id
                 LEFT JOIN \"user\" us ON us.tenant_id = s.tenant_id AND us.id = s.agent_id
                 WHERE s.tenant_id = ?1 AND s.interaction_id = ?2
                 ORDER BY s.started_at, s.ended_at IS NULL, s.ended_at, s.id"
            ),
            params![tenant(ctx), blob(interaction.as_uuid())],
            |row| {
                Ok(NamedSegment {
                    row: read_segment(row)?,
                    service: row.get("service")?,
                    agent: row.get("agent")?,
                })
            },
        )
    }

    fn running_segment(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
    ) -> Result<Option<SegmentRow>, StoreError> {
        one(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM segment s
                 WHERE s.tenant_id = ?1 AND s.interaction_id = ?2 AND s.ended_at IS NULL"
            ),
            params![tenant(ctx), blob(interaction.as_uuid())],
            read_segment,
        )
    }

    fn handled_since(&self, ctx: &TenantCtx, agent: UserId, since: Timestamp) -> Result<u32, StoreError> {
        one(
            self.db(ctx),
            "SELECT count(DISTINCT interaction_id) FROM segment
             WHERE tenant_id = ?1 AND agent_id = ?2 AND started_at >= ?3 AND kind = 'talk'",
            params![tenant(ctx), blob(agent.as_uuid()), since.as_millis()],
            |row| row.get(0),
        )
        .map(|count| count.unwrap_or(0))
    }

    fn segments_of_agent(
        &self,
        ctx: &TenantCtx,
        agent: UserId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<AgentSegment>, StoreError> {
        many(
            self.db(ctx),
            "SELECT s.interaction_id, s.kind, s.started_at, s.ended_at, s.outcome, i.first_answer_at FROM segment s
             JOIN interaction i ON i.tenant_id = s.tenant_id AND i.id = s.interaction_id
             WHERE s.tenant_id = ?1 AND s.agent_id = ?2 AND s.started_at >= ?3 AND s.started_at < ?4
             ORDER BY s.started_at, s.id",
            params![tenant(ctx), blob(agent.as_uuid()), from.as_millis(), until.as_millis()],
            |row| {
                Ok(AgentSegment {
                    interaction_id: InteractionId::from_uuid(uuid(row, "interaction_id")?),
                    kind: word(row, "kind")?,
                    started_at: moment(row, "started_at")?,
                    ended_at: moment_opt(row, "ended_at")?,
                    outcome: word_opt(row, "outcome")?,
                    first_answer_at: moment_opt(row, "first_answer_at")?,
                })
            },
        )
    }
}}

impl SegmentsWrite for Transaction<'_> {
    fn insert_segment(&mut self, ctx: &TenantCtx, row: &SegmentRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO segment (tenant_id, id, interaction_id, kind, service_id, agent_id, started_at, ended_at, outcome)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                tenant(ctx),
                blob(row.id.as_uuid()),
                blob(row.interaction_id.as_uuid()),
                to_word(&row.kind)?,
                blob(row.service_id.as_uuid()),
                row.agent_id.map(|id| blob(id.as_uuid())),
                row.started_at.as_millis(),
                row.ended_at.map(Timestamp::as_millis),
                row.outcome.map(Outcome::as_str),
            ],
        )
        .map(|_| ())
    }

    fn end_segment(
        &mut self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        at: Timestamp,
        outcome: Outcome,
    ) -> Result<Option<SegmentRow>, StoreError> {
        one(
            self.db(ctx),
            "UPDATE segment SET ended_at = max(?3, started_at), outcome = ?4
             WHERE tenant_id = ?1 AND interaction_id = ?2 AND ended_at IS NULL
             RETURNING id, interaction_id, kind, service_id, agent_id, started_at, ended_at, outcome",
            params![
                tenant(ctx),
                blob(interaction.as_uuid()),
                at.as_millis(),
                outcome.as_str()
            ],
            read_segment,
        )
    }
}
