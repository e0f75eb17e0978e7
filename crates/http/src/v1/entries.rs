//! Messaging/Chat scenario entries.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::config::{EntryInput, EntryView};
use parlance_api::page::List;
use parlance_core::EntryId;

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
async fn list(
    State(state): State<AppState>,
    reader: ConfigReader,
) -> Result<Json<List<EntryView>>, ApiError> {
    let items = state.engine.entries(&reader.0).await?;
    Ok(Json(List { items }))
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
async fn create(
    State(state): State<AppState>,
    admin: Admin,
    Body(command): Body<EntryInput>,
) -> Result<(StatusCode, Json<EntryView>), ApiError> {
    Ok((
        StatusCode::CREATED,
        Json(state.engine.create_entry(&admin.0, command).await?),
    ))
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
async fn get(
    State(state): State<AppState>,
    reader: ConfigReader,
    Id(id): Id<EntryId>,
) -> Result<Json<EntryView>, ApiError> {
    Ok(Json(state.engine.entry(&reader.0, id).await?))
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
async fn change(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<EntryId>,
    Body(command): Body<EntryInput>,
) -> Result<Json<EntryView>, ApiError> {
    Ok(Json(state.engine.change_entry(&admin.0, id, command).await?))
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
async fn delete(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<EntryId>,
) -> Result<StatusCode, ApiError> {
    state.engine.delete_entry(&admin.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
