//! Users, teams and skills.

use parlance_core::{SkillId, TeamId, Timestamp, UserId, permission::Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A user as the Administrator sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserView {
    /// Id.
    pub id: UserId,
    /// Sign-in name.
    pub username: String,
    /// Full name.
    pub name: String,
    /// Mail address, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Roles.
    pub roles: Vec<Role>,
    /// The one team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    /// Skills with levels 1–100.
    pub skills: Vec<SkillLevel>,
    /// How many chats at once; absent: the tenant's setting (100 % / chat share).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_chats: Option<u32>,
    /// Interface language (BCP 47).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether they have enrolled a second factor.
    pub second_factor: bool,
    /// May not sign in.
    pub disabled: bool,
    /// Made at.
    pub created_at: Timestamp,
    /// Changed at; send it back as `expected_updated_at` to notice a colleague's change.
    pub updated_at: Timestamp,
    /// Last sign-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sign_in_at: Option<Timestamp>,
}

/// A skill held with a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillLevel {
    /// The skill.
    pub skill_id: SkillId,
    /// 0–100; 0 takes the skill away.
    pub level: u8,
}

/// Makes a user.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// Sign-in name: 1–64 letters, digits, `.`, `_`, `-`, `@`, `+`; unique in the tenant without case.
    pub username: String,
    /// Full name, 1–120 characters.
    pub name: String,
    /// Mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// At least one role.
    pub roles: Vec<Role>,
    /// The one team.
    #[serde(default)]
    pub team_id: Option<TeamId>,
    /// Skills with levels.
    #[serde(default)]
    pub skills: Vec<SkillLevel>,
    /// How many chats at once.
    #[serde(default)]
    pub max_chats: Option<u32>,
    /// 12 to 128 characters.
    #[schema(format = Password)]
    pub password: String,
}

/// Changes a user: only the fields given; `null` clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserPatch {
    /// Sign-in name.
    #[serde(default)]
    pub username: Option<String>,
    /// Full name.
    #[serde(default)]
    pub name: Option<String>,
    /// Mail address.
    #[serde(default, deserialize_with = "crate::config::nullable")]
    #[schema(value_type = Option<String>)]
    pub email: Option<Option<String>>,
    /// Roles.
    #[serde(default)]
    pub roles: Option<Vec<Role>>,
    /// Team.
    #[serde(default, deserialize_with = "crate::config::nullable")]
    #[schema(value_type = Option<TeamId>)]
    pub team_id: Option<Option<TeamId>>,
    /// All skills, replacing the present ones.
    #[serde(default)]
    pub skills: Option<Vec<SkillLevel>>,
    /// How many chats at once.
    #[serde(default, deserialize_with = "crate::config::nullable")]
    #[schema(value_type = Option<u32>)]
    pub max_chats: Option<Option<u32>>,
    /// Interface language.
    #[serde(default, deserialize_with = "crate::config::nullable")]
    #[schema(value_type = Option<String>)]
    pub language: Option<Option<String>>,
    /// A new password; ends the user's sessions.
    #[serde(default)]
    #[schema(format = Password)]
    pub password: Option<String>,
    /// Disables or enables; disabling ends the user's sessions.
    #[serde(default)]
    pub disabled: Option<bool>,
    /// Refuse with `conflict` when somebody changed the user since.
    #[serde(default)]
    pub expected_updated_at: Option<Timestamp>,
}

/// A team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamView {
    /// Id.
    pub id: TeamId,
    /// Name, unique in the tenant.
    pub name: String,
    /// Its supervisors.
    pub supervisor_ids: Vec<UserId>,
    /// How many users it has.
    pub members: u32,
    /// Takes no new members and gets no work.
    pub disabled: bool,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// Makes or changes a team; on change, absent fields stay.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamInput {
    /// Name, 1–80 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// Its supervisors.
    #[serde(default)]
    pub supervisor_ids: Option<Vec<UserId>>,
    /// Disable or enable.
    #[serde(default)]
    pub disabled: Option<bool>,
    /// Refuse with `conflict` when somebody changed it since.
    #[serde(default)]
    pub expected_updated_at: Option<Timestamp>,
}

/// What kind of qualification a skill is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SkillKind {
    /// Made with a service of the same name.
    Service,
    /// Made by hand, in groups.
    Auxiliary,
    /// A language.
    Language,
}

/// A skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SkillView {
    /// Id.
    pub id: SkillId,
    /// Name, unique in the tenant.
    pub name: String,
    /// Kind.
    pub kind: SkillKind,
    /// Group of an auxiliary skill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// How many users hold it.
    pub holders: u32,
    /// No longer asked for.
    pub disabled: bool,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// Makes or changes a skill; on change, absent fields stay.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillInput {
    /// Name, 1–80 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// Auxiliary or language; service skills come from services.
    #[serde(default)]
    pub kind: Option<SkillKind>,
    /// Group of an auxiliary skill.
    #[serde(default)]
    pub group: Option<String>,
    /// Disable or enable.
    #[serde(default)]
    pub disabled: Option<bool>,
    /// Refuse with `conflict` when somebody changed it since.
    #[serde(default)]
    pub expected_updated_at: Option<Timestamp>,
}

/// Sets levels of many users at once (the skill-levels matrix); level 0 takes a skill away.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetSkillLevels {
    /// One entry per cell that changes.
    pub levels: Vec<UserSkillLevel>,
}

/// One cell of the matrix.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserSkillLevel {
    /// The user.
    pub user_id: UserId,
    /// The skill.
    pub skill_id: SkillId,
    /// 0–100.
    pub level: u8,
}
