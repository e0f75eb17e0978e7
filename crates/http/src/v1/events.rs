//! The realtime stream.

use crate::documented::{OpenApiRouter, routes};
use axum::{
    Json,
    extract::{Query, State, WebSocketUpgrade},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use parlance_api::session::EventsTicket;
use parlance_realtime::{Guest, Socket};
use serde::Deserialize;

use crate::{
    auth::{Signed, origin::is_own_origin},
    error::ApiError,
    state::AppState,
};

/// Largest frame and message a desktop may send, bytes.
const MAX_INCOMING: usize = 64 * 1024;
/// One read buffer per socket; the default of 128 KiB is what idle desktops would mostly consist of.
const READ_BUFFER: usize = 4 * 1024;
/// Frames for one socket are handed to the network together until there are so many bytes, or no more frames.
const WRITE_BUFFER: usize = 8 * 1024;
/// Bytes that may wait to be written; a desktop that lets more pile up is cut off.
const MAX_WRITE_BUFFER: usize = 1024 * 1024;

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
async fn ticket(State(state): State<AppState>, signed: Signed) -> Json<EventsTicket> {
    let engine = &state.engine;
    let (ticket, expires_at) =
        state
            .tickets
            .give(signed.0.session_id, engine.now(), engine.random().as_ref());
    Json(EventsTicket { ticket, expires_at })
}

/// How a desktop connects.
#[derive(Deserialize)]
struct Connect {
    ticket: String,
    #[serde(default)]
    after: Option<i64>,
    #[serde(default)]
    watch: bool,
}

/// Upgrades to a WebSocket; see the description of the stream.
#[utoipa::path(
    get,
    path = "/events",
    tag = "realtime",
    operation_id = "connectEvents",
    security(("session" = [])),
    params(("ticket" = String, Query, description = "The ticket"), ("after" = Option<i64>, Query, description = "The last number seen"), ("watch" = Option<bool>, Query, description = "Only watches, as the Administrator does: makes nobody reachable for interactions")),
    responses((status = 101, description = "Switching protocols.")),
)]
async fn connect(
    State(state): State<AppState>,
    signed: Signed,
    Query(connect): Query<Connect>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, ApiError> {
    let person = signed.0;
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = text(header::ORIGIN).unwrap_or_default();
    if !is_own_origin(&state.config, origin, text(header::HOST).unwrap_or_default()) {
        return Err(ApiError::forbidden(
            "This socket is opened by Parlance's own pages only.",
        ));
    }
    if !state
        .tickets
        .redeem(&connect.ticket, person.session_id, state.engine.now())
    {
        return Err(ApiError::new(
            StatusCode::FORBIDDEN,
            "ticket",
            "The ticket is used up or too old. Ask for a new one and connect again.",
        ));
    }
    let socket = Socket {
        hub: state.hub.clone(),
        store: state.engine.store().clone(),
        clock: state.engine.clock().clone(),
        guest: Guest {
            ctx: person.ctx,
            user_id: person.user_id,
            session_id: person.session_id,
            roles: person.roles,
            watches: connect.watch,
        },
        after: connect.after,
        shutdown: state.shutdown.clone(),
    };
    Ok(upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(MAX_WRITE_BUFFER)
        .max_message_size(MAX_INCOMING)
        .max_frame_size(MAX_INCOMING)
        .on_upgrade(move |opened| parlance_realtime::serve(opened, socket)))
}
