//! Single messages.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::message::MessageView;
use parlance_core::MessageId;

use crate::{
    auth::{Agent, Signed},
    error::ApiError,
    extract::Id,
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(retry))
        .routes(routes!(delete))
        .routes(routes!(fetch_media))
}

/// Tries a failed message again.
#[utoipa::path(
    post,
    path = "/messages/{id}/retry",
    tag = "interactions",
    operation_id = "retryMessage",
    security(("session" = ["handle_interactions"])),
    params(("id" = MessageId, Path, description = "Its id")),
    responses((status = 200, description = "The message, queued again.", body = MessageView)),
)]
async fn retry(
    State(state): State<AppState>,
    person: Agent,
    Id(id): Id<MessageId>,
) -> Result<Json<MessageView>, ApiError> {
    Ok(Json(state.engine.retry_message(&person.0, id).await?))
}

/// Deletes a message that was never sent.
#[utoipa::path(
    delete,
    path = "/messages/{id}",
    tag = "interactions",
    operation_id = "deleteMessage",
    security(("session" = ["handle_interactions"])),
    params(("id" = MessageId, Path, description = "Its id")),
    responses((status = 204, description = "Deleted.")),
)]
async fn delete(
    State(state): State<AppState>,
    person: Agent,
    Id(id): Id<MessageId>,
) -> Result<StatusCode, ApiError> {
    state.engine.delete_message(&person.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Fetches media again that could not be fetched.
#[utoipa::path(
    post,
    path = "/messages/{id}/media",
    tag = "interactions",
    operation_id = "fetchMessageMedia",
    security(("session" = [])),
    params(("id" = MessageId, Path, description = "Its id")),
    responses((status = 202, description = "It will be tried.", body = MessageView)),
)]
async fn fetch_media(
    State(state): State<AppState>,
    person: Signed,
    Id(id): Id<MessageId>,
) -> Result<(StatusCode, Json<MessageView>), ApiError> {
    let message = state.engine.refetch_media(&person.0, id).await?;
    Ok((StatusCode::ACCEPTED, Json(message)))
}
