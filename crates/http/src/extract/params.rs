//! The query of an address.

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use crate::error::ApiError;

/// The parameters after the `?`.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Query::try_from_uri(&parts.uri)
            .map(|Query(value)| Self(value))
            .map_err(|error| {
                let said =
                    std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
                ApiError::malformed(format!(
                    "The address has a parameter that is not understood: {said}."
                ))
            })
    }
}

/// Which page of a list.
#[derive(Debug, Clone, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// The cursor that the page before gave.
    #[serde(default)]
    pub cursor: Option<String>,
    /// At most so many rows, up to 200.
    #[serde(default)]
    pub limit: Option<u32>,
}
