//! Earlier versions of messages.

use parlance_core::{MessageId, TenantCtx};
use parlance_store::{
    StoreError,
    versions::{VersionRow, VersionsRead, VersionsWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, run},
    row::{at, blob, json, to_json},
    tx::Transaction,
};

for_both!(VersionsRead {
    fn versions(&self, ctx: &TenantCtx, message: MessageId) -> Result<Vec<VersionRow>, StoreError> {
        many(
            self.db(ctx),
            "SELECT revision, parts, until FROM message_version WHERE tenant_id = ?1 AND message_id = ?2
             ORDER BY revision",
            params![blob(ctx.tenant_id().as_uuid()), blob(message.as_uuid())],
            |row| {
                Ok(VersionRow {
                    revision: row.get("revision")?,
                    parts: json(row, "parts")?,
                    until: at(row, "until")?,
                })
            },
        )
    }
});

impl VersionsWrite for Transaction<'_> {
    fn keep_version(
        &mut self,
        ctx: &TenantCtx,
        message: MessageId,
        version: &VersionRow,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO message_version (tenant_id, message_id, revision, parts, until) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO NOTHING",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(message.as_uuid()),
                version.revision,
                to_json(&version.parts)?,
                version.until.as_millis(),
            ],
        )
        .map(drop)
    }

    fn forget_versions(&mut self, ctx: &TenantCtx, message: MessageId) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM message_version WHERE tenant_id = ?1 AND message_id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(message.as_uuid())],
        )
        .map(drop)
    }
}
