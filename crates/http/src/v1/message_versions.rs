//! What messages said before they were edited or taken back.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State};
use parlance_api::{message::MessageVersion, page::List};
use parlance_core::MessageId;

use crate::{auth::Signed, error::ApiError, extract::Id, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Earlier versions of a message, oldest first.
#[utoipa::path(
    get,
    path = "/messages/{id}/versions",
    tag = "interactions",
    operation_id = "listMessageVersions",
    security(("session" = [])),
    params(("id" = MessageId, Path, description = "Its id")),
    responses(
        (status = 200, description = "The versions.", body = List<MessageVersion>),
        (status = 403, description = "The customer took it back, and what it said is not shown to you."),
    ),
)]
async fn list(
    State(state): State<AppState>,
    caller: Signed,
    Id(id): Id<MessageId>,
) -> Result<Json<List<MessageVersion>>, ApiError> {
    let items = state.engine.message_versions(&caller.0, id).await?;
    Ok(Json(List { items }))
}
