//! Who does something: needed by permissions, the audit log and system lines.

use serde::{Deserialize, Serialize};

use crate::ids::{ApiKeyId, UserId};

/// The one who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// A signed-in person.
    User(UserId),
    /// A program with an API key.
    ApiKey(ApiKeyId),
    /// Parlance itself: timers, routing, pipelines.
    System,
    /// An operator on the command line.
    Operator,
}
