//! The account's reactions to customers' messages.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::message::{MessageView, SetReaction};
use parlance_core::MessageId;

use crate::{
    auth::Agent,
    error::ApiError,
    extract::{Body, Id},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(react, unreact))
}

/// Puts a reaction on a message of the customer, in place of an earlier one.
#[utoipa::path(
    put,
    path = "/messages/{id}/reaction",
    tag = "interactions",
    operation_id = "reactToMessage",
    security(("session" = ["handle_interactions"])),
    params(("id" = MessageId, Path, description = "Its id")),
    request_body = SetReaction,
    responses((status = 200, description = "The message; the customer sees the reaction soon.", body = MessageView)),
)]
async fn react(
    State(state): State<AppState>,
    person: Agent,
    Id(id): Id<MessageId>,
    Body(wanted): Body<SetReaction>,
) -> Result<Json<MessageView>, ApiError> {
    Ok(Json(state.engine.react(&person.0, id, Some(wanted.emoji)).await?))
}

/// Takes the reaction away.
#[utoipa::path(
    delete,
    path = "/messages/{id}/reaction",
    tag = "interactions",
    operation_id = "removeReaction",
    security(("session" = ["handle_interactions"])),
    params(("id" = MessageId, Path, description = "Its id")),
    responses((status = 200, description = "The message.", body = MessageView)),
)]
async fn unreact(
    State(state): State<AppState>,
    person: Agent,
    Id(id): Id<MessageId>,
) -> Result<Json<MessageView>, ApiError> {
    Ok(Json(state.engine.react(&person.0, id, None).await?))
}
