//! How customers arrived, and what they may be notified about.

use parlance_core::{ArrivalId, ContactId, MessageId, PermissionId, TenantCtx, ThreadId};
use parlance_store::{
    StoreError,
    customer_acts::{ArrivalRow, CustomerActsRead, CustomerActsWrite, PermissionRow},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at, at_opt, blob, millis, uuid, uuid_opt},
    tx::Transaction,
};

fn read_arrival(row: &Row<'_>) -> RowResult<ArrivalRow> {
    Ok(ArrivalRow {
        id: ArrivalId::from_uuid(uuid(row, "id")?),
        thread_id: ThreadId::from_uuid(uuid(row, "thread_id")?),
        contact_id: ContactId::from_uuid(uuid(row, "contact_id")?),
        message_id: MessageId::from_uuid(uuid(row, "message_id")?),
        at: at(row, "at")?,
        source: row.get("source")?,
        title: row.get("title")?,
        reference: row.get("reference")?,
        ad_id: row.get("ad_id")?,
        post_id: row.get("post_id")?,
        product_id: row.get("product_id")?,
        site: row.get("site")?,
    })
}

const PERMISSION: &str = "SELECT id, thread_id, contact_id, topic, frequency, token, digest, expires_at, stopped_at, \
     given_at, changed_at, used_by, used_at, used_before FROM notification_permission";

fn read_permission(row: &Row<'_>) -> RowResult<PermissionRow> {
    Ok(PermissionRow {
        id: PermissionId::from_uuid(uuid(row, "id")?),
        thread_id: ThreadId::from_uuid(uuid(row, "thread_id")?),
        contact_id: ContactId::from_uuid(uuid(row, "contact_id")?),
        topic: row.get("topic")?,
        frequency: row.get("frequency")?,
        token: row.get("token")?,
        digest: row.get("digest")?,
        expires_at: at_opt(row, "expires_at")?,
        stopped_at: at_opt(row, "stopped_at")?,
        given_at: at(row, "given_at")?,
        changed_at: at(row, "changed_at")?,
        used_by: uuid_opt(row, "used_by")?.map(MessageId::from_uuid),
        used_at: at_opt(row, "used_at")?,
        used_before: at_opt(row, "used_before")?,
    })
}

for_both!(CustomerActsRead {
    fn arrivals_of_contact(
        &self,
        ctx: &TenantCtx,
        contact: ContactId,
        limit: u32,
    ) -> Result<Vec<ArrivalRow>, StoreError> {
        many(
            self.db(ctx),
            "SELECT id, thread_id, contact_id, message_id, at, source, title, reference, ad_id, post_id, product_id, site
             FROM arrival WHERE tenant_id = ?1 AND contact_id = ?2 ORDER BY at DESC, id DESC LIMIT ?3",
            params![blob(ctx.tenant_id().as_uuid()), blob(contact.as_uuid()), limit],
            read_arrival,
        )
    }

    fn permissions_of_contact(
        &self,
        ctx: &TenantCtx,
        contact: ContactId,
    ) -> Result<Vec<PermissionRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("{PERMISSION} WHERE tenant_id = ?1 AND contact_id = ?2 ORDER BY given_at DESC, id DESC LIMIT 50"),
            params![blob(ctx.tenant_id().as_uuid()), blob(contact.as_uuid())],
            read_permission,
        )
    }

    fn permission(&self, ctx: &TenantCtx, id: PermissionId) -> Result<Option<PermissionRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("{PERMISSION} WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_permission,
        )
    }

    fn permission_by_digest(
        &self,
        ctx: &TenantCtx,
        thread: ThreadId,
        digest: &[u8; 32],
    ) -> Result<Option<PermissionRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("{PERMISSION} WHERE tenant_id = ?1 AND thread_id = ?2 AND digest = ?3"),
            params![blob(ctx.tenant_id().as_uuid()), blob(thread.as_uuid()), digest],
            read_permission,
        )
    }
});

impl CustomerActsWrite for Transaction<'_> {
    fn insert_arrival(&mut self, ctx: &TenantCtx, row: &ArrivalRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO arrival (tenant_id, id, thread_id, contact_id, message_id, at, source, title, reference, ad_id,
               post_id, product_id, site)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                blob(row.thread_id.as_uuid()),
                blob(row.contact_id.as_uuid()),
                blob(row.message_id.as_uuid()),
                row.at.as_millis(),
                row.source,
                row.title,
                row.reference,
                row.ad_id,
                row.post_id,
                row.product_id,
                row.site,
            ],
        )
        .map(drop)
    }

    fn save_permission(&mut self, ctx: &TenantCtx, row: &PermissionRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO notification_permission (tenant_id, id, thread_id, contact_id, topic, frequency, token, digest,
               expires_at, stopped_at, given_at, changed_at, used_by, used_at, used_before)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
             ON CONFLICT (tenant_id, thread_id, digest) DO UPDATE SET topic = excluded.topic,
               frequency = excluded.frequency, expires_at = excluded.expires_at, stopped_at = excluded.stopped_at,
               changed_at = excluded.changed_at, used_by = excluded.used_by, used_at = excluded.used_at,
               used_before = excluded.used_before",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                blob(row.thread_id.as_uuid()),
                blob(row.contact_id.as_uuid()),
                row.topic,
                row.frequency,
                row.token,
                row.digest,
                millis(row.expires_at),
                millis(row.stopped_at),
                row.given_at.as_millis(),
                row.changed_at.as_millis(),
                row.used_by.map(|id| blob(id.as_uuid())),
                millis(row.used_at),
                millis(row.used_before),
            ],
        )
        .map(drop)
    }
}
