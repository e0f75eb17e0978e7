//! Why a rule of a service did something with a chat that waited.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a rule waits for, as it was when it came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Overflow {
    /// The service is closed.
    Closed,
}
