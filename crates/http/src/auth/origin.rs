//! Requests that change something must come from our own pages.
//!
//! A browser's request needs `Sec-Fetch-Site: same-origin`, or an `Origin` that is the public address; on plain
//! loopback the `Origin` may also be the very host that was asked. Programs with an API key bring no cookie, so nobody
//! can borrow their authority, and the rule does not apply to them. Bodies are JSON; uploads are multipart with
//! `X-Parlance: 1`, which no form of another page can set.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use url::Url;

use crate::{
    error::ApiError,
    extract,
    state::{AppState, HttpConfig},
};

/// Refuses changes that do not come from our own pages.
pub(crate) async fn guard_writes(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    let headers = request.headers();
    let refused = if bearer(headers).is_none() && !from_our_pages(&state.config, headers) {
        Some(ApiError::new(
            StatusCode::FORBIDDEN,
            "wrong_origin",
            format!(
                "This request does not come from {}. If that is not the address you use, set public_url.",
                state.config.base_url.origin().ascii_serialization()
            ),
        ))
    } else if has_body(headers) && !is_wanted_body(headers) {
        Some(ApiError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "invalid",
            "Send JSON with Content-Type: application/json, or files as multipart/form-data with X-Parlance: 1.",
        ))
    } else {
        None
    };
    match refused {
        Some(error) => error.into_response(),
        None => next.run(request).await,
    }
}

/// The API key a request brings.
#[must_use]
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")
        .map(str::trim)
}

/// Whether a request comes from our own pages, by what the browser says about it.
#[must_use]
pub fn from_our_pages(config: &HttpConfig, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), None) => site == "same-origin",
        (site, Some(origin)) => {
            site.is_none_or(|site| site == "same-origin")
                && is_own_origin(config, origin, text("host").unwrap_or_default())
        }
        (None, None) => false,
    }
}

/// Whether an origin is ours.
#[must_use]
pub fn is_own_origin(config: &HttpConfig, origin: &str, host: &str) -> bool {
    let Ok(origin) = Url::parse(origin) else {
        return false;
    };
    if origin.origin() == config.base_url.origin() {
        return true;
    }
    let Ok(asked) = Url::parse(&format!("{}://{host}", if config.tls { "https" } else { "http" })) else {
        return false;
    };
    is_loopback_host(host) && origin.origin() == asked.origin()
}

/// Whether a `Host` names this very machine.
#[must_use]
pub fn is_loopback_host(host: &str) -> bool {
    Url::parse(&format!("http://{host}")).is_ok_and(|url| match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    })
}

fn has_body(headers: &HeaderMap) -> bool {
    headers.contains_key(header::TRANSFER_ENCODING)
        || headers
            .get(header::CONTENT_LENGTH)
            .is_some_and(|length| length.as_bytes() != b"0")
}

fn is_wanted_body(headers: &HeaderMap) -> bool {
    let multipart = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.to_ascii_lowercase().starts_with("multipart/form-data"));
    extract::is_json(headers) || (multipart && headers.get("x-parlance").is_some_and(|value| value == "1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(pairs: &[(&'static str, &str)]) -> bool {
        let config = HttpConfig::new("https://desk.example.com".parse().unwrap());
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        from_our_pages(&config, &headers)
    }

    #[test]
    fn only_our_own_pages_may_change_things() {
        assert!(ours(&[
            ("origin", "https://desk.example.com"),
            ("host", "desk.example.com")
        ]));
        assert!(ours(&[
            ("sec-fetch-site", "same-origin"),
            ("host", "desk.example.com")
        ]));
        assert!(ours(&[
            ("origin", "http://localhost:8080"),
            ("host", "localhost:8080")
        ]));
        assert!(!ours(&[
            ("origin", "https://evil.example"),
            ("host", "evil.example")
        ]));
        assert!(!ours(&[
            ("origin", "http://desk.example.com"),
            ("host", "desk.example.com")
        ]));
        assert!(!ours(&[
            ("origin", "https://desk.example.com"),
            ("sec-fetch-site", "cross-site")
        ]));
        assert!(!ours(&[("origin", "null"), ("host", "localhost:8080")]));
        assert!(!ours(&[
            ("origin", "http://localhost:9999"),
            ("host", "localhost:8080")
        ]));
        assert!(!ours(&[("sec-fetch-site", "none")]));
        assert!(!ours(&[]));
    }
}
