//! The realtime stream.
use axum::{Json, http::StatusCode};
use parlance_api::session::EventsTicket;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{auth::Signed, error::ApiError, state::AppState};

/// The routes of this noun.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(ticket))
        .routes(routes!(connect))
}

/// A single-use ticket for the socket, good for 30 seconds.
#[utoipa::path(
    post,
    path = "/events/ticket",
    tag = "realtime",
    operation_id = "getEventsTicket",
    security(("session" = [])),
    responses((status = 200, description = "The ticket.", body = EventsTicket)),
)]
async fn ticket(_: Signed) -> Result<Json<EventsTicket>, ApiError> {
    Err(ApiError::unavailable())
}

/// Upgrades to a WebSocket; see the description of the stream.
#[utoipa::path(
    get,
    path = "/events",
    tag = "realtime",
    operation_id = "connectEvents",
    security(("session" = [])),
    params(("ticket" = String, Query, description = "The ticket"), ("after" = Option<i64>, Query, description = "The last number seen")),
    responses((status = 101, description = "Switching protocols.")),
)]
async fn connect(_: Signed) -> Result<StatusCode, ApiError> {
    Err(ApiError::unavailable())
}
