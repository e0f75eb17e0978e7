//! Imports of past conversations.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::{import::ImportView, page::List};
use parlance_core::{AccountId, ImportId};

use crate::{
    auth::{Admin, ConfigReader},
    error::ApiError,
    extract::Id,
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, begin))
        .routes(routes!(cancel))
}

/// The newest imports of past conversations of an account, newest first.
#[utoipa::path(
    get,
    path = "/accounts/{id}/imports",
    tag = "accounts",
    operation_id = "listImports",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    params(("id" = AccountId, Path, description = "Its id")),
    responses((status = 200, description = "The imports.", body = List<ImportView>)),
)]
async fn list(
    State(state): State<AppState>,
    reader: ConfigReader,
    Id(id): Id<AccountId>,
) -> Result<Json<List<ImportView>>, ApiError> {
    let items = state.engine.imports(&reader.0, id).await?;
    Ok(Json(List { items }))
}

/// Imports the past conversations of an account. It goes on in the background; `account.changed` tells of each step.
#[utoipa::path(
    post,
    path = "/accounts/{id}/imports",
    tag = "accounts",
    operation_id = "importHistory",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = AccountId, Path, description = "Its id")),
    responses(
        (status = 202, description = "Begun.", body = ImportView),
        (status = 409, description = "`import_runs`: one runs already; `no_history`: the platform does not tell."),
    ),
)]
async fn begin(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<AccountId>,
) -> Result<(StatusCode, Json<ImportView>), ApiError> {
    let import = state.engine.import_history(&admin.0, id).await?;
    Ok((StatusCode::ACCEPTED, Json(import)))
}

/// Stops an import; what was stored until now stays.
#[utoipa::path(
    post,
    path = "/imports/{id}/cancel",
    tag = "accounts",
    operation_id = "cancelImport",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = ImportId, Path, description = "Its id")),
    responses(
        (status = 200, description = "How far it came.", body = ImportView),
        (status = 409, description = "`import_ended`: it has ended already."),
    ),
)]
async fn cancel(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<ImportId>,
) -> Result<Json<ImportView>, ApiError> {
    Ok(Json(state.engine.cancel_import(&admin.0, id).await?))
}
