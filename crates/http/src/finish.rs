//! The last touch on every answer of the API: the request id in refusals, no caching.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use parlance_api::error::{ErrorBody, ErrorDetail};

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
