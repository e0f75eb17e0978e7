//! Offers.

use parlance_core::{InteractionId, OfferId, ServiceId, TenantCtx, Timestamp, UserId};
use parlance_store::{
    StoreError,
    offers::{Declined, NamedOffer, OfferRow, OffersRead, OffersWrite},
    segments::Outcome,
};

use crate::{
    db::params,
    interactions::{moment, moment_opt, tenant},
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, blob, json, to_json, to_word, uuid, word, word_opt},
    tx::Transaction,
};

const COLUMNS: &str =
    "o.id, o.interaction_id, o.agent_id, o.state, o.offered_at, o.expires_at, o.settled_at, o.cause,
    o.reason, o.version";

fn read_offer(row: &Row<'_>) -> RowResult<OfferRow> {
    Ok(OfferRow {
        id: OfferId::from_uuid(uuid(row, "id")?),
        interaction_id: InteractionId::from_uuid(uuid(row, "interaction_id")?),
        agent_id: UserId::from_uuid(uuid(row, "agent_id")?),
        state: word(row, "state")?,
        offered_at: moment(row, "offered_at")?,
        expires_at: moment(row, "expires_at")?,
        settled_at: moment_opt(row, "settled_at")?,
        cause: word_opt(row, "cause")?,
        reason: json(row, "reason")?,
        version: row.get("version")?,
    })
}

for_both! { OffersRead {
    fn offer(&self, ctx: &TenantCtx, id: OfferId) -> Result<Option<OfferRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM offer o WHERE o.tenant_id = ?1 AND o.id = ?2"),
            params![tenant(ctx), blob(id.as_uuid())],
            read_offer,
        )
    }

    fn pending_offer(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
    ) -> Result<Option<OfferRow>, StoreError> {
        one(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM offer o
                 WHERE o.tenant_id = ?1 AND o.interaction_id = ?2 AND o.state = 'pending'"
            ),
            params![tenant(ctx), blob(interaction.as_uuid())],
            read_offer,
        )
    }

    fn pending_offers(&self, ctx: &TenantCtx, agent: UserId) -> Result<Vec<OfferRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM offer o
                 WHERE o.tenant_id = ?1 AND o.agent_id = ?2 AND o.state = 'pending' ORDER BY o.offered_at, o.id"
            ),
            params![tenant(ctx), blob(agent.as_uuid())],
            read_offer,
        )
    }

    fn offers_of(&self, ctx: &TenantCtx, interaction: InteractionId) -> Result<Vec<NamedOffer>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS}, us.name AS agent FROM offer o
                 JOIN \"user\" us ON us.tenant_id = o.tenant_id AND us.id = o.agent_id
                 WHERE o.tenant_id = ?1 AND o.interaction_id = ?2 ORDER BY o.offered_at, o.id"
            ),
            params![tenant(ctx), blob(interaction.as_uuid())],
            |row| {
                Ok(NamedOffer {
                    row: read_offer(row)?,
                    agent: row.get("agent")?,
                })
            },
        )
    }

    fn declined_since(&self, ctx: &TenantCtx, since: Timestamp) -> Result<Vec<Declined>, StoreError> {
        many(
            self.db(ctx),
            "SELECT d.interaction_id, i.service_id, d.agent_id, max(d.at) AS at FROM (
               SELECT interaction_id, agent_id, settled_at AS at FROM offer
               WHERE tenant_id = ?1 AND settled_at >= ?2 AND state IN ('rejected', 'expired')
                 AND cause IN ('rejected', 'no_answer')
               UNION ALL
               SELECT interaction_id, agent_id, ended_at FROM segment
               WHERE tenant_id = ?1 AND ended_at >= ?2 AND outcome = 'transferred' AND agent_id IS NOT NULL) d
             JOIN interaction i ON i.tenant_id = ?1 AND i.id = d.interaction_id AND i.state = 'queued'
             GROUP BY d.interaction_id, i.service_id, d.agent_id",
            params![tenant(ctx), since.as_millis()],
            |row| {
                Ok(Declined {
                    interaction_id: InteractionId::from_uuid(uuid(row, "interaction_id")?),
                    service_id: ServiceId::from_uuid(uuid(row, "service_id")?),
                    agent_id: UserId::from_uuid(uuid(row, "agent_id")?),
                    at: moment(row, "at")?,
                })
            },
        )
    }
}}

impl OffersWrite for Transaction<'_> {
    fn insert_offer(&mut self, ctx: &TenantCtx, row: &OfferRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO offer (tenant_id, id, interaction_id, agent_id, state, offered_at, expires_at, settled_at,
               cause, reason, version)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                tenant(ctx),
                blob(row.id.as_uuid()),
                blob(row.interaction_id.as_uuid()),
                blob(row.agent_id.as_uuid()),
                to_word(&row.state)?,
                row.offered_at.as_millis(),
                row.expires_at.as_millis(),
                row.settled_at.map(Timestamp::as_millis),
                row.cause.map(Outcome::as_str),
                to_json(&row.reason)?,
                row.version,
            ],
        )
        .map(|_| ())
    }

    fn save_offer(&mut self, ctx: &TenantCtx, row: &mut OfferRow) -> Result<(), StoreError> {
        let changed = run(
            self.db(ctx),
            "UPDATE offer SET state = ?3, settled_at = ?4, cause = ?5, version = version + 1
             WHERE tenant_id = ?1 AND id = ?2 AND version = ?6",
            params![
                tenant(ctx),
                blob(row.id.as_uuid()),
                to_word(&row.state)?,
                row.settled_at.map(Timestamp::as_millis),
                row.cause.map(Outcome::as_str),
                row.version,
            ],
        )?;
        if changed != 1 {
            return Err(StoreError::Inconsistent {
                table: "offer",
                column: "version",
                detail: format!("{} was changed since it was read in this unit of work", row.id),
            });
        }
        row.version += 1;
        Ok(())
    }
}
