//! Refusals of the control API: `{"error": {"message": …}}`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::json;

use crate::ControlError;

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NotFound { .. } => StatusCode::NOT_FOUND,
            Self::Invalid(_) => StatusCode::BAD_REQUEST,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::NotDurable(_) => StatusCode::SERVICE_UNAVAILABLE,
        };
        refusal(status, &self.to_string())
    }
}

pub(super) fn refusal(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({"error": {"message": message}}))).into_response()
}

pub(super) async fn no_such_address() -> Response {
    refusal(
        StatusCode::NOT_FOUND,
        "the control API has no such address; README.md of the crate lists them",
    )
}
