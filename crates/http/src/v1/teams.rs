//! Teams.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::page::List;
use parlance_api::user::{TeamInput, TeamView};
use parlance_core::TeamId;

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
async fn list(State(state): State<AppState>, reader: NamesReader) -> Result<Json<List<TeamView>>, ApiError> {
    let items = state.engine.teams(&reader.0).await?;
    Ok(Json(List { items }))
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
async fn create(
    State(state): State<AppState>,
    admin: Admin,
    Body(command): Body<TeamInput>,
) -> Result<(StatusCode, Json<TeamView>), ApiError> {
    Ok((
        StatusCode::CREATED,
        Json(state.engine.create_team(&admin.0, command).await?),
    ))
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
async fn change(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<TeamId>,
    Body(command): Body<TeamInput>,
) -> Result<Json<TeamView>, ApiError> {
    Ok(Json(state.engine.change_team(&admin.0, id, command).await?))
}
