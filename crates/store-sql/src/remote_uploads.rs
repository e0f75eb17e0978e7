//! Files that a platform has already.

use parlance_core::{AccountId, TenantCtx, Timestamp};
use parlance_store::{
    StoreError,
    attachments::FileKind,
    remote_uploads::{RemoteUploadRow, RemoteUploadsRead, RemoteUploadsWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, one, run},
    row::blob,
    tx::Transaction,
};

for_both!(RemoteUploadsRead {
    fn remote_upload(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        sha256: &[u8; 32],
        kind: FileKind,
        now: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        one(
            self.db(ctx),
            "SELECT remote_id FROM remote_upload
             WHERE tenant_id = ?1 AND account_id = ?2 AND sha256 = ?3 AND kind = ?4 AND expires_at > ?5",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                sha256,
                kind.as_str(),
                now.as_millis()
            ],
            |row| row.get(0),
        )
    }
});

impl RemoteUploadsWrite for Transaction<'_> {
    fn keep_remote_upload(&mut self, ctx: &TenantCtx, row: &RemoteUploadRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO remote_upload (tenant_id, account_id, sha256, kind, remote_id, expires_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (tenant_id, account_id, sha256, kind) DO UPDATE SET remote_id = excluded.remote_id,
               expires_at = excluded.expires_at",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.account_id.as_uuid()),
                row.sha256,
                row.kind.as_str(),
                row.remote_id,
                row.expires_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn forget_remote_upload(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        remote_id: &str,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM remote_upload WHERE tenant_id = ?1 AND account_id = ?2 AND remote_id = ?3",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                remote_id
            ],
        )
        .map(drop)
    }

    fn prune_remote_uploads(&mut self, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
        run(
            self.all(),
            "DELETE FROM remote_upload WHERE (tenant_id, account_id, sha256, kind) IN
               (SELECT tenant_id, account_id, sha256, kind FROM remote_upload WHERE expires_at < ?1
                ORDER BY expires_at LIMIT ?2)",
            params![before.as_millis(), limit],
        )
        .map(|count| count as u64)
    }
}
