//! The name under which one writes to customers.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::session::{PublicIdentityView, SetPublicIdentity};

use crate::{auth::Agent, error::ApiError, extract::Body, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get, set))
}

/// The name under which one writes to customers, and whether it is shown.
#[utoipa::path(
    get,
    path = "/session/public-identity",
    tag = "session",
    operation_id = "getPublicIdentity",
    security(("session" = ["handle_interactions"])),
    responses((status = 200, description = "The name.", body = PublicIdentityView)),
)]
async fn get(State(state): State<AppState>, agent: Agent) -> Result<Json<PublicIdentityView>, ApiError> {
    Ok(Json(state.engine.own_public_identity(&agent.0).await?))
}

/// Chooses the name under which one writes to customers.
#[utoipa::path(
    put,
    path = "/session/public-identity",
    tag = "session",
    operation_id = "setPublicIdentity",
    security(("session" = ["handle_interactions"])),
    request_body = SetPublicIdentity,
    responses((status = 200, description = "Kept.", body = PublicIdentityView)),
)]
async fn set(
    State(state): State<AppState>,
    agent: Agent,
    Body(wanted): Body<SetPublicIdentity>,
) -> Result<Json<PublicIdentityView>, ApiError> {
    Ok(Json(
        state.engine.set_own_public_identity(&agent.0, wanted).await?,
    ))
}
