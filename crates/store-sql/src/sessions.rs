//! Sessions of signed-in people.

use parlance_core::{SessionId, TenantCtx, TenantId, Timestamp, UserId};
use parlance_store::{
    StoreError,
    sessions::{SecretHash, SessionRow, SessionStage, SessionsRead, SessionsWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, blob, to_word, uuid, word},
    tx::Transaction,
};

const COLUMNS: &str =
    "tenant_id, id, user_id, client, created_at, last_seen_at, expires_at, stage, confirmed_at";

fn read_session(row: &Row<'_>) -> RowResult<SessionRow> {
    Ok(SessionRow {
        id: SessionId::from_uuid(uuid(row, "id")?),
        user_id: UserId::from_uuid(uuid(row, "user_id")?),
        client: row.get("client")?,
        created_at: at(row, "created_at")?,
        last_seen_at: at(row, "last_seen_at")?,
        expires_at: at(row, "expires_at")?,
        stage: word(row, "stage")?,
        confirmed_at: at(row, "confirmed_at")?,
    })
}

for_both!(SessionsRead {
    fn session_by_hash(&self, hash: &SecretHash) -> Result<Option<(TenantId, SessionRow)>, StoreError> {
        one(self.all(), &format!("SELECT {COLUMNS} FROM session WHERE token_hash = ?1"), params![hash], |row| {
            Ok((TenantId::from_uuid(uuid(row, "tenant_id")?), read_session(row)?))
        })
    }

    fn session(&self, ctx: &TenantCtx, id: SessionId) -> Result<Option<SessionRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM session WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_session,
        )
    }

    fn sessions_of(&self, ctx: &TenantCtx, user: UserId) -> Result<Vec<SessionRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM session WHERE tenant_id = ?1 AND user_id = ?2 ORDER BY created_at DESC, id DESC"
            ),
            params![blob(ctx.tenant_id().as_uuid()), blob(user.as_uuid())],
            read_session,
        )
    }
});

impl SessionsWrite for Transaction<'_> {
    fn insert_session(
        &mut self,
        ctx: &TenantCtx,
        hash: &SecretHash,
        row: &SessionRow,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO session (token_hash, tenant_id, id, user_id, client, created_at, last_seen_at, expires_at,
               stage, confirmed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                hash,
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                blob(row.user_id.as_uuid()),
                row.client,
                row.created_at.as_millis(),
                row.last_seen_at.as_millis(),
                row.expires_at.as_millis(),
                to_word(&row.stage)?,
                row.confirmed_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn touch_session(&mut self, ctx: &TenantCtx, id: SessionId, at: Timestamp) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE session SET last_seen_at = max(last_seen_at, ?3) WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                at.as_millis()
            ],
        )
        .map(drop)
    }

    fn renew_session(&mut self, ctx: &TenantCtx, id: SessionId, hash: &SecretHash) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE session SET token_hash = ?3 WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid()), hash],
        )
        .map(drop)
    }

    fn advance_session(
        &mut self,
        ctx: &TenantCtx,
        id: SessionId,
        stage: SessionStage,
        confirmed_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE session SET stage = ?3, confirmed_at = ?4, expires_at = ?5 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                to_word(&stage)?,
                confirmed_at.as_millis(),
                expires_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn end_session(&mut self, ctx: &TenantCtx, id: SessionId) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM session WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
        )
        .map(|count| count > 0)
    }

    fn end_sessions_of(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        except: Option<SessionId>,
    ) -> Result<u64, StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM session WHERE tenant_id = ?1 AND user_id = ?2 AND id IS DISTINCT FROM ?3",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(user.as_uuid()),
                except.map(|id| blob(id.as_uuid()))
            ],
        )
        .map(|count| count as u64)
    }

    fn prune_sessions(&mut self, idle_before: Timestamp, now: Timestamp) -> Result<u64, StoreError> {
        run(
            self.all(),
            "DELETE FROM session WHERE last_seen_at < ?1 OR expires_at <= ?2",
            params![idle_before.as_millis(), now.as_millis()],
        )
        .map(|count| count as u64)
    }
}
