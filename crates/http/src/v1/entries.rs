//! Messaging/Chat scenario entries.
use axum::{Json, http::StatusCode};
use parlance_api::config::{EntryInput, EntryView};
use parlance_api::page::List;
use parlance_core::EntryId;
use utoipa_axum::{router::OpenApiRouter, routes};

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
        .routes(routes!(get, change, delete))
}

/// All scenario entries, by name.
#[utoipa::path(
    get,
    path = "/entries",
    tag = "administration",
    operation_id = "listEntries",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    responses((status = 200, description = "The entries.", body = List<EntryView>)),
)]
async fn list(_: ConfigReader) -> Result<Json<List<EntryView>>, ApiError> {
    Err(ApiError::unavailable())
}

/// Makes a scenario entry.
#[utoipa::path(
    post,
    path = "/entries",
    tag = "administration",
    operation_id = "createEntry",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    request_body = EntryInput,
    responses((status = 201, description = "Made.", body = EntryView)),
)]
async fn create(_: Admin, _: Body<EntryInput>) -> Result<(StatusCode, Json<EntryView>), ApiError> {
    Err(ApiError::unavailable())
}

/// One scenario entry.
#[utoipa::path(
    get,
    path = "/entries/{id}",
    tag = "administration",
    operation_id = "getEntry",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    params(("id" = EntryId, Path, description = "Its id")),
    responses((status = 200, description = "The entry.", body = EntryView)),
)]
async fn get(_: ConfigReader, _: Id<EntryId>) -> Result<Json<EntryView>, ApiError> {
    Err(ApiError::unavailable())
}

/// Changes a scenario entry.
#[utoipa::path(
    patch,
    path = "/entries/{id}",
    tag = "administration",
    operation_id = "changeEntry",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = EntryId, Path, description = "Its id")),
    request_body = EntryInput,
    responses((status = 200, description = "The entry.", body = EntryView)),
)]
async fn change(_: Admin, _: Id<EntryId>, _: Body<EntryInput>) -> Result<Json<EntryView>, ApiError> {
    Err(ApiError::unavailable())
}

/// Deletes a scenario entry; its accounts then feed nothing.
#[utoipa::path(
    delete,
    path = "/entries/{id}",
    tag = "administration",
    operation_id = "deleteEntry",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = EntryId, Path, description = "Its id")),
    responses((status = 204, description = "Deleted.")),
)]
async fn delete(_: Admin, _: Id<EntryId>) -> Result<StatusCode, ApiError> {
    Err(ApiError::unavailable())
}
