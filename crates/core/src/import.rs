//! Imports of past conversations.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why an import runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// The account was linked with the wish for its past.
    Connect,
    /// An administrator asked for it.
    Demand,
    /// Nobody could be told for a while.
    Gap,
}

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Pages are still to come.
    Running,
    /// All that the platform tells is here.
    Done,
    /// The platform said no.
    Failed,
    /// An administrator stopped it; what was stored until then stays.
    Cancelled,
}
