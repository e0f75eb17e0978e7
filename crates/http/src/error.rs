//! How every refusal is answered: one body, one place where a refusal of the application becomes a status.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use parlance_api::error::{ErrorBody, ErrorDetail, FieldError};
use parlance_engine::{Refusal, UseCaseError};
use parlance_store::{StoreError, WorkError};

/// A refused or failed request. Its request id is filled in on the way out.
#[derive(Debug, Clone)]
pub struct ApiError {
    status: StatusCode,
    detail: ErrorDetail,
    retry_after_s: Option<i64>,
}

impl ApiError {
    /// A refusal with a code for programs and a sentence for people.
    pub fn new(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            detail: ErrorDetail {
                code: code.into(),
                message: message.into(),
                fields: Vec::new(),
                request_id: None,
            },
            retry_after_s: None,
        }
    }
    /// 400: the request cannot be read.
    pub fn malformed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid", message)
    }
    /// 422: values break rules.
    #[must_use]
    pub fn invalid(message: impl Into<String>, fields: Vec<FieldError>) -> Self {
        let mut error = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", message);
        error.detail.fields = fields;
        error
    }
    /// 404.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", message)
    }
    /// 401.
    #[must_use]
    pub fn unauthenticated() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthenticated",
            "You are not signed in. Sign in and try again.",
        )
    }
    /// 403.
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", message)
    }
    /// 503: try again in a moment.
    #[must_use]
    pub fn unavailable() -> Self {
        let message = "Parlance cannot do this at the moment. Try again in a few seconds.";
        let mut error = Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", message);
        error.retry_after_s = Some(1);
        error
    }
    /// 500: our fault; the log says what.
    #[must_use]
    pub fn internal() -> Self {
        let message = "Something went wrong inside Parlance. The log names this request.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", message)
    }
    /// The status that is answered.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }
    /// The body that is answered.
    #[must_use]
    pub const fn detail(&self) -> &ErrorDetail {
        &self.detail
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = ErrorBody {
            error: self.detail.clone(),
        };
        let mut response = (self.status, Json(body)).into_response();
        if let Some(seconds) = self.retry_after_s {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
        }
        response.extensions_mut().insert(self.detail);
        response
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let message = refusal.to_string();
        match refusal {
            Refusal::Invalid(fields) => Self::invalid(message, fields),
            Refusal::NotFound { .. } => Self::not_found(message),
            Refusal::Conflict { code, .. } => Self::new(StatusCode::CONFLICT, code, message),
            Refusal::Forbidden { .. } => Self::forbidden(message),
            Refusal::Sudo => Self::new(StatusCode::FORBIDDEN, "sudo_required", message),
            Refusal::Unauthenticated { .. } => {
                Self::new(StatusCode::UNAUTHORIZED, "unauthenticated", message)
            }
            Refusal::TooMany { retry_after_ms, .. } => {
                let mut error = Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many", message);
                error.retry_after_s = Some((retry_after_ms + 999) / 1000);
                error
            }
            Refusal::TooLarge { .. } => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message),
            Refusal::Store(error) => {
                tracing::error!(%error, "the store failed inside a use case");
                Self::internal()
            }
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        match error {
            StoreError::Busy | StoreError::Unavailable(_) | StoreError::CommitUnknown(_) => {
                Self::unavailable()
            }
            _ => Self::internal(),
        }
    }
}

impl From<UseCaseError> for ApiError {
    fn from(error: UseCaseError) -> Self {
        match error {
            WorkError::Refused(refusal) => refusal.into(),
            WorkError::Store(error) => error.into(),
        }
    }
}
