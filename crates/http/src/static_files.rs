//! The web app's files. The bundle itself is handed in: this crate does not know it.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{error::ApiError, state::AppState};

/// What a file holds: in gzip form when that is smaller.
#[derive(Debug, Clone, Copy)]
pub enum AssetContent {
    /// As it is.
    Plain(&'static [u8]),
    /// In gzip form.
    Gzip(&'static [u8]),
}

/// One file of the web app.
#[derive(Debug, Clone, Copy)]
pub struct AssetFile {
    /// Content type.
    pub mime: &'static str,
    /// Entity tag with its quotes.
    pub etag: &'static str,
    /// Whether the name carries a digest of the content, so that it may be kept for ever.
    pub immutable: bool,
    /// The content.
    pub content: AssetContent,
}

/// The built web app.
pub trait Assets: Send + Sync + 'static {
    /// The file with this path (`assets/index-4f2a.js`), if there is one.
    fn get(&self, path: &str) -> Option<AssetFile>;
    /// The same as it is, for the rare client that does not take gzip; `None` also when it cannot be unpacked.
    fn plain(&self, path: &str) -> Option<Vec<u8>>;
}

/// The app's own page.
const PAGE: &str = "index.html";

/// No web app: for tests and headless builds.
pub struct NoAssets;

impl Assets for NoAssets {
    fn get(&self, _: &str) -> Option<AssetFile> {
        None
    }

    fn plain(&self, _: &str) -> Option<Vec<u8>> {
        None
    }
}

/// Answers whatever no route answers: a file, the app's page for addresses of its own, or 404.
pub(crate) async fn serve(State(state): State<AppState>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") || path.starts_with("clientweb/") {
        return ApiError::not_found("There is nothing at this address.").into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ApiError::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "invalid",
            "Pages can only be read.",
        )
        .into_response();
    }
    let assets = state.assets.as_ref();
    if let Some(file) = assets.get(path) {
        return answer(assets, path, &file, request.headers());
    }
    // An address of the app itself has no extension; a missing script must not be answered with a page.
    let is_page = !path.rsplit('/').next().unwrap_or_default().contains('.');
    match assets.get(PAGE) {
        Some(page) if is_page => answer(assets, PAGE, &page, request.headers()),
        _ => ApiError::not_found("There is nothing at this address.").into_response(),
    }
}

fn answer(assets: &dyn Assets, path: &str, file: &AssetFile, headers: &HeaderMap) -> Response {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
            .unwrap_or_default()
    };
    let cache = if file.immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let common = [
        (header::CONTENT_TYPE, file.mime),
        (header::ETAG, file.etag),
        (header::CACHE_CONTROL, cache),
        (header::VARY, "accept-encoding"),
    ];
    if text(header::IF_NONE_MATCH)
        .split(',')
        .any(|tag| tag.trim() == file.etag)
    {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    let accepts_gzip = text(header::ACCEPT_ENCODING).split(',').any(|coding| {
        let (name, quality) = coding.trim().split_once(';').unwrap_or((coding.trim(), ""));
        name == "gzip" && !matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    });
    match file.content {
        AssetContent::Plain(bytes) => (common, Body::from(bytes)).into_response(),
        AssetContent::Gzip(gzip) if accepts_gzip => {
            (common, [(header::CONTENT_ENCODING, "gzip")], Body::from(gzip)).into_response()
        }
        AssetContent::Gzip(_) => match assets.plain(path) {
            Some(bytes) => (common, Body::from(bytes)).into_response(),
            None => ApiError::internal().into_response(),
        },
    }
}
