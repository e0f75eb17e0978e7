//! A file in a form: multipart with one field `file`, poured on without being held in memory.

use axum::{
    extract::{
        FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::StatusCode,
};
use parlance_engine::media::Upload;

use crate::{error::ApiError, state::AppState};

/// The form of an upload.
pub struct FileForm(Multipart);

impl FromRequest<AppState> for FileForm {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        Multipart::from_request(request, state)
            .await
            .map(Self)
            .map_err(|_| {
                ApiError::new(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "invalid",
                    "Send the file as multipart/form-data, in one field `file`.",
                )
            })
    }
}

impl FileForm {
    /// The file, of which nothing but the name is read yet.
    pub async fn file(&mut self) -> Result<SentFile<'_>, ApiError> {
        let field = self.0.next_field().await.map_err(broken)?;
        field
            .filter(|field| field.name() == Some("file"))
            .map(SentFile)
            .ok_or_else(|| ApiError::malformed("Send one file as the multipart field `file`."))
    }
}

/// A file that is on its way.
pub struct SentFile<'a>(Field<'a>);

impl SentFile<'_> {
    /// Its name, as the sender calls it.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.0.file_name()
    }

    /// Takes in all of it.
    pub async fn pour_into(mut self, upload: &mut Upload) -> Result<(), ApiError> {
        while let Some(piece) = self.0.chunk().await.map_err(broken)? {
            upload.write(&piece).await?;
        }
        Ok(())
    }
}

#[allow(clippy::needless_pass_by_value, reason = "for map_err")]
fn broken(error: MultipartError) -> ApiError {
    tracing::debug!(%error, "an upload broke off");
    ApiError::malformed("The upload broke off or is not multipart/form-data.")
}
