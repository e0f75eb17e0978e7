//! What agents have planned for a moment.

use parlance_core::{InteractionId, PlannedId, TenantCtx, Timestamp, UserId};
use parlance_store::{
    EventsWrite as _, Signal, StoreError,
    planned::{PlannedRead, PlannedRow, PlannedWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, blob, to_word, uuid, word},
    tx::Transaction,
};

const SELECT: &str = "SELECT id, kind, author_id, interaction_id, text, due_at, state, problem, created_at, version FROM planned";

fn read_planned(row: &Row<'_>) -> RowResult<PlannedRow> {
    Ok(PlannedRow {
        id: PlannedId::from_uuid(uuid(row, "id")?),
        kind: word(row, "kind")?,
        author_id: UserId::from_uuid(uuid(row, "author_id")?),
        interaction_id: InteractionId::from_uuid(uuid(row, "interaction_id")?),
        text: row.get("text")?,
        due_at: Timestamp::from_millis(row.get("due_at")?),
        state: word(row, "state")?,
        problem: row.get("problem")?,
        created_at: Timestamp::from_millis(row.get("created_at")?),
        version: row.get("version")?,
    })
}

for_both!(PlannedRead {
    fn planned(&self, ctx: &TenantCtx, id: PlannedId) -> Result<Option<PlannedRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("{SELECT} WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_planned,
        )
    }

    fn planned_of(&self, ctx: &TenantCtx, author: UserId, limit: u32) -> Result<Vec<PlannedRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "{SELECT} WHERE tenant_id = ?1 AND author_id = ?2 AND state IN ('waiting', 'due', 'failed')
                 ORDER BY due_at, id LIMIT ?3"
            ),
            params![blob(ctx.tenant_id().as_uuid()), blob(author.as_uuid()), limit],
            read_planned,
        )
    }
});

impl PlannedWrite for Transaction<'_> {
    fn insert_planned(&mut self, ctx: &TenantCtx, row: &PlannedRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO planned (tenant_id, id, kind, author_id, interaction_id, text, due_at, state, problem, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                to_word(&row.kind)?,
                blob(row.author_id.as_uuid()),
                blob(row.interaction_id.as_uuid()),
                row.text,
                row.due_at.as_millis(),
                to_word(&row.state)?,
                row.problem,
                row.created_at.as_millis(),
            ],
        )?;
        self.signal(Signal::Timers);
        Ok(())
    }

    fn save_planned(&mut self, ctx: &TenantCtx, row: &mut PlannedRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE planned SET text = ?3, due_at = ?4, state = ?5, problem = ?6, version = version + 1
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.text,
                row.due_at.as_millis(),
                to_word(&row.state)?,
                row.problem,
            ],
        )?;
        row.version += 1;
        self.signal(Signal::Timers);
        Ok(())
    }

    fn hold_back_planned(&mut self, ctx: &TenantCtx, now: Timestamp, why: &str) -> Result<u64, StoreError> {
        run(
            self.db(ctx),
            "UPDATE planned SET state = 'failed', problem = ?3, version = version + 1
             WHERE tenant_id = ?1 AND state = 'waiting' AND kind = 'message' AND due_at <= ?2",
            params![blob(ctx.tenant_id().as_uuid()), now.as_millis(), why],
        )
        .map(|count| count as u64)
    }
}
