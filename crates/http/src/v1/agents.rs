//! Agents with their live states.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::agent::AgentView;
use parlance_api::page::List;

use crate::{auth::Supervisor, error::ApiError, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
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
