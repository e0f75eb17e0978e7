//! Kinds of events that are not known.
use crate::documented::{OpenApiRouter, routes};
use axum::{Json, extract::State, http::StatusCode};
use parlance_api::{account::UnknownEventView, page::List};
use parlance_core::{AccountId, UnknownEventId};

use crate::{
    auth::{Admin, ConfigReader},
    error::ApiError,
    extract::Id,
    state::AppState,
};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(replay))
        .routes(routes!(dismiss))
}

/// Kinds of events of an account that are not known.
#[utoipa::path(
    get,
    path = "/accounts/{id}/unknown-events",
    tag = "accounts",
    operation_id = "listUnknownEvents",
    security(("session" = ["configure"]), ("api_key" = ["config_read"])),
    params(("id" = AccountId, Path, description = "Its id")),
    responses((status = 200, description = "Each with count, sample and the moment of the newest, newest first.", body = List<UnknownEventView>)),
)]
async fn list(
    State(state): State<AppState>,
    reader: ConfigReader,
    Id(id): Id<AccountId>,
) -> Result<Json<List<UnknownEventView>>, ApiError> {
    state.engine.account(&reader.0, id).await?;
    let items = state.engine.unknown_events(*reader.0.ctx(), id).await?;
    Ok(Json(List { items }))
}

/// Applies the sample of a kind again, for a version that has learned it since.
#[utoipa::path(
    post,
    path = "/unknown-events/{id}/replay",
    tag = "accounts",
    operation_id = "replayUnknownEvent",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = UnknownEventId, Path, description = "Its id")),
    responses(
        (status = 204, description = "Applied; the kind is known now."),
        (status = 409, description = "`still_unknown` or `still_failing`, with the reason."),
    ),
)]
async fn replay(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<UnknownEventId>,
) -> Result<StatusCode, ApiError> {
    state.engine.replay_unknown(&admin.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Dismisses a kind; it comes back with the next event of it.
#[utoipa::path(
    delete,
    path = "/unknown-events/{id}",
    tag = "accounts",
    operation_id = "dismissUnknownEvent",
    security(("session" = ["configure"]), ("api_key" = ["config_write"])),
    params(("id" = UnknownEventId, Path, description = "Its id")),
    responses((status = 204, description = "Dismissed.")),
)]
async fn dismiss(
    State(state): State<AppState>,
    admin: Admin,
    Id(id): Id<UnknownEventId>,
) -> Result<StatusCode, ApiError> {
    state.engine.dismiss_unknown(&admin.0, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
