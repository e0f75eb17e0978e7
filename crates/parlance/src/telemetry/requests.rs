//! One span, one access line and one observation per request.
//!
//! Each request gets an id: in the request's header `x-request-id` for whoever handles it, and in the answer's for who
//! asked. An id that a client sends is replaced, so that nobody can write into our logs. Inner layers may record
//! `tenant_id` and `user_id` on the span.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use parlance_core::clock::Random;
use tracing::{Instrument as _, field::Empty};

use super::Metrics;

/// What no route of the API matched.
const UNMATCHED: &str = "unmatched";
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Observes a request; to be laid around the whole router with `Router::layer`, so that the matched route is known.
pub async fn observe(
    metrics: Arc<Metrics>,
    random: Arc<dyn Random>,
    mut request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let id = request_id(&*random);
    let header = HeaderValue::from_str(&id).expect("hexadecimal digits are a header value");
    request.headers_mut().insert(REQUEST_ID, header.clone());
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or(UNMATCHED, MatchedPath::as_str)
        .to_owned();

    let span = tracing::info_span!(
        "http.request",
        request_id = id,
        tenant_id = Empty,
        user_id = Empty
    );
    let mut response = {
        let _in_flight = metrics.begin();
        next.run(request).instrument(span.clone()).await
    };
    let took = begun.elapsed();
    let status = response.status();
    metrics.answered(&method, &route, status, took);
    let took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        if status.is_server_error() {
            tracing::warn!(%method, route, status = status.as_u16(), took_us, "request");
        } else if route == UNMATCHED && status.is_success() {
            // The files of the web application; a page loads dozens.
            tracing::debug!(%method, route, status = status.as_u16(), took_us, "request");
        } else {
            tracing::info!(%method, route, status = status.as_u16(), took_us, "request");
        }
    });
    response.headers_mut().insert(REQUEST_ID, header);
    response
}

fn request_id(random: &dyn Random) -> String {
    let bytes = random.id_bytes();
    let mut id = String::with_capacity(20);
    for byte in bytes {
        id.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        id.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
    }
    id
}
