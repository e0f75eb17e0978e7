//! How every refusal looks.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The body of every answer that is not a success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ErrorBody {
    /// The refusal.
    pub error: ErrorDetail,
}

/// What was wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ErrorDetail {
    /// Stable word for programs: `invalid`, `not_found`, `conflict`, `forbidden`, `unauthenticated`, `too_many`,
    /// `too_large`, `unavailable`, `internal`, or a finer one such as `sudo_required`, `second_factor_required`, `offer_settled`, `window_closed`.
    pub code: String,
    /// One or two sentences for people: what was wrong and what to do.
    pub message: String,
    /// Faults by field, when a body or form was refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
    /// Names this request in the logs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// One fault in one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// Path of the field, e.g. `page_id` or `required_skills[0].level`.
    pub field: String,
    /// Stable word: `missing`, `too_long`, `out_of_range`, `taken`, `malformed`, `unknown`.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}
