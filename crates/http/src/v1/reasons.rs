//! Not Ready reasons.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::config::{ReasonInput, ReasonView};
use parlance_api::page::List;
use parlance_core::ReasonId;

use crate::{
    auth::{Admin, NamesReader},
    error::ApiError,
    extract::{Body, Id},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(change))
}

/// All reasons: the system's and the tenant's own.
#[utoipa::path(
    get,
    path = "/reasons",
    tag = "administration",
    operation_id = "listReasons",
    security(("session" = []), ("api_key" = ["config_read"])),
    responses((status = 200, description = "The reasons.", body = List<ReasonView>)),
)]
async fn list(
    State(state): State<AppState>,
    reader: NamesReader,
) -> Result<Json<List<ReasonView>>, ApiError> {
    let items = state.engine.reasons(&reader.0).await?;
    Ok(Json(List { items }))
}

/// Makes a reason.
#[utoipa::path(
    post,
    path = "/reasons",
    tag = "administration",
    operation_id = "createReason",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    request_body = ReasonInput,
    responses((status = 201, description = "Made.", body = ReasonView)),
)]
async fn create(
    State(state): State<AppState>,
    admin: Admin,
    Body(command): Body<ReasonInput>,
) -> Result<(StatusCode, Json<ReasonView>), ApiError> {
    Ok((
        StatusCode::CREATED,
        Json(state.engine.create_reason(&admin.0, command).await?),
    ))
}

/// Changes a reason.
#[utoipa::path(
    patch,
    path = "/reasons/{id}",
    tag = "administration",
    operation_id = "changeReason",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = ReasonId, Path, description = "Its id")),
    request_body = ReasonInput,
    responses((status = 200, description = "The reason.", body = ReasonView)),
)]
async fn change(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<ReasonId>,
    Body(command): Body<ReasonInput>,
) -> Result<Json<ReasonView>, ApiError> {
    Ok(Json(state.engine.change_reason(&admin.0, id, command).await?))
}
