//! Integration accounts.
use axum::{Json, http::StatusCode};
use parlance_api::account::{
    AccountPatch, AccountView, ConnectionReport, NewAccount, ParkedEventView, TestConnection,
};
use parlance_api::page::List;
use parlance_core::AccountId;
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
async fn list(_: ConfigReader) -> Result<Json<List<AccountView>>, ApiError> {
    Err(ApiError::unavailable())
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
async fn create(_: Admin, _: Body<NewAccount>) -> Result<(StatusCode, Json<AccountView>), ApiError> {
    Err(ApiError::unavailable())
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
async fn get(_: ConfigReader, _: Id<AccountId>) -> Result<Json<AccountView>, ApiError> {
    Err(ApiError::unavailable())
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
async fn change(_: Admin, _: Id<AccountId>, _: Body<AccountPatch>) -> Result<Json<AccountView>, ApiError> {
    Err(ApiError::unavailable())
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
async fn delete(_: Admin, _: Id<AccountId>) -> Result<StatusCode, ApiError> {
    Err(ApiError::unavailable())
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
    _: Admin,
    _: Id<AccountId>,
    _: Body<TestConnection>,
) -> Result<Json<ConnectionReport>, ApiError> {
    Err(ApiError::unavailable())
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
async fn test_unsaved(_: Admin, _: Body<NewAccount>) -> Result<Json<ConnectionReport>, ApiError> {
    Err(ApiError::unavailable())
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
async fn subscribe(_: Admin, _: Id<AccountId>) -> Result<Json<ConnectionReport>, ApiError> {
    Err(ApiError::unavailable())
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
async fn parked(_: ConfigReader, _: Id<AccountId>) -> Result<Json<List<ParkedEventView>>, ApiError> {
    Err(ApiError::unavailable())
}
