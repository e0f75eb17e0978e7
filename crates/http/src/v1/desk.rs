//! The agent's desk.
use axum::Json;
use parlance_api::agent::{AgentView, SetState};
use parlance_api::desk::DeskSnapshot;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{auth::Agent, error::ApiError, extract::Body, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(snapshot))
        .routes(routes!(set_state))
}

/// Everything a desktop needs to start, with its place in the event stream.
#[utoipa::path(
    get,
    path = "/desk",
    tag = "desk",
    operation_id = "getDesk",
    security(("session" = ["handle_interactions"])),
    responses((status = 200, description = "The snapshot.", body = DeskSnapshot)),
)]
async fn snapshot(_: Agent) -> Result<Json<DeskSnapshot>, ApiError> {
    Err(ApiError::unavailable())
}

/// Chooses one's state.
#[utoipa::path(
    put,
    path = "/desk/state",
    tag = "desk",
    operation_id = "setState",
    security(("session" = ["handle_interactions"])),
    request_body = SetState,
    responses((status = 200, description = "The state now.", body = AgentView)),
)]
async fn set_state(_: Agent, _: Body<SetState>) -> Result<Json<AgentView>, ApiError> {
    Err(ApiError::unavailable())
}
