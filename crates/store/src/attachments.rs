//! Stored files: the row; the bytes lie in a [`FileStore`](crate::files::FileStore).

use parlance_core::{AttachmentId, ContactId, TenantCtx, ThreadId, Timestamp, UserId, message::PictureSize};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A picture.
    Image,
    /// Sound.
    Audio,
    /// A film.
    Video,
    /// Anything else.
    File,
}

impl FileKind {
    /// Stable word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::File => "file",
        }
    }
}

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentRow {
    /// Id.
    pub id: AttachmentId,
    /// Name, as data.
    pub name: String,
    /// MIME type by content.
    pub mime: String,
    /// What it is.
    pub kind: FileKind,
    /// Size in bytes.
    pub size_bytes: u64,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
    /// Where the bytes lie.
    pub storage_key: String,
    /// The agent who uploaded it; absent: it came from the platform.
    pub uploaded_by: Option<UserId>,
    /// The conversation it is part of, once used.
    pub thread_id: Option<ThreadId>,
    /// The customer whose picture it is.
    pub contact_id: Option<ContactId>,
    /// Stored at, UTC.
    pub created_at: Timestamp,
    /// What is known of a picture.
    pub picture: Option<PictureRow>,
}

/// A picture that can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureRow {
    /// Width in pixels, as it is shown.
    pub width: u32,
    /// Height in pixels, as it is shown.
    pub height: u32,
    /// The small one, where there is one: its width in pixels and its MIME type. Its bytes lie at [`small_key`].
    pub small: Option<(u32, String)>,
}

impl AttachmentRow {
    /// What messages say of the picture.
    #[must_use]
    pub fn picture_size(&self) -> Option<PictureSize> {
        self.picture.as_ref().map(|picture| PictureSize {
            width: picture.width,
            height: picture.height,
            small_width: picture.small.as_ref().map(|(width, _)| *width),
        })
    }
}

/// Ends the key of a small picture.
const SMALL: &str = "_small";

/// Where the small picture of a file lies.
#[must_use]
pub fn small_key(storage_key: &str) -> String {
    format!("{storage_key}{SMALL}")
}

/// The key of the file whose small picture lies here; `None` where the key is a file's own.
#[must_use]
pub fn whole_key(storage_key: &str) -> Option<&str> {
    storage_key.strip_suffix(SMALL)
}

/// Reads file rows.
pub trait AttachmentsRead {
    /// One file.
    fn attachment(&self, ctx: &TenantCtx, id: AttachmentId) -> Result<Option<AttachmentRow>, StoreError>;
    /// Whether a file of a conversation belonged to a message that was taken back.
    fn was_taken_back(&self, ctx: &TenantCtx, thread: ThreadId, id: AttachmentId)
    -> Result<bool, StoreError>;
    /// Whether platforms may fetch a file by its public address.
    fn is_public_file(&self, ctx: &TenantCtx, id: AttachmentId) -> Result<bool, StoreError>;
    /// Whether any row of the installation names these bytes, or those that they are the small picture of.
    fn is_stored(&self, storage_key: &str) -> Result<bool, StoreError>;
}

/// Writes file rows.
pub trait AttachmentsWrite: AttachmentsRead {
    /// Stores a row; its bytes must be on disk already.
    fn insert_attachment(&mut self, ctx: &TenantCtx, row: &AttachmentRow) -> Result<(), StoreError>;
    /// Says which conversation the file is part of.
    fn set_attachment_thread(
        &mut self,
        ctx: &TenantCtx,
        id: AttachmentId,
        thread: ThreadId,
    ) -> Result<(), StoreError>;
    /// Lets platforms fetch a file by its public address; it is then never an unused upload.
    fn publish_file(&mut self, ctx: &TenantCtx, id: AttachmentId) -> Result<(), StoreError>;
    /// Forgets a file; its bytes go when files are swept.
    fn forget_attachment(&mut self, ctx: &TenantCtx, id: AttachmentId) -> Result<(), StoreError>;
    /// Forgets rows of uploads that were never used, made before a moment, of all tenants; returns their bytes' places.
    fn prune_unused_uploads(&mut self, before: Timestamp, limit: u32) -> Result<Vec<String>, StoreError>;
}
