//! Files inside messages.
use axum::{Json, http::StatusCode};
use parlance_api::message::AttachmentView;
use parlance_core::AttachmentId;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    auth::{Agent, Signed},
    error::ApiError,
    extract::Id,
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(upload))
        .routes(routes!(download))
}

/// The bytes of a file. Pictures, sound and film are shown inline, all else is downloaded.
#[utoipa::path(
    get,
    path = "/attachments/{id}",
    tag = "interactions",
    operation_id = "getAttachment",
    security(("session" = [])),
    params(("id" = AttachmentId, Path, description = "Its id"), ("download" = Option<u8>, Query, description = "1: always as a download")),
    responses((status = 200, description = "The bytes.")),
)]
async fn download(_: Signed, _: Id<AttachmentId>) -> Result<StatusCode, ApiError> {
    Err(ApiError::unavailable())
}

/// Uploads a file, to be named in a message afterwards. Multipart with one field `file`, and `X-Parlance: 1`.
#[utoipa::path(
    post,
    path = "/attachments",
    tag = "interactions",
    operation_id = "uploadAttachment",
    security(("session" = ["handle_interactions"])),
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses((status = 201, description = "Stored.", body = AttachmentView)),
)]
async fn upload(_: Agent) -> Result<(StatusCode, Json<AttachmentView>), ApiError> {
    Err(ApiError::unavailable())
}

/// The form of an upload.
#[derive(utoipa::ToSchema)]
#[allow(dead_code, reason = "describes the form; it is read field by field")]
struct Upload {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}
