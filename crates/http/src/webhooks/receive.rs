//! POST: the platform delivers. The body stays bytes; 200 means that it is on disk.

use std::{collections::HashMap, sync::Arc, time::Instant};

use axum::{
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use parlance_channel::{Channel, Unverified};
use parlance_engine::inbound::ReceiveError;

use super::budget::Budget;
use crate::state::AppState;

/// Said for every address without an account, whatever the reason.
pub(super) const NOTHING_HERE: &str = "There is nothing at this address.";
/// What platforms expect of a well-behaved receiver.
const ACCEPTED: &str = "EVENT_RECEIVED";
/// Seconds after which the platform should come again.
const AGAIN_AFTER: &str = "2";

pub(super) async fn receive(
    channel: Arc<dyn Channel>,
    budget: Arc<Budget>,
    State(state): State<AppState>,
    Path(path): Path<HashMap<String, String>>,
    request: Request,
) -> Response {
    let begun = Instant::now();
    let (head, body) = request.into_parts();
    let held = match budget.read(body).await {
        Ok(held) => held,
        Err(refusal) => return refusal.into_response(),
    };
    let request = Unverified::new(head.headers, held.bytes.clone());
    match state
        .engine
        .receive_webhook(channel.as_ref(), account_in(&path), request)
        .await
    {
        Ok(account) => {
            state.engine.note_acknowledged(account, begun.elapsed());
            ACCEPTED.into_response()
        }
        Err(ReceiveError::UnknownAddress) => plain(StatusCode::NOT_FOUND, NOTHING_HERE.into()),
        Err(ReceiveError::Signature(refusal)) => plain(StatusCode::FORBIDDEN, refusal.to_string()),
        Err(ReceiveError::Limits(refusal)) => {
            let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::BAD_REQUEST);
            plain(status, refusal.reason)
        }
        Err(ReceiveError::Unavailable) => again(),
    }
}

/// The account that the path names, if it names one. Every channel's path calls it so.
pub(super) fn account_in(path: &HashMap<String, String>) -> Option<&str> {
    path.get("page_id").map(String::as_str)
}

/// Text, and nothing that a browser could take for anything else.
pub(super) fn plain(status: StatusCode, text: String) -> Response {
    (status, text).into_response()
}

/// Not now: the platform keeps the delivery and comes again.
pub(super) fn again() -> Response {
    let mut response = plain(
        StatusCode::SERVICE_UNAVAILABLE,
        "The delivery could not be stored. Try again.".into(),
    );
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from_static(AGAIN_AFTER));
    response
}
