//! API keys.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::page::List;
use parlance_api::session::{ApiKeyCreated, ApiKeyView, NewApiKey};
use parlance_core::ApiKeyId;

use crate::{
    auth::SecurityAdmin,
    error::ApiError,
    extract::{Body, Id},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(revoke))
}

/// All keys that are in force.
#[utoipa::path(
    get,
    path = "/api-keys",
    tag = "security",
    operation_id = "listApiKeys",
    security(("session" = ["manage_security"])),
    responses((status = 200, description = "The keys.", body = List<ApiKeyView>)),
)]
async fn list(
    State(state): State<AppState>,
    admin: SecurityAdmin,
) -> Result<Json<List<ApiKeyView>>, ApiError> {
    let items = state.engine.api_keys(&admin.0).await?;
    Ok(Json(List { items }))
}

/// Makes a key; its secret is shown this once.
#[utoipa::path(
    post,
    path = "/api-keys",
    tag = "security",
    operation_id = "createApiKey",
    security(("session" = ["manage_security"])),
    request_body = NewApiKey,
    responses((status = 201, description = "Made.", body = ApiKeyCreated)),
)]
async fn create(
    State(state): State<AppState>,
    admin: SecurityAdmin,
    Body(command): Body<NewApiKey>,
) -> Result<(StatusCode, Json<ApiKeyCreated>), ApiError> {
    Ok((
        StatusCode::CREATED,
        Json(state.engine.create_api_key(&admin.0, command).await?),
    ))
}

/// Revokes a key at once.
#[utoipa::path(
    delete,
    path = "/api-keys/{id}",
    tag = "security",
    operation_id = "revokeApiKey",
    security(("session" = ["manage_security"])),
    params(("id" = ApiKeyId, Path, description = "Its id")),
    responses((status = 204, description = "Revoked.")),
)]
async fn revoke(
    State(state): State<AppState>,
    admin: SecurityAdmin,
    Id(id): Id<ApiKeyId>,
) -> Result<StatusCode, ApiError> {
    state.engine.revoke_api_key(&admin.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
