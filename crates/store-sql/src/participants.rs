//! Who takes part in interactions, and calls for help.

use parlance_core::{InteractionId, TenantCtx, Timestamp, UserId};
use parlance_store::{
    StoreError,
    interactions::InteractionRow,
    participants::{HelpCall, NamedParticipant, ParticipantRow, ParticipantsRead, ParticipantsWrite},
};

use crate::{
    db::{Db, params},
    interactions::{COLUMNS, moment, moment_opt, read_interaction, tenant},
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, blob, json, to_word, uuid, word},
    tx::Transaction,
};

const PART: &str =
    "p.interaction_id, p.user_id, p.began_at, p.role, p.state, p.asked_by, p.text, p.takes_room,
    p.joined_at, p.work_until, p.ended_at";

fn read_part(row: &Row<'_>) -> RowResult<ParticipantRow> {
    Ok(ParticipantRow {
        interaction_id: InteractionId::from_uuid(uuid(row, "interaction_id")?),
        user_id: UserId::from_uuid(uuid(row, "user_id")?),
        began_at: moment(row, "began_at")?,
        role: word(row, "role")?,
        state: word(row, "state")?,
        asked_by: UserId::from_uuid(uuid(row, "asked_by")?),
        text: row.get("text")?,
        takes_room: row.get("takes_room")?,
        joined_at: moment_opt(row, "joined_at")?,
        work_until: moment_opt(row, "work_until")?,
        ended_at: moment_opt(row, "ended_at")?,
    })
}

/// The parts of an interaction that are not over.
pub(crate) fn open_parts(
    db: Db<'_>,
    ctx: &TenantCtx,
    interaction: InteractionId,
) -> Result<Vec<NamedParticipant>, StoreError> {
    many(
        db,
        &format!(
            "SELECT {PART}, us.name AS name, ab.name AS asked_by_name FROM participant p
             JOIN \"user\" us ON us.tenant_id = p.tenant_id AND us.id = p.user_id
             JOIN \"user\" ab ON ab.tenant_id = p.tenant_id AND ab.id = p.asked_by
             WHERE p.tenant_id = ?1 AND p.interaction_id = ?2 AND p.ended_at IS NULL
             ORDER BY p.began_at, p.user_id"
        ),
        params![tenant(ctx), blob(interaction.as_uuid())],
        |row| {
            Ok(NamedParticipant {
                row: read_part(row)?,
                name: row.get("name")?,
                asked_by: row.get("asked_by_name")?,
            })
        },
    )
}

/// The call for help beside an interaction, as `hc` joins it.
pub(crate) fn read_call(row: &Row<'_>) -> RowResult<Option<HelpCall>> {
    let Some(at) = moment_opt(row, "help_at")? else {
        return Ok(None);
    };
    Ok(Some(HelpCall {
        user_id: UserId::from_uuid(uuid(row, "help_user_id")?),
        name: row.get::<Option<String>>("help_name")?.unwrap_or_default(),
        text: row.get("help_text")?,
        called: json(row, "help_called")?,
        at,
    }))
}

for_both!(ParticipantsRead {
    fn participants(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
    ) -> Result<Vec<NamedParticipant>, StoreError> {
        open_parts(self.db(ctx), ctx, interaction)
    }

    fn participation(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        user: UserId,
    ) -> Result<Option<ParticipantRow>, StoreError> {
        one(
            self.db(ctx),
            &format!(
                "SELECT {PART} FROM participant p
                 WHERE p.tenant_id = ?1 AND p.interaction_id = ?2 AND p.user_id = ?3 AND p.ended_at IS NULL"
            ),
            params![
                tenant(ctx),
                blob(interaction.as_uuid()),
                blob(user.as_uuid())
            ],
            read_part,
        )
    }

    fn last_part_began(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        user: UserId,
    ) -> Result<Option<Timestamp>, StoreError> {
        one(
            self.db(ctx),
            "SELECT began_at FROM participant WHERE tenant_id = ?1 AND interaction_id = ?2 AND user_id = ?3
             ORDER BY began_at DESC LIMIT 1",
            params![
                tenant(ctx),
                blob(interaction.as_uuid()),
                blob(user.as_uuid())
            ],
            |row| moment(row, "began_at"),
        )
    }

    fn shared_interactions(&self, ctx: &TenantCtx, user: UserId) -> Result<Vec<InteractionRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM participant p
                 JOIN interaction i ON i.tenant_id = p.tenant_id AND i.id = p.interaction_id
                 WHERE p.tenant_id = ?1 AND p.user_id = ?2 AND p.ended_at IS NULL
                 ORDER BY p.began_at, i.id"
            ),
            params![tenant(ctx), blob(user.as_uuid())],
            read_interaction,
        )
    }

    fn calls_for_help(&self, ctx: &TenantCtx, limit: u32) -> Result<Vec<InteractionId>, StoreError> {
        many(
            self.db(ctx),
            "SELECT interaction_id FROM help_call WHERE tenant_id = ?1 ORDER BY at, interaction_id LIMIT ?2",
            params![tenant(ctx), limit],
            |row| Ok(InteractionId::from_uuid(uuid(row, "interaction_id")?)),
        )
    }
});

impl ParticipantsWrite for Transaction<'_> {
    fn insert_participant(&mut self, ctx: &TenantCtx, row: &ParticipantRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO participant (tenant_id, interaction_id, user_id, began_at, role, state, asked_by, text,
               takes_room, joined_at, work_until, ended_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            params![
                tenant(ctx),
                blob(row.interaction_id.as_uuid()),
                blob(row.user_id.as_uuid()),
                row.began_at.as_millis(),
                to_word(&row.role)?,
                to_word(&row.state)?,
                blob(row.asked_by.as_uuid()),
                row.text,
                row.takes_room,
                row.joined_at.map(Timestamp::as_millis),
                row.work_until.map(Timestamp::as_millis),
                row.ended_at.map(Timestamp::as_millis),
            ],
        )
        .map(|_| ())
    }

    fn save_participant(&mut self, ctx: &TenantCtx, row: &ParticipantRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE participant SET state = ?5, takes_room = ?6, joined_at = ?7, work_until = ?8, ended_at = ?9
             WHERE tenant_id = ?1 AND interaction_id = ?2 AND user_id = ?3 AND began_at = ?4",
            params![
                tenant(ctx),
                blob(row.interaction_id.as_uuid()),
                blob(row.user_id.as_uuid()),
                row.began_at.as_millis(),
                to_word(&row.state)?,
                row.takes_room,
                row.joined_at.map(Timestamp::as_millis),
                row.work_until.map(Timestamp::as_millis),
                row.ended_at.map(Timestamp::as_millis),
            ],
        )
        .map(|_| ())
    }

    fn call_for_help(
        &mut self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        call: &HelpCall,
    ) -> Result<(), StoreError> {
        let called = serde_json::to_string(&call.called)
            .map_err(|error| StoreError::Database(format!("ids cannot be written as JSON: {error}")))?;
        run(
            self.db(ctx),
            "INSERT INTO help_call (tenant_id, interaction_id, user_id, text, called, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (tenant_id, interaction_id) DO UPDATE SET user_id = excluded.user_id, text = excluded.text,
               called = excluded.called, at = excluded.at",
            params![
                tenant(ctx),
                blob(interaction.as_uuid()),
                blob(call.user_id.as_uuid()),
                call.text,
                called,
                call.at.as_millis(),
            ],
        )
        .map(|_| ())
    }

    fn end_call_for_help(&mut self, ctx: &TenantCtx, interaction: InteractionId) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM help_call WHERE tenant_id = ?1 AND interaction_id = ?2",
            params![tenant(ctx), blob(interaction.as_uuid())],
        )
        .map(|count| count > 0)
    }
}
