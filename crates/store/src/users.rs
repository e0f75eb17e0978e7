//! Users and the skills they hold.

use std::fmt;

use parlance_api::user::SkillLevel;
use parlance_core::{SkillId, TeamId, TenantCtx, Timestamp, UserId, permission::Role};

use crate::error::StoreError;

/// The hash of a password in PHC form. It is never shown, also not by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Wraps a hash.
    #[must_use]
    pub const fn new(phc: String) -> Self {
        Self(phc)
    }
    /// The text, for comparing and storing.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash")
    }
}

/// A user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRow {
    /// Id.
    pub id: UserId,
    /// Sign-in name, unique in the tenant without case.
    pub username: String,
    /// Full name.
    pub name: String,
    /// Mail address.
    pub email: Option<String>,
    /// Roles.
    pub roles: Vec<Role>,
    /// The one team.
    pub team_id: Option<TeamId>,
    /// How many chats at once; absent: by the tenant's setting.
    pub max_chats: Option<u32>,
    /// Interface language.
    pub language: Option<String>,
    /// The password.
    pub password_hash: PasswordHash,
    /// May not sign in since.
    pub disabled_at: Option<Timestamp>,
    /// Last sign-in.
    pub last_sign_in_at: Option<Timestamp>,
    /// Made at.
    pub created_at: Timestamp,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// Reads users.
pub trait UsersRead {
    /// One user.
    fn user(&self, ctx: &TenantCtx, id: UserId) -> Result<Option<UserRow>, StoreError>;
    /// One user by sign-in name, without case.
    fn user_by_username(&self, ctx: &TenantCtx, username: &str) -> Result<Option<UserRow>, StoreError>;
    /// All users, also disabled ones, by name.
    fn users(&self, ctx: &TenantCtx) -> Result<Vec<UserRow>, StoreError>;
    /// All skills that users of the tenant hold.
    fn skill_levels(&self, ctx: &TenantCtx) -> Result<Vec<(UserId, SkillLevel)>, StoreError>;
    /// The skills of one user.
    fn skill_levels_of(&self, ctx: &TenantCtx, user: UserId) -> Result<Vec<SkillLevel>, StoreError>;
    /// Of the whole installation: whether anybody exists who can sign in. Decides about the set-up link.
    fn any_user(&self) -> Result<bool, StoreError>;
}

/// Writes users.
pub trait UsersWrite: UsersRead {
    /// Makes a user.
    fn insert_user(&mut self, ctx: &TenantCtx, row: &UserRow) -> Result<(), StoreError>;
    /// Changes everything but id, password and sign-in time.
    fn update_user(&mut self, ctx: &TenantCtx, row: &UserRow) -> Result<(), StoreError>;
    /// Changes the password.
    fn set_password(&mut self, ctx: &TenantCtx, id: UserId, hash: &PasswordHash) -> Result<(), StoreError>;
    /// Notes a sign-in.
    fn note_sign_in(&mut self, ctx: &TenantCtx, id: UserId, at: Timestamp) -> Result<(), StoreError>;
    /// Sets a level; 0 takes the skill away.
    fn set_skill_level(
        &mut self,
        ctx: &TenantCtx,
        user: UserId,
        skill: SkillId,
        level: u8,
    ) -> Result<(), StoreError>;
}
