//! Records: finished and running interactions.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::record::{RecordDetail, RecordPage, RecordSearch};
use parlance_core::InteractionId;
use parlance_engine::identity::limits::Costly;

use crate::{
    auth::RecordsReader,
    error::ApiError,
    extract::{Id, Params},
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(search))
        .routes(routes!(detail))
}

/// Interactions by contact, text, agent, service and time, newest first.
#[utoipa::path(
    get,
    path = "/records",
    tag = "records",
    operation_id = "searchRecords",
    security(("session" = []), ("api_key" = ["records_read"])),
    params(RecordSearch),
    responses((status = 200, description = "The rows.", body = RecordPage)),
)]
async fn search(
    State(state): State<AppState>,
    caller: RecordsReader,
    Params(search): Params<RecordSearch>,
) -> Result<Json<RecordPage>, ApiError> {
    state.engine.count(caller.0.actor(), Costly::Search)?;
    Ok(Json(state.engine.search_records(&caller.0, search).await?))
}

/// One record: transcript, segments, times, routing decisions, outcome.
#[utoipa::path(
    get,
    path = "/records/{id}",
    tag = "records",
    operation_id = "getRecord",
    security(("session" = []), ("api_key" = ["records_read"])),
    params(("id" = InteractionId, Path, description = "Its id")),
    responses((status = 200, description = "The record.", body = RecordDetail)),
)]
async fn detail(
    State(state): State<AppState>,
    caller: RecordsReader,
    Id(id): Id<InteractionId>,
) -> Result<Json<RecordDetail>, ApiError> {
    Ok(Json(state.engine.record(&caller.0, id).await?))
}
