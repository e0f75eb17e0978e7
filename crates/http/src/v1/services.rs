//! Services with their dispositions and canned texts.
use axum::{Json, http::StatusCode};
use parlance_api::config::{ServiceInput, ServiceView};
use parlance_api::page::List;
use parlance_core::ServiceId;
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
async fn list(_: NamesReader) -> Result<Json<List<ServiceView>>, ApiError> {
    Err(ApiError::unavailable())
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
async fn create(_: Admin, _: Body<ServiceInput>) -> Result<(StatusCode, Json<ServiceView>), ApiError> {
    Err(ApiError::unavailable())
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
async fn get(_: NamesReader, _: Id<ServiceId>) -> Result<Json<ServiceView>, ApiError> {
    Err(ApiError::unavailable())
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
async fn change(_: Admin, _: Id<ServiceId>, _: Body<ServiceInput>) -> Result<Json<ServiceView>, ApiError> {
    Err(ApiError::unavailable())
}
