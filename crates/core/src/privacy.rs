//! Platforms' demands for a person.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is demanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PrivacyRequestKind {
    /// Data about a person is to be deleted.
    Deletion,
    /// A person has removed the app: what they permitted ends.
    Deauthorise,
}
