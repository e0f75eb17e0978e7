//! Asking for a postal address.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::one;

/// Asks where something is to be sent, by a form of the platform's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressRequest {
    /// Countries that can be chosen, two capital letters each (ISO 3166-1); empty: every country the platform knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// Address of the privacy policy that holds for the answer.
    pub privacy_url: String,
    /// It can be answered for so many days.
    #[serde(default = "one")]
    pub days: u32,
}
