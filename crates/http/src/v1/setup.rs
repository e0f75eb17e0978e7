//! First set-up: the first tenant and its administrator, by a one-time link.
use axum::{Json, http::StatusCode};
use parlance_api::session::{Me, SetUp};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{error::ApiError, extract::Body, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(set_up))
}

/// Makes the first tenant and administrator and signs them in; 404 once anybody can sign in.
#[utoipa::path(
    post,
    path = "/setup",
    tag = "session",
    operation_id = "setUp",
    security(()),
    request_body = SetUp,
    responses((status = 201, description = "Made, and signed in.", body = Me)),
)]
async fn set_up(_: Body<SetUp>) -> Result<(StatusCode, Json<Me>), ApiError> {
    Err(ApiError::unavailable())
}
