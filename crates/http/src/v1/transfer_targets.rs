//! Where a chat can be transferred.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::agent::TransferTargets;

use crate::{auth::Agent, error::ApiError, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Agents and services an interaction can go to.
#[utoipa::path(
    get,
    path = "/transfer-targets",
    tag = "desk",
    operation_id = "getTransferTargets",
    security(("session" = ["handle_interactions"])),
    responses((status = 200, description = "The targets.", body = TransferTargets)),
)]
async fn list(State(state): State<AppState>, agent: Agent) -> Result<Json<TransferTargets>, ApiError> {
    Ok(Json(state.engine.transfer_targets(&agent.0).await?))
}
