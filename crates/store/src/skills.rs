//! Skills.

use parlance_api::user::SkillKind;
use parlance_core::{ServiceId, SkillId, TenantCtx, Timestamp};

use crate::error::StoreError;

/// A skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillRow {
    /// Id.
    pub id: SkillId,
    /// Name, unique in the tenant without case.
    pub name: String,
    /// Kind.
    pub kind: SkillKind,
    /// Group of an auxiliary skill.
    pub group: Option<String>,
    /// The service that a service skill belongs to.
    pub service_id: Option<ServiceId>,
    /// How many users hold it; not written.
    pub holders: u32,
    /// No longer asked for since.
    pub disabled_at: Option<Timestamp>,
    /// Made at.
    pub created_at: Timestamp,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// Reads skills.
pub trait SkillsRead {
    /// One skill.
    fn skill(&self, ctx: &TenantCtx, id: SkillId) -> Result<Option<SkillRow>, StoreError>;
    /// The skill that came with a service.
    fn skill_of_service(&self, ctx: &TenantCtx, id: ServiceId) -> Result<Option<SkillRow>, StoreError>;
    /// All skills, by name.
    fn skills(&self, ctx: &TenantCtx) -> Result<Vec<SkillRow>, StoreError>;
}

/// Writes skills.
pub trait SkillsWrite: SkillsRead {
    /// Makes a skill.
    fn insert_skill(&mut self, ctx: &TenantCtx, row: &SkillRow) -> Result<(), StoreError>;
    /// Changes name, group, whether it is disabled.
    fn update_skill(&mut self, ctx: &TenantCtx, row: &SkillRow) -> Result<(), StoreError>;
}
