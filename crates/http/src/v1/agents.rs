//! Agents with their live states.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::agent::AgentView;
use parlance_api::day::{AgentDay, AgentDays};
use parlance_api::page::List;

use crate::{auth::Supervisor, error::ApiError, extract::Params, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(days))
}

/// All agents with their states.
#[utoipa::path(
    get,
    path = "/agents",
    tag = "supervision",
    operation_id = "listAgents",
    security(("session" = ["supervise"])),
    responses((status = 200, description = "The agents.", body = List<AgentView>)),
)]
async fn list(
    State(state): State<AppState>,
    supervisor: Supervisor,
) -> Result<Json<List<AgentView>>, ApiError> {
    let items = state.engine.agents(supervisor.0.ctx).await?;
    Ok(Json(List { items }))
}

/// The days of all agents, or of a team's: states without gap, and what was done.
#[utoipa::path(
    get,
    path = "/agents/days",
    tag = "supervision",
    operation_id = "listAgentDays",
    security(("session" = ["supervise"])),
    params(AgentDays),
    responses((status = 200, description = "The days, by name.", body = List<AgentDay>)),
)]
async fn days(
    State(state): State<AppState>,
    supervisor: Supervisor,
    Params(of): Params<AgentDays>,
) -> Result<Json<List<AgentDay>>, ApiError> {
    let items = state.engine.agent_days(supervisor.0.ctx, of).await?;
    Ok(Json(List { items }))
}
