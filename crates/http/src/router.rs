//! The table of contents: every address and the layers around it.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{StatusCode, header},
    middleware::{from_fn, from_fn_with_state},
    response::IntoResponse,
    routing::get,
};

use crate::{
    auth::origin::guard_writes,
    documented::OpenApiRouter,
    error::ApiError,
    finish::{deadline, finish},
    headers::security_headers,
    openapi::{BASE, openapi_json},
    public_files,
    state::AppState,
    static_files, v1, webhooks,
};

/// The API's routes.
pub(crate) fn api() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().nest(BASE, v1::routes())
}

/// Everything that is served: the API, its document, the platforms' webhooks, the web app.
pub fn router(state: AppState) -> Router {
    let api = Router::from(api())
        .route(
            &format!("{BASE}/openapi.json"),
            get(|| async { ([(header::CONTENT_TYPE, "application/json")], openapi_json()) }),
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
