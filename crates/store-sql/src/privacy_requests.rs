//! Platforms' demands for a person.

use parlance_core::{PrivacyRequestId, TenantCtx, TenantId};
use parlance_store::{
    StoreError,
    privacy_requests::{PrivacyRequestRow, PrivacyRequestsRead, PrivacyRequestsWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, run},
    row::{Row, RowResult, at, at_opt, blob, json, millis, to_json, to_word, uuid, word},
    tx::Transaction,
};

const SELECT: &str = "SELECT tenant_id, id, kind, channel, accounts, code, subject, contacts, received_at, done_at \
     FROM privacy_request";

fn read_request(row: &Row<'_>) -> RowResult<PrivacyRequestRow> {
    Ok(PrivacyRequestRow {
        id: PrivacyRequestId::from_uuid(uuid(row, "id")?),
        kind: word(row, "kind")?,
        channel: row.get("channel")?,
        accounts: json(row, "accounts")?,
        code: row.get("code")?,
        subject: row.get("subject")?,
        contacts: row.get("contacts")?,
        received_at: at(row, "received_at")?,
        done_at: at_opt(row, "done_at")?,
    })
}

for_both!(PrivacyRequestsRead {
    fn privacy_requests(&self, ctx: &TenantCtx, limit: u32) -> Result<Vec<PrivacyRequestRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("{SELECT} WHERE tenant_id = ?1 ORDER BY received_at DESC, id DESC LIMIT ?2"),
            params![blob(ctx.tenant_id().as_uuid()), limit],
            read_request,
        )
    }

    fn waiting_privacy_requests(&self, limit: u32) -> Result<Vec<(TenantId, PrivacyRequestRow)>, StoreError> {
        many(
            self.all(),
            &format!("{SELECT} WHERE done_at IS NULL ORDER BY received_at LIMIT ?1"),
            params![limit],
            |row| Ok((TenantId::from_uuid(uuid(row, "tenant_id")?), read_request(row)?)),
        )
    }

    fn privacy_requests_by_code(&self, code: &str) -> Result<Vec<PrivacyRequestRow>, StoreError> {
        many(self.all(), &format!("{SELECT} WHERE code = ?1"), params![code], read_request)
    }
});

impl PrivacyRequestsWrite for Transaction<'_> {
    fn insert_privacy_request(
        &mut self,
        ctx: &TenantCtx,
        row: &PrivacyRequestRow,
    ) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO privacy_request (tenant_id, id, kind, channel, accounts, code, subject, contacts,
               received_at, done_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (tenant_id, kind, code) DO NOTHING",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                to_word(&row.kind)?,
                row.channel,
                to_json(&row.accounts)?,
                row.code,
                row.subject,
                row.contacts,
                row.received_at.as_millis(),
                millis(row.done_at),
            ],
        )
        .map(|count| count > 0)
    }

    fn save_privacy_request(&mut self, ctx: &TenantCtx, row: &PrivacyRequestRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE privacy_request SET subject = ?3, contacts = ?4, done_at = ?5 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.subject,
                row.contacts,
                millis(row.done_at),
            ],
        )
        .map(drop)
    }
}
