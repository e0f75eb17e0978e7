//! What an agent has begun to write.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::draft::{DraftView, SaveDraft};
use parlance_core::InteractionId;

use crate::{
    auth::Agent,
    error::ApiError,
    extract::{Body, Id},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(draft, save))
}

/// What one has begun to write in an interaction.
#[utoipa::path(
    get,
    path = "/interactions/{id}/draft",
    tag = "interactions",
    operation_id = "getDraft",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    responses((status = 200, description = "The draft; empty when there is none.", body = DraftView)),
)]
async fn draft(
    State(state): State<AppState>,
    person: Agent,
    Id(id): Id<InteractionId>,
) -> Result<Json<DraftView>, ApiError> {
    Ok(Json(state.engine.draft(&person.0, id).await?))
}

/// Keeps what one has begun to write, unless a newer draft is kept.
#[utoipa::path(
    put,
    path = "/interactions/{id}/draft",
    tag = "interactions",
    operation_id = "saveDraft",
    security(("session" = ["handle_interactions"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    request_body = SaveDraft,
    responses((status = 200, description = "The draft that is kept now.", body = DraftView)),
)]
async fn save(
    State(state): State<AppState>,
    person: Agent,
    Id(id): Id<InteractionId>,
    Body(draft): Body<SaveDraft>,
) -> Result<Json<DraftView>, ApiError> {
    Ok(Json(state.engine.save_draft(&person.0, id, draft).await?))
}
