//! Message templates: rich messages kept to be sent again.

use parlance_core::{ServiceId, TemplateId, TenantCtx, Timestamp, rich::Rich};

use crate::error::StoreError;

/// A message template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateRow {
    /// Id.
    pub id: TemplateId,
    /// Name, unique in the tenant without case.
    pub name: String,
    /// The channel whose limits it keeps.
    pub channel: String,
    /// Offered in this service only; `None`: in all.
    pub service_id: Option<ServiceId>,
    /// The message, with its variables.
    pub content: Rich,
    /// No longer offered since.
    pub disabled_at: Option<Timestamp>,
    /// Made at.
    pub created_at: Timestamp,
    /// Changed at.
    pub updated_at: Timestamp,
}

/// Reads message templates.
pub trait TemplatesRead {
    /// One template.
    fn template(&self, ctx: &TenantCtx, id: TemplateId) -> Result<Option<TemplateRow>, StoreError>;
    /// All templates by name.
    fn templates(&self, ctx: &TenantCtx) -> Result<Vec<TemplateRow>, StoreError>;
}

/// Writes message templates.
pub trait TemplatesWrite: TemplatesRead {
    /// Makes a template.
    fn insert_template(&mut self, ctx: &TenantCtx, row: &TemplateRow) -> Result<(), StoreError>;
    /// Changes everything but its id and when it was made.
    fn update_template(&mut self, ctx: &TenantCtx, row: &TemplateRow) -> Result<(), StoreError>;
}
