//! A person looks at a file.

use std::io;

use futures_util::{Stream, stream};

use parlance_core::{AttachmentId, permission::Right};
use parlance_store::{
    Read, StoreError, WorkError,
    attachments::{AttachmentRow, small_key},
    files::FileReader,
};

use parlance_api::config::TakenBack;

use crate::{Engine, Refusal, UseCaseError, identity::Person};

const NOT_FOUND: Refusal = Refusal::not_found("This file");

/// What is wanted of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wanted {
    /// All of it.
    #[default]
    Whole,
    /// The small picture; the whole file where there is none.
    Small,
}

/// A stored file, opened.
pub struct OpenedFile {
    /// What it is; of a small picture, the file that it belongs to, with the small one's MIME type.
    pub row: AttachmentRow,
    /// Its bytes.
    pub reader: Box<dyn FileReader>,
}

impl Engine {
    /// Opens a file for a person who may see it; for everybody else it does not exist.
    pub async fn open_attachment(
        &self,
        person: &Person,
        id: AttachmentId,
        wanted: Wanted,
    ) -> Result<OpenedFile, UseCaseError> {
        let asking = person.clone();
        let mut row = self
            .read(move |read, _| {
                let row = read.attachment(&asking.ctx, id)?.ok_or(NOT_FOUND)?;
                if is_visible(read, &asking, &row)? {
                    Ok(row)
                } else {
                    Err(NOT_FOUND)
                }
            })
            .await?;
        if wanted == Wanted::Small
            && let Some((_, mime)) = row.picture.as_ref().and_then(|picture| picture.small.clone())
        {
            match self.files().open(&small_key(&row.storage_key)).await {
                Ok(reader) => {
                    row.mime = mime;
                    return Ok(OpenedFile { row, reader });
                }
                Err(error) => {
                    tracing::warn!(%error, attachment = %id, "a small picture is missing: the whole one is shown");
                }
            }
        }
        match self.files().open(&row.storage_key).await {
            Ok(reader) => Ok(OpenedFile { row, reader }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                tracing::error!(attachment = %id, "the bytes of a stored file are missing");
                Err(WorkError::Refused(NOT_FOUND))
            }
            Err(error) => Err(WorkError::Store(StoreError::Unavailable(error.to_string()))),
        }
    }
}

/// Pictures of customers: everyone who works with customers. Files of a conversation: who may see the conversation;
/// once their message was taken back, nobody, or supervisors where the tenant keeps such messages for them.
/// Uploads that are not sent yet: who uploaded them.
fn is_visible(read: &dyn Read, person: &Person, row: &AttachmentRow) -> Result<bool, StoreError> {
    if row.uploaded_by == Some(person.user_id) {
        return Ok(true);
    }
    if row.contact_id.is_some() {
        return Ok(person.can(Right::EditContacts) || person.can(Right::ViewAllRecords));
    }
    let Some(thread) = row.thread_id else {
        // Pictures of templates and cards: everybody of the tenant, as everybody may send them.
        return read.is_public_file(&person.ctx, row.id);
    };
    let sees_all = person.can(Right::ViewAllRecords);
    if read.was_taken_back(&person.ctx, thread, row.id)? {
        let kept = read.settings(&person.ctx)?.taken_back == TakenBack::KeepForSupervisors;
        return Ok(kept && sees_all);
    }
    Ok(sees_all || read.agent_knows_thread(&person.ctx, thread, person.user_id)?)
}

impl OpenedFile {
    /// The next `length` bytes as a stream.
    pub fn into_stream(self, length: u64) -> impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static {
        stream::try_unfold((self.reader, length), |(mut reader, left)| async move {
            if left == 0 {
                return Ok(None);
            }
            let Some(mut piece) = reader.next().await? else {
                return Ok(None);
            };
            piece.truncate(usize::try_from(left).unwrap_or(usize::MAX));
            let left = left - piece.len() as u64;
            Ok(Some((piece, (reader, left))))
        })
    }
}
