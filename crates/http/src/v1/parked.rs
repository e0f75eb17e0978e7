//! Events that could not be applied.
use crate::documented::{OpenApiRouter, routes};
use axum::{extract::State, http::StatusCode};
use parlance_core::ParkedEventId;

use crate::{auth::Admin, error::ApiError, extract::Id, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(replay))
        .routes(routes!(discard))
}

/// Tries an event again.
#[utoipa::path(
    post,
    path = "/parked/{id}/replay",
    tag = "accounts",
    operation_id = "replayParked",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = ParkedEventId, Path, description = "Its id")),
    responses((status = 204, description = "Applied, or parked anew with its new reason.")),
)]
async fn replay(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<ParkedEventId>,
) -> Result<StatusCode, ApiError> {
    state.engine.replay_parked(&admin.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Discards an event.
#[utoipa::path(
    delete,
    path = "/parked/{id}",
    tag = "accounts",
    operation_id = "discardParked",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = ParkedEventId, Path, description = "Its id")),
    responses((status = 204, description = "Discarded.")),
)]
async fn discard(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<ParkedEventId>,
) -> Result<StatusCode, ApiError> {
    state.engine.discard_parked(&admin.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
