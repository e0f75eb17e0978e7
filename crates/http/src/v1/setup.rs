//! First set-up: the first tenant and its administrator, by a one-time link.

use crate::documented::{OpenApiRouter, routes};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{AppendHeaders, IntoResponse, Response},
};
use parlance_api::session::{Me, SetUp};

use crate::{
    auth::cookie::{self, origin_of},
    error::ApiError,
    extract::{Body, Peer},
    state::AppState,
};

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
async fn set_up(
    State(state): State<AppState>,
    peer: Peer,
    headers: HeaderMap,
    Body(command): Body<SetUp>,
) -> Result<Response, ApiError> {
    cookie::refuse_insecure(&state.config, &headers)?;
    let given = state
        .engine
        .set_up(command, origin_of(&state.config, &headers, peer))
        .await?;
    let cookies = cookie::give(&state.config, &headers, &given);
    Ok((StatusCode::CREATED, AppendHeaders(cookies), Json(given.answer)).into_response())
}
