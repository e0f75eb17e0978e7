//! The web pages: handed in by the program that hosts the simulator, served with a strict policy.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

/// Gives out the files of the built web app.
pub trait PageAssets: Send + Sync {
    /// A file by its path without a leading slash, such as `simulator.html` or `assets/x.js`:
    /// its content type and its bytes.
    fn get(&self, path: &str) -> Option<(String, Vec<u8>)>;
}

/// No pages at all: for tests and for hosts without the web app.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoAssets;

impl PageAssets for NoAssets {
    fn get(&self, _path: &str) -> Option<(String, Vec<u8>)> {
        None
    }
}

const HTML: &str = "simulator.html";

/// As the app's policy: nothing inline, nothing from elsewhere; but pictures of senders, whose files the real platform
/// would copy, are shown from where they lie on this machine.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data: http://127.0.0.1:*; \
    media-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'";

/// Answers with the page's HTML.
pub(crate) fn page(assets: &Arc<dyn PageAssets>) -> Response {
    if let Some((content_type, bytes)) = assets.get(HTML) {
        return file(&content_type, bytes, "no-store");
    }
    let text = "The simulator runs, but its pages were not built into this program. \
                Build the web app first (npm run build in web/), then build again.\n";
    let mut response = file("text/plain; charset=utf-8", text.into(), "no-store");
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// Answers with a file of the web app, if there is one at this path.
pub(crate) fn asset(assets: &Arc<dyn PageAssets>, path: &str) -> Option<Response> {
    let path = path.trim_start_matches('/');
    // Only the built files: the app's own pages are not the simulator's.
    if !path.starts_with("assets/") && !path.contains('.') {
        return None;
    }
    let (content_type, bytes) = assets.get(path)?;
    let cache = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    Some(file(&content_type, bytes, cache))
}

fn file(content_type: &str, bytes: Vec<u8>, cache: &'static str) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    harden(headers);
    let content_type = HeaderValue::from_str(content_type);
    headers.insert(
        header::CONTENT_TYPE,
        content_type.unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

/// Headers every answer to a browser carries.
pub(crate) fn harden(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
