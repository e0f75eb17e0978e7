//! The table of contents: every address and the layers around it.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{StatusCode, header},
    middleware::{from_fn, from_fn_with_state},
    response::IntoResponse,
    routing::get,
};
use utoipa_axum::router::OpenApiRouter;

use crate::{
    auth::origin::guard_writes,
    error::ApiError,
    finish::{deadline, finish},
    headers::security_headers,
    openapi::{self, BASE},
    public_files,
    state::AppState,
    static_files, v1, webhooks,
};

/// The API's routes with their document.
pub(crate) fn api() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(openapi::base()).nest(BASE, v1::routes())
}

/// Everything that is served: the API, its document, the platforms' webhooks, the web app.
pub fn router(state: AppState) -> Router {
    let (api, document) = api().split_for_parts();
    let document: Arc<str> = openapi::text(document).into();
    let api = api
        .route(
            &format!("{BASE}/openapi.json"),
            get(move || async move { ([(header::CONTENT_TYPE, "application/json")], document.to_string()) }),
        )
        .method_not_allowed_fallback(|| async {
            ApiError::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "invalid",
                "This address does not take this method.",
            )
            .into_response()
        })
        .layer(DefaultBodyLimit::max(state.config.max_json_bytes))
        .layer(from_fn_with_state(state.clone(), guard_writes))
        .layer(from_fn_with_state(state.clone(), deadline))
        .layer(from_fn(finish));
    Router::new()
        .merge(api)
        .merge(
            public_files::routes()
                .layer(from_fn_with_state(state.clone(), deadline))
                .layer(from_fn(finish)),
        )
        .merge(webhooks::routes(&state))
        .fallback(static_files::serve)
        .layer(from_fn_with_state(state.clone(), security_headers))
        .with_state(state)
}
