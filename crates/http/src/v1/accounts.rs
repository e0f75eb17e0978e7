//! Integration accounts.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::account::{
    AccountPatch, AccountView, ConnectionReport, NewAccount, ParkedEventView, TestConnection,
};
use parlance_api::page::List;
use parlance_core::AccountId;

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
        .routes(routes!(test))
        .routes(routes!(test_unsaved))
        .routes(routes!(subscribe))
        .routes(routes!(parked))
}

/// All integration accounts with their status.
#[utoipa::path(
    get,
    path = "/accounts",
    tag = "accounts",
    operation_id = "listAccounts",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    responses((status = 200, description = "The accounts.", body = List<AccountView>)),
)]
async fn list(
    State(state): State<AppState>,
    reader: ConfigReader,
) -> Result<Json<List<AccountView>>, ApiError> {
    let items = state.engine.accounts(&reader.0).await?;
    Ok(Json(List { items }))
}

/// Makes an account; it may be partial and stays inactive until it is complete.
#[utoipa::path(
    post,
    path = "/accounts",
    tag = "accounts",
    operation_id = "createAccount",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    request_body = NewAccount,
    responses((status = 201, description = "Made.", body = AccountView)),
)]
async fn create(
    State(state): State<AppState>,
    admin: Admin,
    Body(command): Body<NewAccount>,
) -> Result<(StatusCode, Json<AccountView>), ApiError> {
    Ok((
        StatusCode::CREATED,
        Json(state.engine.create_account(&admin.0, command).await?),
    ))
}

/// One account.
#[utoipa::path(
    get,
    path = "/accounts/{id}",
    tag = "accounts",
    operation_id = "getAccount",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    params(("id" = AccountId, Path, description = "Its id")),
    responses((status = 200, description = "The account.", body = AccountView)),
)]
async fn get(
    State(state): State<AppState>,
    reader: ConfigReader,
    Id(id): Id<AccountId>,
) -> Result<Json<AccountView>, ApiError> {
    Ok(Json(state.engine.account(&reader.0, id).await?))
}

/// Changes an account: only the values given; an empty text clears one.
#[utoipa::path(
    patch,
    path = "/accounts/{id}",
    tag = "accounts",
    operation_id = "changeAccount",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = AccountId, Path, description = "Its id")),
    request_body = AccountPatch,
    responses((status = 200, description = "The account.", body = AccountView)),
)]
async fn change(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<AccountId>,
    Body(command): Body<AccountPatch>,
) -> Result<Json<AccountView>, ApiError> {
    Ok(Json(state.engine.change_account(&admin.0, id, command).await?))
}

/// Deletes an account; its records stay.
#[utoipa::path(
    delete,
    path = "/accounts/{id}",
    tag = "accounts",
    operation_id = "deleteAccount",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = AccountId, Path, description = "Its id")),
    responses((status = 204, description = "Deleted.")),
)]
async fn delete(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<AccountId>,
) -> Result<StatusCode, ApiError> {
    state.engine.delete_account(&admin.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Tests the connection with the stored values, overlaid by those given.
#[utoipa::path(
    post,
    path = "/accounts/{id}/test",
    tag = "accounts",
    operation_id = "testAccount",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = AccountId, Path, description = "Its id")),
    request_body = TestConnection,
    responses((status = 200, description = "What was found, in sentences.", body = ConnectionReport)),
)]
async fn test(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<AccountId>,
    Body(command): Body<TestConnection>,
) -> Result<Json<ConnectionReport>, ApiError> {
    Ok(Json(state.engine.test_account(&admin.0, id, command).await?))
}

/// Tests the connection of an account that is not saved yet.
#[utoipa::path(
    post,
    path = "/accounts/test",
    tag = "accounts",
    operation_id = "testUnsavedAccount",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    request_body = NewAccount,
    responses((status = 200, description = "What was found, in sentences.", body = ConnectionReport)),
)]
async fn test_unsaved(
    State(state): State<AppState>,
    _: Admin,
    Body(command): Body<NewAccount>,
) -> Result<Json<ConnectionReport>, ApiError> {
    Ok(Json(state.engine.test_unsaved_account(command).await?))
}

/// Subscribes the app to the page with all wanted fields, then tests again.
#[utoipa::path(
    post,
    path = "/accounts/{id}/subscribe",
    tag = "accounts",
    operation_id = "subscribeAccount",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = AccountId, Path, description = "Its id")),
    responses((status = 200, description = "What was found afterwards.", body = ConnectionReport)),
)]
async fn subscribe(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<AccountId>,
) -> Result<Json<ConnectionReport>, ApiError> {
    Ok(Json(state.engine.subscribe_account(&admin.0, id).await?))
}

/// Events of this account that could not be applied, oldest first.
#[utoipa::path(
    get,
    path = "/accounts/{id}/parked",
    tag = "accounts",
    operation_id = "listParked",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    params(("id" = AccountId, Path, description = "Its id")),
    responses((status = 200, description = "The events.", body = List<ParkedEventView>)),
)]
async fn parked(
    State(state): State<AppState>,
    reader: ConfigReader,
    Id(id): Id<AccountId>,
) -> Result<Json<List<ParkedEventView>>, ApiError> {
    state.engine.account(&reader.0, id).await?;
    let items = state.engine.parked_events(*reader.0.ctx(), id).await?;
    Ok(Json(List { items }))
}
