//! Bytes on their way into storage: counted, digested, looked at, written.

use std::io;

use parlance_core::{AttachmentId, ContactId, TenantCtx, ThreadId, UserId};
use parlance_store::{
    attachments::{AttachmentRow, FileKind, small_key},
    files::FileWriter,
};
use sha2::{Digest, Sha256};

use super::{
    kind::{HEAD_BYTES, of_content},
    picture,
};
use crate::Engine;

/// Why bytes were not taken in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IntakeError {
    /// More than allowed.
    #[error("the file has more than {0} bytes")]
    TooLarge(u64),
    /// The disk said no.
    #[error("the file could not be written: {0}")]
    Disk(#[from] io::Error),
}

/// A file being taken in. Dropped before `finish`, it leaves nothing.
pub(crate) struct Intake {
    writer: Box<dyn FileWriter>,
    digest: Sha256,
    head: Vec<u8>,
    size: u64,
    limit: u64,
    row: AttachmentRow,
}

/// Whose a file is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Owner {
    pub uploaded_by: Option<UserId>,
    pub thread_id: Option<ThreadId>,
    pub contact_id: Option<ContactId>,
}

impl Intake {
    /// Begins a file. `name` must be clean.
    pub(crate) async fn begin(
        engine: &Engine,
        ctx: &TenantCtx,
        owner: Owner,
        name: String,
        limit: u64,
    ) -> Result<Self, IntakeError> {
        let id = AttachmentId::new(engine.now(), engine.random().id_bytes());
        // Spread over folders by the end of the id, which is random.
        let text = id.to_string();
        let storage_key = format!("{}/{}/{text}", ctx.tenant_id(), &text[text.len() - 2..]);
        let writer = engine.files().create(&storage_key).await?;
        Ok(Self {
            writer,
            digest: Sha256::new(),
            head: Vec::new(),
            size: 0,
            limit,
            row: AttachmentRow {
                id,
                name,
                mime: String::new(),
                kind: FileKind::File,
                size_bytes: 0,
                sha256: [0; 32],
                storage_key,
                uploaded_by: owner.uploaded_by,
                thread_id: owner.thread_id,
                contact_id: owner.contact_id,
                created_at: engine.now(),
                picture: None,
            },
        })
    }

    /// Appends bytes.
    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), IntakeError> {
        self.size += bytes.len() as u64;
        if self.size > self.limit {
            return Err(IntakeError::TooLarge(self.limit));
        }
        if self.head.len() < HEAD_BYTES {
            let more = bytes.len().min(HEAD_BYTES - self.head.len());
            self.head.extend_from_slice(&bytes[..more]);
        }
        self.digest.update(bytes);
        Ok(self.writer.write(bytes).await?)
    }

    /// Bytes so far.
    pub(crate) const fn size(&self) -> u64 {
        self.size
    }

    /// Puts the file in its place on disk, and a small picture beside it. The row that comes back must be stored; if that fails, give it to
    /// [`forget`].
    pub(crate) async fn finish(mut self, engine: &Engine) -> Result<AttachmentRow, IntakeError> {
        (self.row.mime, self.row.kind) = of_content(&self.head, &self.row.name);
        self.row.size_bytes = self.size;
        self.row.sha256 = self.digest.finalize().into();
        parlance_failpoints::point("media-before-write");
        self.writer.finish().await?;
        parlance_failpoints::point("media-before-row");
        let looked = picture::look(engine, &mut self.row).await;
        if let Err(error) = looked {
            forget(engine, &self.row.storage_key).await;
            return Err(error.into());
        }
        Ok(self.row)
    }
}

/// Removes the bytes of a row that could not be stored. What remains is swept later.
pub(crate) async fn forget(engine: &Engine, storage_key: &str) {
    for key in [&small_key(storage_key), storage_key] {
        if let Err(error) = engine.files().remove(key).await {
            tracing::warn!(%error, "a file without a row could not be removed; the sweep will");
        }
    }
}
