//! POST: the platform demands something for a person. GET: the person asks how it stands, without an account here.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Json,
    extract::{Query, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use parlance_channel::{
    Channel,
    notices::{NoticePath, NoticeRefusal, PrivacyRequestKind},
};
use parlance_engine::privacy::{DemandState, NoticeError};
use serde_json::json;

use super::{budget::Budget, receive::plain};
use crate::state::AppState;

pub(super) async fn take(
    channel: Arc<dyn Channel>,
    at: NoticePath,
    budget: Arc<Budget>,
    State(state): State<AppState>,
    request: Request,
) -> Response {
    let held = match budget.read(request.into_body()).await {
        Ok(held) => held,
        Err(refusal) => return refusal.into_response(),
    };
    match state
        .engine
        .take_notice(channel.as_ref(), at.kind, &held.bytes)
        .await
    {
        Ok(code) => answer(&state, at, &code),
        Err(error) => plain(status(error), error.to_string()),
    }
}

fn status(error: NoticeError) -> StatusCode {
    match error {
        NoticeError::UnknownAddress => StatusCode::NOT_FOUND,
        NoticeError::Refused(NoticeRefusal::Malformed(_)) => StatusCode::BAD_REQUEST,
        NoticeError::Refused(NoticeRefusal::Signature) | NoticeError::Stale => StatusCode::FORBIDDEN,
        NoticeError::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Platforms show the person both, after a deletion was demanded.
fn answer(state: &AppState, at: NoticePath, code: &str) -> Response {
    if at.kind == PrivacyRequestKind::Deauthorise {
        return StatusCode::OK.into_response();
    }
    let base = state.engine.base_url();
    let url = format!("{}{}?id={code}", base.as_str().trim_end_matches('/'), at.path);
    Json(json!({ "url": url, "confirmation_code": code })).into_response()
}

/// A page without anything to run, for people who are no users of Parlance.
pub(super) async fn show(
    State(state): State<AppState>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let code = query.get("id").cloned().unwrap_or_default();
    let (status, title, text) = match state.engine.demand_state(code.clone()).await {
        Ok(Some(DemandState::Done(_))) => (
            StatusCode::OK,
            "Your data is deleted",
            "What was kept here about you has been deleted, conversations and files included.",
        ),
        Ok(Some(DemandState::Waiting)) => (
            StatusCode::OK,
            "Your data will be deleted",
            "The demand is stored. It is carried out as soon as a running conversation with you has ended. Come back to \
             this page later.",
        ),
        Ok(None) => (
            StatusCode::NOT_FOUND,
            "Unknown confirmation code",
            "There is no demand with this code. Use the whole address that you were given.",
        ),
        Err(error) => {
            tracing::warn!(%error, "a demand's state could not be read");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "Not available now",
                "How your demand stands cannot be shown at the moment. Try again later.",
            )
        }
    };
    // Only a known code is repeated, and that is hex digits.
    let known = if status == StatusCode::OK {
        format!("<p>Confirmation code: <code>{code}</code></p>")
    } else {
        String::new()
    };
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <title>{title}</title></head><body><main><h1>{title}</h1><p>{text}</p>{known}</main></body></html>"
    );
    let mut response = (status, Html(page)).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
