//! What an account's page shows before anybody writes.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::public_profile::PublicProfileView;
use parlance_core::{AccountId, public_profile::PublicProfile};

use crate::{
    auth::{Admin, ConfigReader},
    error::ApiError,
    extract::{Body, Id},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get, publish))
        .routes(routes!(read))
}

/// The public profile of an account as it is known here.
#[utoipa::path(
    get,
    path = "/accounts/{id}/public-profile",
    tag = "accounts",
    operation_id = "getPublicProfile",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    params(("id" = AccountId, Path, description = "The account's id")),
    responses((status = 200, description = "The profile, and what differs at the platform.", body = PublicProfileView)),
)]
async fn get(
    State(state): State<AppState>,
    reader: ConfigReader,
    Id(id): Id<AccountId>,
) -> Result<Json<PublicProfileView>, ApiError> {
    Ok(Json(state.engine.public_profile(&reader.0, id).await?))
}

/// Publishes a profile at the platform, then reads it back.
#[utoipa::path(
    put,
    path = "/accounts/{id}/public-profile",
    tag = "accounts",
    operation_id = "publishPublicProfile",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = AccountId, Path, description = "The account's id")),
    request_body = PublicProfile,
    responses((status = 200, description = "Published; what still differs at the platform.", body = PublicProfileView)),
)]
async fn publish(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<AccountId>,
    Body(wanted): Body<PublicProfile>,
) -> Result<Json<PublicProfileView>, ApiError> {
    Ok(Json(
        state.engine.publish_public_profile(&admin.0, id, wanted).await?,
    ))
}

/// Asks the platform what the page shows now.
#[utoipa::path(
    post,
    path = "/accounts/{id}/public-profile/read",
    tag = "accounts",
    operation_id = "readPublicProfile",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = AccountId, Path, description = "The account's id")),
    responses((status = 200, description = "The profile, and what differs at the platform.", body = PublicProfileView)),
)]
async fn read(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<AccountId>,
) -> Result<Json<PublicProfileView>, ApiError> {
    Ok(Json(state.engine.read_public_profile(&admin.0, id).await?))
}
