//! What an agent has planned for a moment.

use parlance_core::{
    InteractionId, PlannedId, Timestamp, UserId,
    planned::{PlannedKind, PlannedState},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A message or a reminder that was planned. Only its author sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlannedView {
    /// Id.
    pub id: PlannedId,
    /// What happens.
    pub kind: PlannedKind,
    /// Whose it is.
    pub author_id: UserId,
    /// The interaction it is about.
    pub interaction_id: InteractionId,
    /// Its customer's name.
    pub contact_name: String,
    /// The message, or what the reminder is about.
    pub text: String,
    /// When it happens (UTC milliseconds).
    pub due_at: Timestamp,
    /// Where it stands.
    pub state: PlannedState,
    /// Why a message did not go out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// Grows with each change.
    pub version: i64,
}

/// Plans something.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlanned {
    /// What.
    pub kind: PlannedKind,
    /// The message; of a reminder what it is about, may be empty.
    #[serde(default)]
    pub text: String,
    /// When (UTC milliseconds): a message while the customer may be answered.
    pub due_at: Timestamp,
}

/// Changes what was planned; absent fields stay.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedPatch {
    /// Other words.
    #[serde(default)]
    pub text: Option<String>,
    /// Another moment; a reminder that has come rings again then.
    #[serde(default)]
    pub due_at: Option<Timestamp>,
    /// The reminder is answered.
    #[serde(default)]
    pub done: Option<bool>,
}

/// What somebody has planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlannedList {
    /// What is not over, the nearest first.
    pub items: Vec<PlannedView>,
}
