//! Several agents in one conversation, and calls for help.

use parlance_core::{
    TeamId, Timestamp, UserId,
    participant::{ParticipantRole, ParticipantState},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::interaction::InteractionView;

/// Somebody who takes part beside the owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ParticipantView {
    /// Who.
    pub user_id: UserId,
    /// Their name.
    pub name: String,
    /// As what.
    pub role: ParticipantRole,
    /// Where their part stands.
    pub state: ParticipantState,
    /// The name of who asked.
    pub asked_by: String,
    /// What was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Asked at.
    pub since: Timestamp,
    /// Their after-call work ends at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_until: Option<Timestamp>,
}

/// A call for help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HelpView {
    /// Who calls.
    pub user_id: UserId,
    /// Their name.
    pub name: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The supervisors it calls; nobody: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub called: Vec<UserId>,
    /// Since.
    pub since: Timestamp,
}

/// Asks somebody to take part.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewParticipant {
    /// As what. Observers can only be those who supervise, by themselves.
    pub role: ParticipantRole,
    /// This person …
    #[serde(default)]
    pub user_id: Option<UserId>,
    /// … or whoever of this team has most room; exactly one of the two.
    #[serde(default)]
    pub team_id: Option<TeamId>,
    /// What is asked, at most 500 characters.
    #[serde(default)]
    pub text: Option<String>,
}

/// What one does about a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartStep {
    /// Joins, being asked.
    Join,
    /// Declines, leaves, or finishes one's after-call work.
    Leave,
    /// Becomes the owner; who was it leaves.
    TakeOver,
    /// As the owner: takes somebody out, or asks them no longer.
    Remove,
    /// As the owner: gives the conversation to one who has joined, and leaves.
    Give,
}

/// Changes a part.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePart {
    /// What to do.
    pub step: PartStep,
    /// Whose part; absent: one's own.
    #[serde(default)]
    pub user_id: Option<UserId>,
}

/// Calls a supervisor for help.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallForHelp {
    /// What it is about, at most 500 characters.
    #[serde(default)]
    pub text: Option<String>,
}

/// Calls for help, the longest calling first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HelpCalls {
    /// The interactions.
    pub items: Vec<InteractionView>,
}

/// Somebody who has a conversation open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Viewer {
    /// Who.
    pub user_id: UserId,
    /// Their name.
    pub name: String,
    /// They type.
    pub typing: bool,
}
