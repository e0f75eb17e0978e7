//! What surrounds every answer of the API: a deadline, the request id in refusals, no caching.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use parlance_api::error::{ErrorBody, ErrorDetail};

use crate::{error::ApiError, state::AppState};

/// An upload may take so many times as long as another request.
const UPLOAD_FACTOR: u32 = 10;
const REQUEST_ID: &str = "x-request-id";

/// Names the request in refusals and forbids caches to keep answers.
pub(crate) async fn finish(request: Request, next: Next) -> Response {
    let id = request
        .headers()
        .get(REQUEST_ID)
        .and_then(|id| id.to_str().ok())
        .map(str::to_owned);
    let mut response = next.run(request).await;
    if let (Some(id), Some(mut detail)) = (id, response.extensions_mut().remove::<ErrorDetail>()) {
        detail.request_id = Some(id);
        if let Ok(body) = serde_json::to_vec(&ErrorBody { error: detail }) {
            response.headers_mut().remove(header::CONTENT_LENGTH);
            *response.body_mut() = Body::from(body);
        }
    }
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Gives up on a request that takes too long; what was committed by then stays.
pub(crate) async fn deadline(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_upload = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    let allowed = state.config.request_timeout * if is_upload { UPLOAD_FACTOR } else { 1 };
    if let Ok(response) = tokio::time::timeout(allowed, next.run(request)).await {
        return response;
    }
    tracing::warn!(
        allowed_ms = allowed.as_millis(),
        "a request took too long and was given up"
    );
    ApiError::unavailable().into_response()
}
