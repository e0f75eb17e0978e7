//! What agents plan for a moment: messages that go out later, and reminders.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::planned::{NewPlanned, PlannedList, PlannedPatch, PlannedView};
use parlance_core::{InteractionId, PlannedId};

use crate::{
    auth::Agent,
    error::ApiError,
    extract::{Body, Id},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(plan))
        .routes(routes!(change, cancel))
}

/// What one has planned and is not over, the nearest first.
#[utoipa::path(
    get,
    path = "/planned",
    tag = "interactions",
    operation_id = "listPlanned",
    security(("session" = ["handle_interactions"])),
    responses((status = 200, description = "One's own messages and reminders.", body = PlannedList)),
)]
async fn list(State(state): State<AppState>, person: Agent) -> Result<Json<PlannedList>, ApiError> {
    Ok(Json(state.engine.planned(&person.0).await?))
}

/// Plans a message to the customer, or a reminder. A message must come while the customer may be answered.
#[utoipa::path(
    post,
    path = "/interactions/{id}/planned",
    tag = "interactions",
    operation_id = "plan",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    request_body = NewPlanned,
    responses((status = 201, description = "Planned and durable.", body = PlannedView)),
)]
async fn plan(
    State(state): State<AppState>,
    person: Agent,
    Id(id): Id<InteractionId>,
    Body(new): Body<NewPlanned>,
) -> Result<(StatusCode, Json<PlannedView>), ApiError> {
    let planned = state.engine.plan(&person.0, id, new).await?;
    Ok((StatusCode::CREATED, Json(planned)))
}

/// Changes words or moment, or answers a reminder.
#[utoipa::path(
    patch,
    path = "/planned/{id}",
    tag = "interactions",
    operation_id = "changePlanned",
    security(("session" = ["handle_interactions"])),
    params(("id" = PlannedId, Path, description = "Its id")),
    request_body = PlannedPatch,
    responses((status = 200, description = "As it is now.", body = PlannedView)),
)]
async fn change(
    State(state): State<AppState>,
    person: Agent,
    Id(id): Id<PlannedId>,
    Body(patch): Body<PlannedPatch>,
) -> Result<Json<PlannedView>, ApiError> {
    Ok(Json(state.engine.change_planned(&person.0, id, patch).await?))
}

/// Gives it up.
#[utoipa::path(
    delete,
    path = "/planned/{id}",
    tag = "interactions",
    operation_id = "cancelPlanned",
    security(("session" = ["handle_interactions"])),
    params(("id" = PlannedId, Path, description = "Its id")),
    responses((status = 204, description = "Given up.")),
)]
async fn cancel(
    State(state): State<AppState>,
    person: Agent,
    Id(id): Id<PlannedId>,
) -> Result<StatusCode, ApiError> {
    state.engine.cancel_planned(&person.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
