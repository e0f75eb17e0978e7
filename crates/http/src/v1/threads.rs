//! Who holds a conversation that several apps share.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::interaction::{ControlStep, InteractionView, ThreadControl};
use parlance_core::InteractionId;

use crate::{
    auth::Agent,
    error::ApiError,
    extract::{Body, Id},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(control))
}

/// Takes the conversation over from another app or the platform's inbox, hands it back, or asks for it.
#[utoipa::path(
    post,
    path = "/interactions/{id}/control",
    tag = "interactions",
    operation_id = "controlThread",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    request_body = ThreadControl,
    responses((status = 200, description = "The interaction, with who holds it now.", body = InteractionView)),
)]
async fn control(
    State(state): State<AppState>,
    person: Agent,
    Id(id): Id<InteractionId>,
    Body(wanted): Body<ThreadControl>,
) -> Result<Json<InteractionView>, ApiError> {
    let engine = &state.engine;
    let interaction = match wanted.step {
        ControlStep::Take => engine.take_over(&person.0, id).await?,
        ControlStep::HandBack => engine.hand_back(&person.0, id).await?,
        ControlStep::Ask => engine.ask_for_thread(&person.0, id).await?,
    };
    Ok(Json(interaction))
}
