//! What waits for an agent, and what people do about it.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::{
    interaction::InteractionView,
    routing::{Assign, SetPriority, WaitingFilter, WaitingList},
};
use parlance_core::InteractionId;

use crate::{
    auth::{Signed, Supervisor},
    error::ApiError,
    extract::{Body, Id, Params},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(priority))
        .routes(routes!(assign))
}

/// What waits, in the order in which it is served, with why. Agents see the queues out of which they may take chats.
#[utoipa::path(
    get,
    path = "/waiting",
    tag = "interactions",
    operation_id = "listWaiting",
    security(("session" = [])),
    params(WaitingFilter),
    responses((status = 200, description = "What waits.", body = WaitingList)),
)]
async fn list(
    State(state): State<AppState>,
    person: Signed,
    Params(filter): Params<WaitingFilter>,
) -> Result<Json<WaitingList>, ApiError> {
    Ok(Json(state.engine.waiting_list(&person.0, filter).await?))
}

/// Gives a waiting interaction another priority.
#[utoipa::path(
    post,
    path = "/interactions/{id}/priority",
    tag = "interactions",
    operation_id = "setInteractionPriority",
    security(("session" = ["supervise"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    request_body = SetPriority,
    responses((status = 200, description = "As it is now.", body = InteractionView)),
)]
async fn priority(
    State(state): State<AppState>,
    person: Supervisor,
    Id(id): Id<InteractionId>,
    Body(to): Body<SetPriority>,
) -> Result<Json<InteractionView>, ApiError> {
    Ok(Json(state.engine.set_priority(&person.0, id, to.priority).await?))
}

/// Gives a waiting interaction to an agent, or takes it oneself.
#[utoipa::path(
    post,
    path = "/interactions/{id}/assign",
    tag = "interactions",
    operation_id = "assignInteraction",
    security(("session" = [])),
    params(("id" = InteractionId, Path, description = "Its id")),
    request_body = Assign,
    responses((status = 200, description = "As it is now.", body = InteractionView)),
)]
async fn assign(
    State(state): State<AppState>,
    person: Signed,
    Id(id): Id<InteractionId>,
    Body(to): Body<Assign>,
) -> Result<Json<InteractionView>, ApiError> {
    Ok(Json(state.engine.assign_interaction(&person.0, id, to).await?))
}
