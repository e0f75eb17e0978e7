//! Not Ready reasons.
use axum::{Json, http::StatusCode};
use parlance_api::config::{ReasonInput, ReasonView};
use parlance_api::page::List;
use parlance_core::ReasonId;
use utoipa_axum::{router::OpenApiRouter, routes};

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
async fn list(_: NamesReader) -> Result<Json<List<ReasonView>>, ApiError> {
    Err(ApiError::unavailable())
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
async fn create(_: Admin, _: Body<ReasonInput>) -> Result<(StatusCode, Json<ReasonView>), ApiError> {
    Err(ApiError::unavailable())
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
async fn change(_: Admin, _: Id<ReasonId>, _: Body<ReasonInput>) -> Result<Json<ReasonView>, ApiError> {
    Err(ApiError::unavailable())
}
