//! What agents have begun to write.

use parlance_core::{InteractionId, TenantCtx, Timestamp, UserId};
use parlance_store::{
    StoreError,
    drafts::{DraftRow, DraftsRead, DraftsWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, one, run},
    row::blob,
    tx::Transaction,
};

for_both!(DraftsRead {
    fn draft(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        author: UserId,
    ) -> Result<Option<DraftRow>, StoreError> {
        one(
            self.db(ctx),
            "SELECT reply, note, written_at FROM draft WHERE tenant_id = ?1 AND interaction_id = ?2 AND user_id = ?3",
            params![blob(ctx.tenant_id().as_uuid()), blob(interaction.as_uuid()), blob(author.as_uuid())],
            |row| {
                Ok(DraftRow {
                    reply: row.get("reply")?,
                    note: row.get("note")?,
                    written_at: Timestamp::from_millis(row.get("written_at")?),
                })
            },
        )
    }
});

impl DraftsWrite for Transaction<'_> {
    fn save_draft(
        &mut self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        author: UserId,
        draft: &DraftRow,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO draft (tenant_id, interaction_id, user_id, reply, note, written_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (tenant_id, interaction_id, user_id)
             DO UPDATE SET reply = excluded.reply, note = excluded.note, written_at = excluded.written_at",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(interaction.as_uuid()),
                blob(author.as_uuid()),
                draft.reply,
                draft.note,
                draft.written_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn forget_drafts(&mut self, ctx: &TenantCtx, interaction: InteractionId) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM draft WHERE tenant_id = ?1 AND interaction_id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(interaction.as_uuid())],
        )
        .map(drop)
    }
}
