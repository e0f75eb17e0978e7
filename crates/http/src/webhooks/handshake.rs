//! GET: the platform asks whether this address is ours.

use std::{collections::HashMap, sync::Arc};

use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use parlance_channel::{Channel, HandshakeQuery};
use parlance_engine::inbound::HandshakeAnswer;
use url::form_urlencoded;

use super::receive::{NOTHING_HERE, account_in, plain};
use crate::state::AppState;

/// Longest query that is looked at, bytes.
const MAX_QUERY: usize = 8 * 1024;

pub(super) async fn answer(
    channel: Arc<dyn Channel>,
    State(state): State<AppState>,
    Path(path): Path<HashMap<String, String>>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    if query.len() > MAX_QUERY {
        return plain(StatusCode::URI_TOO_LONG, "The query is too long.".into());
    }
    let query = HandshakeQuery(form_urlencoded::parse(query.as_bytes()).into_owned().collect());
    let account = account_in(&path);
    let mut response = match state
        .engine
        .answer_handshake(channel.as_ref(), account, &query)
        .await
    {
        HandshakeAnswer::Challenge(challenge) => plain(StatusCode::OK, challenge),
        HandshakeAnswer::UnknownAddress => plain(StatusCode::NOT_FOUND, NOTHING_HERE.into()),
        HandshakeAnswer::Refused(refusal) => {
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::FORBIDDEN);
            plain(status, refusal.to_string())
        }
    };
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.into_response()
}
