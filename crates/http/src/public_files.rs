//! Pictures that platforms fetch, by addresses that prove themselves.

use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{error::ApiError, state::AppState};

/// Whatever the bytes are, they may run nothing and load nothing.
const CSP: &str = "sandbox; default-src 'none'";

/// The route; nothing is listed above it.
pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/clientweb/files/{token}", get(file))
}

async fn file(State(state): State<AppState>, Path(token): Path<String>) -> Result<Response, ApiError> {
    let file = state.engine.open_public_file(&token).await?;
    let size = file.reader.size_bytes();
    let mime = file.row.mime.clone();
    let mut response = Body::from_stream(file.into_stream(size)).into_response();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &mime);
    set(header::CONTENT_LENGTH, &size.to_string());
    set(header::CONTENT_SECURITY_POLICY, CSP);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::CACHE_CONTROL, "private, max-age=3600");
    set(HeaderName::from_static("x-robots-tag"), "noindex");
    // It is there for others to show.
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        "cross-origin",
    );
    Ok(response)
}
