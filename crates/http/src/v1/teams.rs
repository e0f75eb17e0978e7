//! Teams.
use axum::{Json, http::StatusCode};
use parlance_api::page::List;
use parlance_api::user::{TeamInput, TeamView};
use parlance_core::TeamId;
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

/// All teams, by name.
#[utoipa::path(
    get,
    path = "/teams",
    tag = "administration",
    operation_id = "listTeams",
    security(("session" = []), ("api_key" = ["config_read"])),
    responses((status = 200, description = "The teams.", body = List<TeamView>)),
)]
async fn list(_: NamesReader) -> Result<Json<List<TeamView>>, ApiError> {
    Err(ApiError::unavailable())
}

/// Makes a team.
#[utoipa::path(
    post,
    path = "/teams",
    tag = "administration",
    operation_id = "createTeam",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    request_body = TeamInput,
    responses((status = 201, description = "Made.", body = TeamView)),
)]
async fn create(_: Admin, _: Body<TeamInput>) -> Result<(StatusCode, Json<TeamView>), ApiError> {
    Err(ApiError::unavailable())
}

/// Changes a team.
#[utoipa::path(
    patch,
    path = "/teams/{id}",
    tag = "administration",
    operation_id = "changeTeam",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = TeamId, Path, description = "Its id")),
    request_body = TeamInput,
    responses((status = 200, description = "The team.", body = TeamView)),
)]
async fn change(_: Admin, _: Id<TeamId>, _: Body<TeamInput>) -> Result<Json<TeamView>, ApiError> {
    Err(ApiError::unavailable())
}
