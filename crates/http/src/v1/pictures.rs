//! Pictures for the cards of rich messages and templates.
use crate::documented::{OpenApiRouter, routes};
use axum::{
    Json,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
};
use parlance_api::message::AttachmentView;
use parlance_engine::identity::limits::Costly;

use super::attachments::Upload;
use crate::{auth::Signed, error::ApiError, extract::FileForm, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    // The upload counts its own bytes while it writes them.
    OpenApiRouter::new()
        .routes(routes!(upload))
        .layer(DefaultBodyLimit::disable())
}

/// Uploads a picture for cards and templates; a message names it as `attachment:` and its id. Multipart with one field
/// `file`, and `X-Parlance: 1`. For agents and administrators.
#[utoipa::path(
    post,
    path = "/pictures",
    tag = "interactions",
    operation_id = "uploadPicture",
    security(("session" = [])),
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "Stored.", body = AttachmentView),
        (status = 409, description = "`no_public_address`: no platform could fetch it from here."),
    ),
)]
async fn upload(
    State(state): State<AppState>,
    person: Signed,
    mut form: FileForm,
) -> Result<(StatusCode, Json<AttachmentView>), ApiError> {
    state.engine.count(person.0.actor(), Costly::Upload)?;
    let file = form.file().await?;
    let name = file.name().unwrap_or("picture");
    let mut upload = state.engine.begin_picture(&person.0, name).await?;
    file.pour_into(&mut upload).await?;
    let stored = state.engine.finish_picture(&person.0, upload).await?;
    Ok((StatusCode::CREATED, Json(stored)))
}
