//! One's own sessions.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::page::List;
use parlance_api::session::SessionView;
use parlance_core::SessionId;

use crate::{auth::Signed, error::ApiError, extract::Id, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(end))
}

/// One's own sessions, newest first.
#[utoipa::path(
    get,
    path = "/sessions",
    tag = "session",
    operation_id = "listSessions",
    security(("session" = [])),
    responses((status = 200, description = "The sessions.", body = List<SessionView>)),
)]
async fn list(State(state): State<AppState>, signed: Signed) -> Result<Json<List<SessionView>>, ApiError> {
    let items = state.engine.own_sessions(&signed.0).await?;
    Ok(Json(List { items }))
}

/// Ends one of one's own sessions.
#[utoipa::path(
    delete,
    path = "/sessions/{id}",
    tag = "session",
    operation_id = "endSession",
    security(("session" = [])),
    params(("id" = SessionId, Path, description = "Its id")),
    responses((status = 204, description = "Ended.")),
)]
async fn end(
    State(state): State<AppState>,
    signed: Signed,
    Id(id): Id<SessionId>,
) -> Result<StatusCode, ApiError> {
    state.engine.end_own_session(&signed.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
