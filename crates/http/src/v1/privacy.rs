//! What customers may demand: to be forgotten, and to be told what is kept about them.
use crate::documented::{OpenApiRouter, routes};
use axum::{
    Json,
    body::Body as AnswerBody,
    extract::State,
    http::{HeaderValue, header},
    response::Response,
};
use parlance_api::{
    contact::{EraseContact, ErasedView},
    page::List,
    privacy::PrivacyRequestView,
};
use parlance_core::ContactId;

use crate::{
    auth::SecurityAdmin,
    error::ApiError,
    extract::{Body, Id},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(erase))
        .routes(routes!(export))
        .routes(routes!(requests))
}

/// Erases a contact with everything of theirs: conversations, files, notes. It cannot be undone. Asks for a recent
/// proof of who one is; refused while a conversation is open.
#[utoipa::path(
    post,
    path = "/contacts/{id}/erase",
    tag = "contacts",
    operation_id = "eraseContact",
    security(("session" = ["manage_security"])),
    params(("id" = ContactId, Path, description = "Its id")),
    request_body = EraseContact,
    responses((status = 200, description = "What was erased.", body = ErasedView)),
)]
async fn erase(
    State(state): State<AppState>,
    person: SecurityAdmin,
    Id(id): Id<ContactId>,
    Body(command): Body<EraseContact>,
) -> Result<Json<ErasedView>, ApiError> {
    Ok(Json(state.engine.erase_contact(&person.0, id, command).await?))
}

/// Everything that is kept about a contact, as a ZIP archive: JSON and the files. Asks for a recent proof of who one
/// is; the audit log keeps who took it.
#[utoipa::path(
    post,
    path = "/contacts/{id}/export",
    tag = "contacts",
    operation_id = "exportContact",
    security(("session" = ["manage_security"])),
    params(("id" = ContactId, Path, description = "Its id")),
    responses((status = 200, description = "The archive.", content_type = "application/zip")),
)]
async fn export(
    State(state): State<AppState>,
    person: SecurityAdmin,
    Id(id): Id<ContactId>,
) -> Result<Response, ApiError> {
    let export = state.engine.export_contact(&person.0, id).await?;
    let disposition = format!("attachment; filename=\"{}\"", export.file_name);
    let mut response = Response::new(AnswerBody::from_stream(export.into_stream()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// Demands of platforms for a person, newest first: deletions, and the end of what somebody permitted.
#[utoipa::path(
    get,
    path = "/privacy-requests",
    tag = "security",
    operation_id = "listPrivacyRequests",
    security(("session" = ["manage_security"])),
    responses((status = 200, description = "The demands.", body = List<PrivacyRequestView>)),
)]
async fn requests(
    State(state): State<AppState>,
    person: SecurityAdmin,
) -> Result<Json<List<PrivacyRequestView>>, ApiError> {
    let items = state.engine.privacy_requests(person.0.ctx).await?;
    Ok(Json(List { items }))
}
