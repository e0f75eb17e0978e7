//! Agents' states.

use parlance_core::{
    ReasonId, TeamId, TenantCtx, TenantId, Timestamp, UserId,
    agent::{AgentState, Availability, Holding},
};
use parlance_store::{
    StoreError,
    agents::{AgentPerson, AgentRow, AgentsRead, AgentsWrite, StateLogRow},
};

use crate::{
    db::{Db, params},
    interactions::{moment, moment_opt, tenant},
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, blob, json, to_word, uuid, uuid_opt, word, word_opt},
    tx::Transaction,
};

const COLUMNS: &str =
    "a.user_id, a.availability, a.reason_id, a.shown_state, a.since, a.idle_since, a.connected,
    a.lost_at, a.deadline_at, a.version";

/// A user with state, reason and counts of what they hold, for `FROM \"user\" u LEFT JOIN agent a`.
const PERSON: &str = "SELECT u.id, u.name, u.roles, u.team_id, u.max_chats, u.disabled_at, u.created_at,
    a.user_id, a.availability, a.reason_id, a.shown_state, a.since, a.idle_since, a.connected, a.lost_at,
    a.deadline_at, a.version,
    (SELECT r.name FROM not_ready_reason r WHERE r.tenant_id = u.tenant_id AND r.id = a.reason_id) AS reason,
    (SELECT count(*) FROM offer o WHERE o.tenant_id = u.tenant_id AND o.agent_id = u.id AND o.state = 'pending') AS offers,
    (SELECT count(*) FROM interaction i WHERE i.tenant_id = u.tenant_id AND i.agent_id = u.id
       AND i.state IN ('active', 'after_call_work') AND i.state = 'active')
     + (SELECT count(*) FROM participant p WHERE p.tenant_id = u.tenant_id AND p.user_id = u.id AND p.ended_at IS NULL
       AND p.takes_room = 1 AND p.state = 'joined') AS active,
    (SELECT count(*) FROM interaction i WHERE i.tenant_id = u.tenant_id AND i.agent_id = u.id
       AND i.state IN ('active', 'after_call_work') AND i.state = 'after_call_work')
     + (SELECT count(*) FROM participant p WHERE p.tenant_id = u.tenant_id AND p.user_id = u.id AND p.ended_at IS NULL
       AND p.takes_room = 1 AND p.state = 'after_call_work') AS after_call_work";

fn read_agent(row: &Row<'_>) -> RowResult<AgentRow> {
    Ok(AgentRow {
        user_id: UserId::from_uuid(uuid(row, "user_id")?),
        availability: word(row, "availability")?,
        reason_id: uuid_opt(row, "reason_id")?.map(ReasonId::from_uuid),
        shown_state: word(row, "shown_state")?,
        since: moment(row, "since")?,
        idle_since: moment(row, "idle_since")?,
        connected: row.get("connected")?,
        lost_at: moment_opt(row, "lost_at")?,
        deadline_at: moment_opt(row, "deadline_at")?,
        version: row.get("version")?,
    })
}

fn read_person(row: &Row<'_>) -> RowResult<AgentPerson> {
    let known: Option<Availability> = word_opt(row, "availability")?;
    Ok(AgentPerson {
        user_id: UserId::from_uuid(uuid(row, "id")?),
        name: row.get("name")?,
        roles: json(row, "roles")?,
        team_id: uuid_opt(row, "team_id")?.map(TeamId::from_uuid),
        max_chats: row.get("max_chats")?,
        disabled: moment_opt(row, "disabled_at")?.is_some(),
        created_at: moment(row, "created_at")?,
        state: known.map(|_| read_agent(row)).transpose()?,
        reason: row.get("reason")?,
        holding: read_holding(row)?,
    })
}

fn read_holding(row: &Row<'_>) -> RowResult<Holding> {
    Ok(Holding {
        offers: row.get("offers")?,
        active: row.get("active")?,
        after_call_work: row.get("after_call_work")?,
    })
}

/// Selects users that are Ready, connected and not disabled.
fn ready(db: Db<'_>) -> String {
    let then = db.dialect().join_in_order();
    format!(
        "{PERSON} FROM agent a {then} \"user\" u ON u.tenant_id = a.tenant_id AND u.id = a.user_id
         WHERE a.tenant_id = ?1 AND a.availability = 'ready' AND a.connected = 1 AND u.disabled_at IS NULL"
    )
}

/// Users that are Ready, connected and not disabled.
pub(crate) fn ready_people(db: Db<'_>, ctx: &TenantCtx) -> Result<Vec<AgentPerson>, StoreError> {
    many(db, &ready(db), params![tenant(ctx)], read_person)
}

/// Those of them who have room, by the indexes `agent_with_room` and `agent_with_own_room`.
pub(crate) fn people_with_room(
    db: Db<'_>,
    ctx: &TenantCtx,
    room: u32,
) -> Result<Vec<AgentPerson>, StoreError> {
    let ready = ready(db);
    many(
        db,
        &format!(
            "{ready} AND a.max_chats IS NULL AND a.held < ?2
             UNION ALL {ready} AND a.held < a.max_chats"
        ),
        params![tenant(ctx), room],
        read_person,
    )
}

fn read_state(row: &Row<'_>) -> RowResult<StateLogRow> {
    Ok(StateLogRow {
        started_at: moment(row, "started_at")?,
        state: word(row, "state")?,
        reason_id: uuid_opt(row, "reason_id")?.map(ReasonId::from_uuid),
    })
}

for_both! { AgentsRead {
    fn agent(&self, ctx: &TenantCtx, user: UserId) -> Result<Option<AgentRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM agent a WHERE a.tenant_id = ?1 AND a.user_id = ?2"),
            params![tenant(ctx), blob(user.as_uuid())],
            read_agent,
        )
    }

    fn agent_person(&self, ctx: &TenantCtx, user: UserId) -> Result<Option<AgentPerson>, StoreError> {
        one(
            self.db(ctx),
            &format!(
                "{PERSON} FROM \"user\" u LEFT JOIN agent a ON a.tenant_id = u.tenant_id AND a.user_id = u.id
                 WHERE u.tenant_id = ?1 AND u.id = ?2"
            ),
            params![tenant(ctx), blob(user.as_uuid())],
            read_person,
        )
    }

    fn agent_people(&self, ctx: &TenantCtx) -> Result<Vec<AgentPerson>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "{PERSON} FROM \"user\" u LEFT JOIN agent a ON a.tenant_id = u.tenant_id AND a.user_id = u.id
                 WHERE u.tenant_id = ?1 AND u.disabled_at IS NULL ORDER BY u.name COLLATE NOCASE, u.id"
            ),
            params![tenant(ctx)],
            read_person,
        )
    }

    fn holding(&self, ctx: &TenantCtx, user: UserId) -> Result<Holding, StoreError> {
        one(
            self.db(ctx),
            "SELECT
               (SELECT count(*) FROM offer WHERE tenant_id = ?1 AND agent_id = ?2 AND state = 'pending') AS offers,
               count(*) FILTER (WHERE state IN ('active', 'joined')) AS active,
               count(*) FILTER (WHERE state = 'after_call_work') AS after_call_work
             FROM (
               SELECT state FROM interaction
               WHERE tenant_id = ?1 AND agent_id = ?2 AND state IN ('active', 'after_call_work')
               UNION ALL
               SELECT state FROM participant
               WHERE tenant_id = ?1 AND user_id = ?2 AND ended_at IS NULL AND takes_room = 1) AS held",
            params![tenant(ctx), blob(user.as_uuid())],
            read_holding,
        )
        .map(Option::unwrap_or_default)
    }

    fn state_log(&self, ctx: &TenantCtx, user: UserId) -> Result<Vec<StateLogRow>, StoreError> {
        many(
            self.db(ctx),
            "SELECT started_at, state, reason_id FROM agent_state_log
             WHERE tenant_id = ?1 AND user_id = ?2 ORDER BY started_at, seq",
            params![tenant(ctx), blob(user.as_uuid())],
            read_state,
        )
    }

    fn states_between(
        &self,
        ctx: &TenantCtx,
        user: UserId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<StateLogRow>, StoreError> {
        let user = blob(user.as_uuid());
        let mut states = many(
            self.db(ctx),
            "SELECT started_at, state, reason_id FROM agent_state_log
             WHERE tenant_id = ?1 AND user_id = ?2 AND started_at <= ?3 ORDER BY started_at DESC, seq DESC LIMIT 1",
            params![tenant(ctx), user, from.as_millis()],
            read_state,
        )?;
        states.extend(many(
            self.db(ctx),
            "SELECT started_at, state, reason_id FROM agent_state_log
             WHERE tenant_id = ?1 AND user_id = ?2 AND started_at > ?3 AND started_at < ?4 ORDER BY started_at, seq",
            params![tenant(ctx), user, from.as_millis(), until.as_millis()],
            read_state,
        )?);
        Ok(states)
    }

    fn connected_agents(&self) -> Result<Vec<(TenantCtx, UserId)>, StoreError> {
        many(
            self.all(),
            "SELECT tenant_id, user_id FROM agent WHERE connected = 1",
            params![],
            |row| {
                Ok((
                    TenantCtx::new(TenantId::from_uuid(uuid(row, "tenant_id")?)),
                    UserId::from_uuid(uuid(row, "user_id")?),
                ))
            },
        )
    }
}}

impl AgentsWrite for Transaction<'_> {
    fn save_agent(
        &mut self,
        ctx: &TenantCtx,
        row: &mut AgentRow,
        holding: Holding,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO agent (tenant_id, user_id, availability, reason_id, shown_state, since, idle_since,
               connected, lost_at, deadline_at, version, held, max_chats)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
               (SELECT max_chats FROM \"user\" WHERE tenant_id = ?1 AND id = ?2))
             ON CONFLICT (tenant_id, user_id) DO UPDATE SET availability = excluded.availability,
               reason_id = excluded.reason_id, shown_state = excluded.shown_state, since = excluded.since,
               idle_since = excluded.idle_since, connected = excluded.connected, lost_at = excluded.lost_at,
               deadline_at = excluded.deadline_at, version = excluded.version, held = excluded.held,
               max_chats = excluded.max_chats",
            params![
                tenant(ctx),
                blob(row.user_id.as_uuid()),
                to_word(&row.availability)?,
                row.reason_id.map(|id| blob(id.as_uuid())),
                to_word(&row.shown_state)?,
                row.since.as_millis(),
                row.idle_since.as_millis(),
                row.connected,
                row.lost_at.map(Timestamp::as_millis),
                row.deadline_at.map(Timestamp::as_millis),
                row.version + 1,
                holding.total(),
            ],
        )?;
        row.version += 1;
        Ok(())
    }

    fn log_state(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        at: Timestamp,
        state: AgentState,
        reason: Option<ReasonId>,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO agent_state_log (tenant_id, user_id, started_at, seq, state, reason_id)
             VALUES (?1, ?2, ?3,
               (SELECT coalesce(max(seq) + 1, 0) FROM agent_state_log
                WHERE tenant_id = ?1 AND user_id = ?2 AND started_at = ?3),
               ?4, ?5)",
            params![
                tenant(ctx),
                blob(user.as_uuid()),
                at.as_millis(),
                to_word(&state)?,
                reason.map(|id| blob(id.as_uuid())),
            ],
        )
        .map(|_| ())
    }
}
