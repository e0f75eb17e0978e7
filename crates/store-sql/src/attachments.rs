//! Rows of stored files.

use parlance_core::{AttachmentId, ContactId, TenantCtx, ThreadId, Timestamp, UserId};
use parlance_store::{
    StoreError,
    attachments::{AttachmentRow, AttachmentsRead, AttachmentsWrite, PictureRow, whole_key},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, blob, uuid, uuid_opt, word},
    tx::Transaction,
};

/// What a row of a file is read from.
pub(crate) const COLUMNS: &str = "id, name, mime, kind, size_bytes, sha256, storage_key, uploaded_by, thread_id, \
     contact_id, created_at, width, height, small_width, small_mime";

fn read_picture(row: &Row<'_>) -> RowResult<Option<PictureRow>> {
    let size: (Option<u32>, Option<u32>) = (row.get("width")?, row.get("height")?);
    let (Some(width), Some(height)) = size else {
        return Ok(None);
    };
    let small_width: Option<u32> = row.get("small_width")?;
    let small_mime: Option<String> = row.get("small_mime")?;
    Ok(Some(PictureRow {
        width,
        height,
        small: small_width.zip(small_mime),
    }))
}

pub(crate) fn read_attachment(row: &Row<'_>) -> RowResult<AttachmentRow> {
    Ok(AttachmentRow {
        id: AttachmentId::from_uuid(uuid(row, "id")?),
        name: row.get("name")?,
        mime: row.get("mime")?,
        kind: word(row, "kind")?,
        size_bytes: row.get::<i64>("size_bytes")?.unsigned_abs(),
        sha256: row.get("sha256")?,
        storage_key: row.get("storage_key")?,
        uploaded_by: uuid_opt(row, "uploaded_by")?.map(UserId::from_uuid),
        thread_id: uuid_opt(row, "thread_id")?.map(ThreadId::from_uuid),
        contact_id: uuid_opt(row, "contact_id")?.map(ContactId::from_uuid),
        created_at: Timestamp::from_millis(row.get("created_at")?),
        picture: read_picture(row)?,
    })
}

for_both!(AttachmentsRead {
    fn attachment(&self, ctx: &TenantCtx, id: AttachmentId) -> Result<Option<AttachmentRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM attachment WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_attachment,
        )
    }

    fn was_taken_back(
        &self,
        ctx: &TenantCtx,
        thread: ThreadId,
        id: AttachmentId,
    ) -> Result<bool, StoreError> {
        let by_index = self.db(ctx).dialect().by_index("message_by_thread");
        one(
            self.db(ctx),
            &format!("SELECT 1 FROM message {by_index} JOIN message_version AS version
               ON version.tenant_id = message.tenant_id AND version.message_id = message.id
             WHERE message.tenant_id = ?1 AND message.thread_id = ?2 AND message.taken_back = 1
               AND instr(version.parts, ?3) > 0 LIMIT 1"),
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(thread.as_uuid()),
                id.to_string()
            ],
            |_| Ok(()),
        )
        .map(|found| found.is_some())
    }

    fn is_public_file(&self, ctx: &TenantCtx, id: AttachmentId) -> Result<bool, StoreError> {
        one(
            self.db(ctx),
            "SELECT 1 FROM public_file WHERE tenant_id = ?1 AND attachment_id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            |_| Ok(()),
        )
        .map(|found| found.is_some())
    }

    fn is_stored(&self, storage_key: &str) -> Result<bool, StoreError> {
        one(
            self.all(),
            "SELECT 1 FROM attachment WHERE storage_key = ?1",
            params![whole_key(storage_key).unwrap_or(storage_key)],
            |_| Ok(()),
        )
        .map(|found| found.is_some())
    }
});

impl AttachmentsWrite for Transaction<'_> {
    fn insert_attachment(&mut self, ctx: &TenantCtx, row: &AttachmentRow) -> Result<(), StoreError> {
        let picture = row.picture.as_ref();
        let small = picture.and_then(|picture| picture.small.as_ref());
        run(
            self.db(ctx),
            "INSERT INTO attachment (tenant_id, id, name, mime, kind, size_bytes, sha256, storage_key, uploaded_by,
                                     thread_id, contact_id, created_at, width, height, small_width, small_mime)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.id.as_uuid()),
                row.name,
                row.mime,
                row.kind.as_str(),
                row.size_bytes.cast_signed(),
                row.sha256,
                row.storage_key,
                row.uploaded_by.map(|id| blob(id.as_uuid())),
                row.thread_id.map(|id| blob(id.as_uuid())),
                row.contact_id.map(|id| blob(id.as_uuid())),
                row.created_at.as_millis(),
                picture.map(|picture| picture.width),
                picture.map(|picture| picture.height),
                small.map(|(width, _)| *width),
                small.map(|(_, mime)| mime),
            ],
        )
        .map(drop)
    }

    fn publish_file(&mut self, ctx: &TenantCtx, id: AttachmentId) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO public_file (tenant_id, attachment_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
        )
        .map(drop)
    }

    fn set_attachment_thread(
        &mut self,
        ctx: &TenantCtx,
        id: AttachmentId,
        thread: ThreadId,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE attachment SET thread_id = ?3 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                blob(thread.as_uuid())
            ],
        )
        .map(drop)
    }

    fn forget_attachment(&mut self, ctx: &TenantCtx, id: AttachmentId) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM public_file WHERE tenant_id = ?1 AND attachment_id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
        )?;
        run(
            self.db(ctx),
            "DELETE FROM attachment WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
        )
        .map(drop)
    }

    fn prune_unused_uploads(&mut self, before: Timestamp, limit: u32) -> Result<Vec<String>, StoreError> {
        many(
            self.all(),
            "DELETE FROM attachment WHERE (tenant_id, id) IN (
               SELECT tenant_id, id FROM attachment
               WHERE uploaded_by IS NOT NULL AND thread_id IS NULL AND contact_id IS NULL AND created_at < ?1
                 AND NOT EXISTS (SELECT 1 FROM public_file
                   WHERE public_file.tenant_id = attachment.tenant_id AND public_file.attachment_id = attachment.id)
               ORDER BY created_at LIMIT ?2)
             RETURNING storage_key",
            params![before.as_millis(), limit],
            |row| row.get(0),
        )
    }
}
