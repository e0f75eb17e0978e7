//! An agent uploads a file, to be sent with a message later.

use parlance_api::message::AttachmentView;
use parlance_store::WorkError;

use super::{
    clean_name,
    intake::{self, Intake, IntakeError, Owner},
};
use crate::{Engine, Refusal, UseCaseError, identity::Person, views::attachment_view};

/// A file that is being uploaded. Dropped before `finish`, it leaves nothing.
pub struct Upload {
    engine: Engine,
    person: Person,
    intake: Intake,
}

impl Engine {
    /// Begins an upload. `name` is what the browser says; it is cleaned and kept as data.
    pub async fn begin_upload(&self, person: &Person, name: &str) -> Result<Upload, UseCaseError> {
        let key = person.user_id.to_string();
        if let Err(retry_after_ms) = self.memory().uploads.attempt(&key, self.now()) {
            return Err(WorkError::Refused(Refusal::TooMany {
                message: "These are many files in one minute: wait a moment and try again.".into(),
                retry_after_ms,
            }));
        }
        let owner = Owner {
            uploaded_by: Some(person.user_id),
            ..Owner::default()
        };
        let limit = self.media_limits().max_upload_bytes;
        let intake = Intake::begin(self, &person.ctx, owner, clean_name(name), limit)
            .await
            .map_err(refusal)?;
        Ok(Upload {
            engine: self.clone(),
            person: person.clone(),
            intake,
        })
    }
}

impl Upload {
    /// Appends bytes; refuses when they become too many.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), UseCaseError> {
        self.intake.write(bytes).await.map_err(refusal)
    }

    /// Stores the file.
    pub async fn finish(self) -> Result<AttachmentView, UseCaseError> {
        if self.intake.size() == 0 {
            return Err(WorkError::Refused(Refusal::field(
                "file",
                "missing",
                "The file is empty.",
            )));
        }
        let row = self.intake.finish(&self.engine).await.map_err(refusal)?;
        let (ctx, stored) = (self.person.ctx, row.clone());
        match self
            .engine
            .write(move |tx, _| Ok(tx.insert_attachment(&ctx, &stored)?))
            .await
        {
            Ok(()) => Ok(attachment_view(&row)),
            Err(error) => {
                intake::forget(&self.engine, &row.storage_key).await;
                Err(error)
            }
        }
    }
}

fn refusal(error: IntakeError) -> UseCaseError {
    match error {
        IntakeError::TooLarge(limit) => WorkError::Refused(Refusal::TooLarge {
            message: format!(
                "The file is larger than {} MB, the most that can be sent.",
                limit / 1_000_000
            ),
        }),
        IntakeError::Disk(error) => {
            tracing::error!(%error, "an upload could not be written");
            WorkError::Store(parlance_store::StoreError::Unavailable(
                "the file could not be written".into(),
            ))
        }
    }
}
