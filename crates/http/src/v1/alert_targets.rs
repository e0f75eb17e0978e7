//! Whom alerts are sent to.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::alert::{
    AlertTargetMade, AlertTargetPatch, AlertTargetView, AlertTargets, AlertTested, NewAlertTarget,
};
use parlance_core::AlertTargetId;

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
        .routes(routes!(change, remove))
        .routes(routes!(test))
}

/// Whom alerts are sent to, by address.
#[utoipa::path(
    get,
    path = "/alert-targets",
    tag = "administration",
    operation_id = "listAlertTargets",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    responses((status = 200, description = "The targets; their secrets are never shown again.", body = AlertTargets)),
)]
async fn list(State(state): State<AppState>, reader: ConfigReader) -> Result<Json<AlertTargets>, ApiError> {
    Ok(Json(state.engine.alert_targets(&reader.0).await?))
}

/// Sends alerts to one more address.
#[utoipa::path(
    post,
    path = "/alert-targets",
    tag = "administration",
    operation_id = "createAlertTarget",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    request_body = NewAlertTarget,
    responses((status = 201, description = "Made, with the secret of a webhook, shown this once.", body = AlertTargetMade)),
)]
async fn create(
    State(state): State<AppState>,
    admin: Admin,
    Body(command): Body<NewAlertTarget>,
) -> Result<(StatusCode, Json<AlertTargetMade>), ApiError> {
    let made = state.engine.create_alert_target(&admin.0, command).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Switches a target off or on.
#[utoipa::path(
    patch,
    path = "/alert-targets/{id}",
    tag = "administration",
    operation_id = "changeAlertTarget",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = AlertTargetId, Path, description = "Its id")),
    request_body = AlertTargetPatch,
    responses((status = 200, description = "The target.", body = AlertTargetView)),
)]
async fn change(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<AlertTargetId>,
    Body(patch): Body<AlertTargetPatch>,
) -> Result<Json<AlertTargetView>, ApiError> {
    Ok(Json(state.engine.change_alert_target(&admin.0, id, patch).await?))
}

/// Sends a target nothing more.
#[utoipa::path(
    delete,
    path = "/alert-targets/{id}",
    tag = "administration",
    operation_id = "deleteAlertTarget",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = AlertTargetId, Path, description = "Its id")),
    responses((status = 204, description = "Deleted.")),
)]
async fn remove(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<AlertTargetId>,
) -> Result<StatusCode, ApiError> {
    state.engine.delete_alert_target(&admin.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a target a test alert now.
#[utoipa::path(
    post,
    path = "/alert-targets/{id}/test",
    tag = "administration",
    operation_id = "testAlertTarget",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = AlertTargetId, Path, description = "Its id")),
    responses((status = 200, description = "Whether it arrived.", body = AlertTested)),
)]
async fn test(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<AlertTargetId>,
) -> Result<Json<AlertTested>, ApiError> {
    Ok(Json(state.engine.test_alert_target(&admin.0, id).await?))
}
