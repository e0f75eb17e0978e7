//! Users of the tenant.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::page::List;
use parlance_api::user::{NewUser, UserPatch, UserView};
use parlance_core::UserId;

use crate::{
    auth::{Admin, ConfigReader},
    error::ApiError,
    extract::{Body, Id},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, change))
}

/// All users, by name.
#[utoipa::path(
    get,
    path = "/users",
    tag = "administration",
    operation_id = "listUsers",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    responses((status = 200, description = "The users.", body = List<UserView>)),
)]
async fn list(State(state): State<AppState>, reader: ConfigReader) -> Result<Json<List<UserView>>, ApiError> {
    let items = state.engine.users(&reader.0).await?;
    Ok(Json(List { items }))
}

/// Makes a user.
#[utoipa::path(
    post,
    path = "/users",
    tag = "administration",
    operation_id = "createUser",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    request_body = NewUser,
    responses((status = 201, description = "Made.", body = UserView)),
)]
async fn create(
    State(state): State<AppState>,
    admin: Admin,
    Body(command): Body<NewUser>,
) -> Result<(StatusCode, Json<UserView>), ApiError> {
    Ok((
        StatusCode::CREATED,
        Json(state.engine.create_user(&admin.0, command).await?),
    ))
}

/// One user.
#[utoipa::path(
    get,
    path = "/users/{id}",
    tag = "administration",
    operation_id = "getUser",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    params(("id" = UserId, Path, description = "Its id")),
    responses((status = 200, description = "The user.", body = UserView)),
)]
async fn get(
    State(state): State<AppState>,
    reader: ConfigReader,
    Id(id): Id<UserId>,
) -> Result<Json<UserView>, ApiError> {
    Ok(Json(state.engine.user(&reader.0, id).await?))
}

/// Changes a user: only the fields given.
#[utoipa::path(
    patch,
    path = "/users/{id}",
    tag = "administration",
    operation_id = "changeUser",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = UserId, Path, description = "Its id")),
    request_body = UserPatch,
    responses((status = 200, description = "The user.", body = UserView)),
)]
async fn change(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<UserId>,
    Body(command): Body<UserPatch>,
) -> Result<Json<UserView>, ApiError> {
    Ok(Json(state.engine.change_user(&admin.0, id, command).await?))
}
