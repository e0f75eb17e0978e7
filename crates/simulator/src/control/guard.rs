//! Keeps other web sites out: a page elsewhere must not steer a simulator on the same machine.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName, Method, StatusCode, header};

use super::error::refusal;
use crate::pages::harden;

pub(super) async fn same_site(request: Request, next: Next) -> Response {
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if writes && !comes_from_here(request.headers()) {
        return refusal(
            StatusCode::FORBIDDEN,
            "another web site may not steer the simulator",
        );
    }
    let mut response = worded(next.run(request).await).await;
    harden(response.headers_mut());
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
    response
}

/// Refusals of the framework (a body that is not the expected JSON) get the shape of all others.
async fn worded(response: Response) -> Response {
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/plain"));
    if !response.status().is_client_error() || !plain {
        return response;
    }
    let status = response.status();
    let text = axum::body::to_bytes(response.into_body(), 64 << 10)
        .await
        .unwrap_or_default();
    refusal(status, &String::from_utf8_lossy(&text))
}

/// Programs send no origin. Browsers do; it must be the host they talk to.
fn comes_from_here(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if text(HeaderName::from_static("sec-fetch-site")).is_some_and(|site| site == "cross-site") {
        return false;
    }
    match text(header::ORIGIN) {
        None => true,
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text(header::HOST)
        }
    }
}
