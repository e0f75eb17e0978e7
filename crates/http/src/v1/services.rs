//! Services with their dispositions and canned texts.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::config::{ServiceInput, ServiceView};
use parlance_api::page::List;
use parlance_core::ServiceId;

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
        .routes(routes!(get, change))
}

/// All services, by name.
#[utoipa::path(
    get,
    path = "/services",
    tag = "administration",
    operation_id = "listServices",
    security(("session" = []), ("api_key" = ["config_read"])),
    responses((status = 200, description = "The services.", body = List<ServiceView>)),
)]
async fn list(
    State(state): State<AppState>,
    reader: NamesReader,
) -> Result<Json<List<ServiceView>>, ApiError> {
    let items = state.engine.services(&reader.0).await?;
    Ok(Json(List { items }))
}

/// Makes a service and the skill of the same name.
#[utoipa::path(
    post,
    path = "/services",
    tag = "administration",
    operation_id = "createService",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    request_body = ServiceInput,
    responses((status = 201, description = "Made.", body = ServiceView)),
)]
async fn create(
    State(state): State<AppState>,
    admin: Admin,
    Body(command): Body<ServiceInput>,
) -> Result<(StatusCode, Json<ServiceView>), ApiError> {
    Ok((
        StatusCode::CREATED,
        Json(state.engine.create_service(&admin.0, command).await?),
    ))
}

/// One service.
#[utoipa::path(
    get,
    path = "/services/{id}",
    tag = "administration",
    operation_id = "getService",
    security(("session" = []), ("api_key" = ["config_read"])),
    params(("id" = ServiceId, Path, description = "Its id")),
    responses((status = 200, description = "The service.", body = ServiceView)),
)]
async fn get(
    State(state): State<AppState>,
    reader: NamesReader,
    Id(id): Id<ServiceId>,
) -> Result<Json<ServiceView>, ApiError> {
    Ok(Json(state.engine.service(&reader.0, id).await?))
}

/// Changes a service.
#[utoipa::path(
    patch,
    path = "/services/{id}",
    tag = "administration",
    operation_id = "changeService",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = ServiceId, Path, description = "Its id")),
    request_body = ServiceInput,
    responses((status = 200, description = "The service.", body = ServiceView)),
)]
async fn change(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<ServiceId>,
    Body(command): Body<ServiceInput>,
) -> Result<Json<ServiceView>, ApiError> {
    Ok(Json(state.engine.change_service(&admin.0, id, command).await?))
}
