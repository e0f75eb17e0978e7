//! The tenant's settings.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::config::{TenantSettings, TenantSettingsPatch};

use crate::{
    auth::{Admin, NamesReader},
    error::ApiError,
    extract::Body,
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get, change))
}

/// The tenant's settings.
#[utoipa::path(
    get,
    path = "/settings",
    tag = "administration",
    operation_id = "getSettings",
    security(("session" = []), ("api_key" = ["config_read"])),
    responses((status = 200, description = "The settings.", body = TenantSettings)),
)]
async fn get(State(state): State<AppState>, reader: NamesReader) -> Result<Json<TenantSettings>, ApiError> {
    Ok(Json(state.engine.settings(&reader.0).await?))
}

/// Changes settings: only the fields given.
#[utoipa::path(
    patch,
    path = "/settings",
    tag = "administration",
    operation_id = "changeSettings",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    request_body = TenantSettingsPatch,
    responses((status = 200, description = "The settings.", body = TenantSettings)),
)]
async fn change(
    State(state): State<AppState>,
    admin: Admin,
    Body(patch): Body<TenantSettingsPatch>,
) -> Result<Json<TenantSettings>, ApiError> {
    Ok(Json(state.engine.change_settings(&admin.0, patch).await?))
}
