//! Offers to the agent who asks.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::interaction::InteractionView;
use parlance_core::OfferId;

use crate::{auth::Agent, error::ApiError, extract::Id, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(accept))
        .routes(routes!(reject))
}

/// Accepts an offer; `offer_settled` when it is no longer there.
#[utoipa::path(
    post,
    path = "/offers/{id}/accept",
    tag = "desk",
    operation_id = "acceptOffer",
    security(("session" = ["handle_interactions"])),
    params(("id" = OfferId, Path, description = "Its id")),
    responses((status = 200, description = "The interaction, now active.", body = InteractionView)),
)]
async fn accept(
    State(state): State<AppState>,
    agent: Agent,
    Id(id): Id<OfferId>,
) -> Result<Json<InteractionView>, ApiError> {
    Ok(Json(state.engine.accept_offer(&agent.0, id).await?))
}

/// Rejects an offer; the agent becomes Not Ready.
#[utoipa::path(
    post,
    path = "/offers/{id}/reject",
    tag = "desk",
    operation_id = "rejectOffer",
    security(("session" = ["handle_interactions"])),
    params(("id" = OfferId, Path, description = "Its id")),
    responses((status = 204, description = "Rejected.")),
)]
async fn reject(
    State(state): State<AppState>,
    agent: Agent,
    Id(id): Id<OfferId>,
) -> Result<StatusCode, ApiError> {
    state.engine.reject_offer(&agent.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
