//! Pictures for the cards of rich messages and templates.
use axum::{
    Json,
    extract::{DefaultBodyLimit, Multipart, State},
    http::StatusCode,
};
use parlance_api::message::AttachmentView;
use parlance_engine::identity::limits::Costly;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::attachments::{Upload, broken};
use crate::{auth::Signed, error::ApiError, state::AppState};

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
    mut form: Multipart,
) -> Result<(StatusCode, Json<AttachmentView>), ApiError> {
    state.engine.count(person.0.actor(), Costly::Upload)?;
    let mut field = form
        .next_field()
        .await
        .map_err(broken)?
        .filter(|field| field.name() == Some("file"))
        .ok_or_else(|| ApiError::malformed("Send one file as the multipart field `file`."))?;
    let name = field.file_name().unwrap_or("picture").to_owned();
    let mut upload = state.engine.begin_picture(&person.0, &name).await?;
    while let Some(piece) = field.chunk().await.map_err(broken)? {
        upload.write(&piece).await?;
    }
    let stored = state.engine.finish_picture(&person.0, upload).await?;
    Ok((StatusCode::CREATED, Json(stored)))
}
