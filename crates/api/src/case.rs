//! Cases.

use parlance_core::{
    CaseId, ContactId, InteractionId, TeamId, Timestamp, UserId,
    case::{CaseState, CaseStep, Importance},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{config::nullable, interaction::EarlierInteraction};

/// A case: a customer's problem that may span many conversations of any channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseView {
    /// Id.
    pub id: CaseId,
    /// Number, unique in the tenant.
    pub number: i64,
    /// What it is about, in one line.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// Where it stands.
    pub state: CaseState,
    /// Why it is pending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whose problem it is.
    pub contact_id: ContactId,
    /// Their shown name.
    pub contact_name: String,
    /// The agent who looks after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<UserId>,
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The team that looks after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// How much it matters.
    pub importance: Importance,
    /// The closed case that it follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<CaseId>,
    /// Made at.
    pub created_at: Timestamp,
    /// Changed at.
    pub updated_at: Timestamp,
    /// Resolved at, while it is resolved or closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Timestamp>,
}

/// A case with its conversations and its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseDetail {
    /// The case.
    pub case: CaseView,
    /// Its conversations, the newest first, at most 200.
    pub interactions: Vec<EarlierInteraction>,
    /// What happened to it, oldest first.
    pub history: Vec<CaseLineView>,
    /// Why a case may be pending, as the tenant's settings say.
    pub pending_reasons: Vec<String>,
}

/// Somebody who may look after cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseOwner {
    /// Id.
    pub id: UserId,
    /// Name.
    pub name: String,
}

/// Who may look after cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseOwners {
    /// Agents, by name.
    pub items: Vec<CaseOwner>,
}

/// One line of a case's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseLineView {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// `created`, `open`, `pending`, `resolved`, `closed`, `linked`, `assigned`, `edited`.
    pub what: String,
    /// A reason or a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// Makes a case.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCase {
    /// What it is about, 1–120 characters.
    pub title: String,
    /// What it is about, up to 4,000 characters.
    #[serde(default)]
    pub description: String,
    /// How much it matters.
    #[serde(default)]
    pub importance: Importance,
    /// The conversation that it comes from; its customer is the case's.
    #[serde(default)]
    pub interaction_id: Option<InteractionId>,
    /// Whose problem it is, without a conversation.
    #[serde(default)]
    pub contact_id: Option<ContactId>,
    /// The team that looks after it; absent: the one who makes it.
    #[serde(default)]
    pub team_id: Option<TeamId>,
    /// The closed case that it follows.
    #[serde(default)]
    pub follows: Option<CaseId>,
}

/// Changes a case; absent fields stay.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CasePatch {
    /// 1–120 characters.
    #[serde(default)]
    pub title: Option<String>,
    /// Up to 4,000 characters.
    #[serde(default)]
    pub description: Option<String>,
    /// How much it matters.
    #[serde(default)]
    pub importance: Option<Importance>,
    /// The agent who looks after it; `null`: nobody.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<UserId>)]
    pub owner_id: Option<Option<UserId>>,
    /// The team that looks after it; `null`: none.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<TeamId>)]
    pub team_id: Option<Option<TeamId>>,
}

/// A step of a case.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseStepInput {
    /// What is done.
    pub step: CaseStep,
    /// Why it waits: one of the tenant's reasons; needed for `pend` where there are any.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Joins a conversation to a case.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkCase {
    /// The conversation.
    pub interaction_id: InteractionId,
}

/// Which cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseShelf {
    /// One's own.
    Mine,
    /// Those of one's team.
    Team,
    /// All.
    #[default]
    All,
}
