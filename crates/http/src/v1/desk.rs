//! The agent's desk.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::agent::{AgentView, SetState};
use parlance_api::day::{AgentDay, DayPeriod};
use parlance_api::desk::DeskSnapshot;

use crate::{
    auth::{Agent, Signed},
    error::ApiError,
    extract::{Body, Params},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(snapshot))
        .routes(routes!(set_state))
        .routes(routes!(day))
}

/// Everything a desktop needs to start, with its place in the event stream. Also for those who only read records: they
/// have no chats and no state.
#[utoipa::path(
    get,
    path = "/desk",
    tag = "desk",
    operation_id = "getDesk",
    security(("session" = [])),
    responses((status = 200, description = "The snapshot.", body = DeskSnapshot)),
)]
async fn snapshot(State(state): State<AppState>, who: Signed) -> Result<Json<DeskSnapshot>, ApiError> {
    Ok(Json(state.engine.desk(&who.0).await?))
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
async fn set_state(
    State(state): State<AppState>,
    agent: Agent,
    Body(to): Body<SetState>,
) -> Result<Json<AgentView>, ApiError> {
    Ok(Json(state.engine.set_agent_state(&agent.0, to).await?))
}

/// One's own day: states without gap, and what was done.
#[utoipa::path(
    get,
    path = "/desk/day",
    tag = "desk",
    operation_id = "getOwnDay",
    security(("session" = ["handle_interactions"])),
    params(DayPeriod),
    responses((status = 200, description = "The day.", body = AgentDay)),
)]
async fn day(
    State(state): State<AppState>,
    agent: Agent,
    Params(day): Params<DayPeriod>,
) -> Result<Json<AgentDay>, ApiError> {
    Ok(Json(state.engine.own_day(&agent.0, day).await?))
}
