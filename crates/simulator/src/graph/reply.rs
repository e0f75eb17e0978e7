//! Answers of the Graph API.

use axum::body::Body;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use serde_json::Value;

use super::error::GraphError;
use crate::platform::Platform;

/// Marks a response whose connection is to be cut without a byte of answer; [`crate::serve`] does that.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut;

/// What a call is answered.
#[derive(Debug)]
pub(crate) enum Reply {
    Json {
        status: u16,
        body: Value,
    },
    /// Something that is not JSON, as a proxy in between might say.
    Garbage,
    Cut,
}

impl Reply {
    pub fn ok(body: Value) -> Self {
        Self::Json { status: 200, body }
    }

    pub fn error(platform: &Platform, error: &GraphError) -> Self {
        // The counter moves, but a trace id is nothing to keep.
        let trace = platform.world.lock().map(|mut world| {
            let seed = platform.config.seed;
            crate::ids::Ids {
                seed,
                next: &mut world.next,
            }
            .trace()
        });
        Self::Json {
            status: error.status,
            body: error.body(trace.as_deref().unwrap_or("A0")),
        }
    }

    pub fn into_response(self) -> Response {
        match self {
            Self::Json { status, body } => {
                let mut response = Response::new(Body::from(body.to_string()));
                *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
                response.headers_mut().insert(
                    header::CONTENT_TYPE,
                    HeaderValue::from_static("application/json; charset=UTF-8"),
                );
                if status == 401 {
                    response.headers_mut().insert(
                        header::WWW_AUTHENTICATE,
                        HeaderValue::from_static("OAuth \"Facebook Platform\""),
                    );
                }
                response
            }
            Self::Garbage => {
                let mut response = Response::new(Body::from("<html><body>upstream connect err"));
                response
                    .headers_mut()
                    .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
                response
            }
            Self::Cut => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::BAD_GATEWAY;
                response.extensions_mut().insert(Cut);
                response
            }
        }
    }
}
